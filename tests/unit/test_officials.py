"""Officials of short articles: tests/specs/officials.yaml; what positions and mentions hold."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.article import Article
from pipeline.document import Document
from pipeline.officials.organizations import OrganizationsFile
from pipeline.officials.vocabulary import vocabulary
from pipeline.rulebook.loading import load_rules
from pipeline.stages.officials import Officials
from pipeline.stages.places import Places
from pipeline.stages.sentences import Sentences
from pipeline.text.folding import fold

SPECS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "specs" / "officials.yaml").read_text(encoding="utf-8")
)
ORGANIZATIONS = load_rules("organizations", OrganizationsFile).examples

# The lists of roles, by their heads; those of PREFIXES hold how heads begin.
ROLES = [
    *("abroad", "missions", "of_people", "chiefs", "second_posts", "member_posts", "counted_posts"),
    *("commission_posts", "acting", "members", "representatives", "ministers", "governors", "district_heads"),
    *("ambassadors", "sent_abroad", "never_at_home", "preachers", "in_charge", "chairs"),
]
PREFIXES = ["envoys", "in_a_place", "deputies", "scoped", "executors", "glued_roles", "misspelt_roles"]


def read(text: str) -> Document:
    document = Document(Article(text))
    for stage in (Sentences(), Places(), Officials()):
        stage(document)
    return document


def squeeze(phrase: str | None) -> str | None:
    return phrase and fold(phrase).text.replace(" ", "")


@pytest.mark.parametrize("spec", SPECS, ids=[spec["id"] for spec in SPECS])
def test_spec(spec: dict[str, Any]) -> None:
    found = {
        (squeeze(official.name), frozenset(squeeze(position.title) for position in official.positions))
        for official in read(spec["text"]).officials
    }
    wanted = {
        (squeeze(official["name"]), frozenset(squeeze(title) for title in official["titles"]))
        for official in spec["officials"]
    }
    assert found == wanted


def test_position_parts() -> None:
    document = read("بهرام سلیمی، استاندار یزد و رضا کرمانی، سرپرست سازمان توسعه تجارت ایران دیدار کردند.")
    governor, head = (official.positions[0] for official in document.officials)
    assert (governor.role, governor.organization, governor.province) == ("استاندار", "استانداری یزد", "IR-21")
    assert (head.organization, head.province, head.acting) == ("سازمان توسعه تجارت ایران", None, True)


def test_minister_belongs_to_a_ministry() -> None:
    position = read("وزیر راه و شهرسازی گفت راه ساخته می‌شود.").officials[0].positions[0]
    assert (position.role, position.organization) == ("وزیر", "وزارت راه و شهرسازی")


@pytest.mark.parametrize("name", ROLES)
def test_lists_of_roles_hold_roles(name: str) -> None:
    words = vocabulary()
    heads = {role.head for role in words.roles}
    listed = {phrase.replace(" ", "") for phrase in getattr(words.posts, name)}
    assert listed <= {head.replace(" ", "") for head in heads}
    assert heads & getattr(words.posts, name)


@pytest.mark.parametrize("name", PREFIXES)
def test_lists_of_beginnings_hold_what_roles_begin_with(name: str) -> None:
    words = vocabulary()
    for beginning in getattr(words.posts, name):
        assert any(role.head.startswith(beginning) for role in words.roles), beginning


@pytest.mark.parametrize("spelled", ["رئیس‌جمهور", "رئیس جمهور", "رییس‌جمهور"])
def test_a_role_is_one_in_every_spelling(spelled: str) -> None:
    (official,) = read(f"رضا کرمانی، {spelled} سابق عراق، به یزد رفت.").officials
    assert [position.role for position in official.positions] == ["رئیس‌جمهور"]


@pytest.mark.parametrize(("title", "organization"), ORGANIZATIONS.items())
def test_organization_of_a_post(title: str, organization: str | None) -> None:
    positions = read(f"رضا کرمانی، {title}، گفت: کار تمام شد.").officials[0].positions
    assert [(squeeze(position.title), squeeze(position.organization)) for position in positions] == [
        (squeeze(title), squeeze(organization))
    ]


def test_former() -> None:
    position = read("رضا کرمانی، استاندار سابق یزد به این پرسش پاسخ داد.").officials[0].positions[0]
    assert position.former


def test_mentions_are_of_three_kinds() -> None:
    text = "حسن مرادی، فرماندار تفت گفت کار تمام شد.\nوی افزود: مردم راضی هستند."
    document = read(text)
    mentions = document.officials[0].mentions
    assert [(document.text[m.start : m.end], m.kind) for m in mentions] == [
        ("حسن مرادی", "name"),
        ("فرماندار تفت", "title"),
        ("وی", "pronoun"),
    ]
