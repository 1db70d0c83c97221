"""Title -> Position: canonical strings, the organisation, the province of the post."""

from pipeline import gazetteer
from pipeline.document import Document, Position
from pipeline.officials.titles import Title
from pipeline.text.polish import polish


def position_of(document: Document, title: Title) -> Position:
    """The post that a title names."""
    text = polish(document.raw_text(title.start, title.end))
    organization = None
    if title.organization is not None:
        organization = polish(document.raw_text(*title.organization))
        if title.role.organization:
            organization = f"{title.role.organization} {organization}"
    role = polish(document.raw_text(title.start, title.role_end))
    return Position(
        title=text,
        role=role,
        organization=organization,
        province=_province(document, title),
        start=title.start,
        end=title.end,
        former=title.former,
        acting=title.role.head == "سرپرست",
    )


def _province(document: Document, title: Title) -> str | None:
    """The province named in the title, else the article's only one where the title says «استان»."""
    found = [p.iso for p in document.places if title.start <= p.start < title.end]
    if found:
        return found[-1]
    province_of = getattr(gazetteer, "province_of", None)
    if province_of is not None and title.organization is not None:
        iso = province_of(document.text[slice(*title.organization)])
        if iso:
            return str(iso)
    if "استان" in document.text[title.start : title.end]:
        provinces = {p.iso for p in document.places if p.certain}
        if len(provinces) == 1:
            return provinces.pop()
    return None
