"""Title -> Position: canonical strings, the organisation, the province of the post."""

from bisect import bisect_left

from pipeline.document import Document, Position
from pipeline.officials.organizations import organizations
from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import vocabulary
from pipeline.places.reading import province_of
from pipeline.text.polish import polish


def position_of(document: Document, title: Title) -> Position:
    """The post that a title names."""
    start, end, role = title.start, title.end, title.role
    organization = None
    if found := organizations().find(document.text, title):
        name, first, after = found
        organization = f"{name} {_printed(document, first, after)}".strip()
    title_printed = _printed(document, start, end)
    if role.many:  # «اعضای شورا»: each is «عضو شورا»
        title_printed = f"{role.name} {_printed(document, title.role_end, end)}"
    return Position(
        title_printed,
        role.name,
        organization,
        _province(document, title),
        start,
        end,
        title.former,
        role.head in vocabulary().posts.acting,
    )


def _printed(document: Document, start: int, end: int) -> str:
    """A stretch of text without words of courtesy and straight quotes."""
    return polish(vocabulary().courtesy.sub("", document.raw_text(start, end)).replace('"', ""))


def _province(document: Document, title: Title) -> str | None:
    """The province named in the title, else the article's only one where the title says «استان»."""
    places = document.places
    after = bisect_left(places, title.end, key=lambda place: place.start)
    if after and places[after - 1].start >= title.start:
        return places[after - 1].iso
    if title.organization is not None:
        iso = province_of(document.text[slice(*title.organization)])
        if iso:
            return iso
    if places and "استان" in document.text[title.start : title.end]:
        provinces = {place.iso for place in places if place.certain}
        if len(provinces) == 1:
            return provinces.pop()
    return None
