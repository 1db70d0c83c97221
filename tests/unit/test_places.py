"""The places stage against its specs and the examples in its rules."""

from pathlib import Path

import pytest
import yaml

from pipeline import Article, Pipeline
from pipeline.document import Document, Sentence, SentenceKind
from pipeline.places.gazetteer import PROVINCES, spellings
from pipeline.places.reading import province_of, read_places
from pipeline.places.rules import place_rules
from pipeline.stages.places import Places
from pipeline.text.folding import fold

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs" / "places.yaml").read_text(encoding="utf-8"))
NAMES = place_rules().names


def provinces(text: str) -> list[str]:
    """The codes of the certain mentions, each once."""
    mentions = read_places(fold(text).text)
    return list(dict.fromkeys(mention.iso.removeprefix("IR-") for mention in mentions if mention.certain))


def certain_names(text: str) -> list[str]:
    folded = fold(text).text
    return [folded[mention.start : mention.end] for mention in read_places(folded) if mention.certain]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["text"][:40])
def test_spec(spec: dict[str, object]) -> None:
    assert provinces(str(spec["text"])) == spec["provinces"]


@pytest.mark.parametrize("rule", NAMES, ids=lambda rule: rule.id)
def test_examples_of_names(rule: object) -> None:
    written = spellings(rule.pattern)  # type: ignore[attr-defined]
    for example in rule.examples:  # type: ignore[attr-defined]
        assert set(written) & set(certain_names(example)), example
    for counterexample in rule.counterexamples:  # type: ignore[attr-defined]
        assert not set(written) & set(certain_names(counterexample)), counterexample


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("کار در ذوب‌آهن اصفهان ادامه دارد", "organization"),
        ("کار در ذوب آهن اصفهان ادامه دارد", "organization"),
        ("سازمان های یزد", "organization"),
        ("بیمارستان‌های کرمان", "name"),
        ("بیمارستان های کرمان", "name"),
        ("هوای یزد گرم است", "name"),
        ("باران در لاهیجان بارید", "place"),
        ("استاندار یزد گفت", "organization"),
        ("شرکت گاز مازندران گفت", "organization"),
        ("سازمان صنعت، معدن و تجارت قم", "organization"),
        ("مدیر سازمان گفت در قم بمانید", "name"),
    ],
)
def test_via(text: str, via: str) -> None:
    assert [mention.via for mention in read_places(fold(text).text)] == [via]


def test_doubt_waits_for_the_rest_of_the_article() -> None:
    (alone,) = read_places("بازسازی دیلم")
    assert not alone.certain
    later = read_places("بازسازی دیلم ادامه دارد. استاندار بوشهر گفت")
    assert [mention.certain for mention in later] == [True, True]


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("سازمان صنعت، معدن و تجارت قم", "IR-25"),
        ("استاندار مرکزی", "IR-00"),
        ("آموزش و پرورش فارس", "IR-07"),
        ("فرماندار نور", "IR-02"),
        ("دانشگاه علوم پزشکی البرز", "IR-30"),
        ("رییس کل بانک مرکزی", None),
        ("خبرگزاری فارس", None),
        ("وزیر نیرو", None),
        ("", None),
    ],
)
def test_province_of(phrase: str, iso: str | None) -> None:
    assert province_of(phrase) == iso


def test_residue_holds_no_places() -> None:
    document = Document(Article("یزد و قم. بازسازی دیلم. تگ: اهواز"))
    start = document.text.index("تگ")
    document.sentences = [Sentence(start, len(document.text), 0, SentenceKind.RESIDUE)]
    Places()(document)
    certain = [mention for mention in document.places if mention.certain]
    assert [mention.iso for mention in certain] == ["IR-21", "IR-25"]
    assert all(mention.start < start for mention in document.places)


def test_every_province_by_its_name_and_governor() -> None:
    for iso, province in PROVINCES.items():
        assert provinces(f"استاندار {province.name} گفت") == [iso.removeprefix("IR-")], province.name
        assert provinces(f"در استان {province.name} باران آمد") == [iso.removeprefix("IR-")], province.name


@pytest.mark.parametrize(
    ("published", "iso"), [("2006-05-01", "IR-21"), ("2019-05-01", "IR-29"), (None, "IR-29")]
)
def test_a_county_that_changed_its_province(published: str | None, iso: str) -> None:
    article = Article.of("معدن زغال‌سنگ شهرستان طبس امسال گسترش می‌یابد.", published)
    assert [mention.iso for mention in Pipeline().read(article).places] == [iso]
