"""The stage that asks a model about people: offices named, speakers found, nothing else touched."""

from __future__ import annotations

import pytest

from pipeline import Document, Pipeline
from pipeline.article import Article
from pipeline.document import Entity, Span
from pipeline.ner import entities, questions
from pipeline.stages import people


class Known:
    """A recognizer that knows what it is told: tests of what is done with names."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.read: list[str] = []

    def entities(self, document: Document, stretches: list[Span]) -> list[Entity]:
        found = []
        for start, end in stretches:
            self.read.append(document.text[start:end])
            for name in self.names:
                at = document.text.find(name, start, end)
                if at >= 0:
                    found.append(Entity(at, at + len(name), "PERSON"))
        return sorted(found)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Read a text with a recognizer that knows these names."""

    def read_text(text: str, *names: str, mode: str = "auto") -> Document:
        known = Known(*names)
        monkeypatch.setattr(people, "recognizer", lambda model: known)
        return Pipeline(ner=mode).read(Article(text))

    return read_text


# An unheard name, which no rule reads.
NAME = "ژوکوند اوتلاکی"


@pytest.mark.parametrize(
    "text",
    [
        f"به گزارش ایسنا، استاندار یزد، {NAME}، گفت: امسال ۲۰۰ کلاس ساخته می‌شود.",
        "استاندار یزد گفت: امسال ۲۰۰ کلاس ساخته می‌شود.\n"
        f"در این نشست که دیروز برپا شد، {NAME} گفت: کار خوب است.",
    ],
    ids=["beside", "a sentence later"],
)
def test_office_gets_its_name(read, text: str) -> None:  # type: ignore[no-untyped-def]
    document = read(text, NAME)
    assert [(o.name, o.positions[0].title) for o in document.officials] == [(NAME, "استاندار یزد")]
    assert {m.kind for m in document.officials[0].mentions} == {"name", "title"}


@pytest.mark.parametrize(
    "clause",
    [
        f"{NAME} نیز گفت",
        f"{NAME}، نویسنده این کتاب گفت",
        f"{NAME}، کاپیتان پیشین این تیم که آنجا بود نیز گفت",
    ],
)
def test_another_speaker_does_not_hold_the_office(read, clause: str) -> None:  # type: ignore[no-untyped-def]
    document = read(f"استاندار یزد گفت: امسال ۲۰۰ کلاس ساخته می‌شود.\n{clause}: ۳۰۰ کلاس کم است.", NAME)
    assert [official.name for official in document.officials] == [None]
    assert [q.speaker is None for q in document.quantities] == [False, True]


def test_person_without_a_post_stays_out(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "رضا کویرنیا، استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود.\n"
        f"در این نشست که دیروز برپا شد {NAME} گفت: ۳۰۰ کلاس کم است."
    )
    document = read(text, NAME)
    assert [official.name for official in document.officials] == ["رضا کویرنیا"]
    assert [q.speaker and q.speaker.name for q in document.quantities] == ["رضا کویرنیا", None]


def test_list_of_names_is_no_apposition(read) -> None:  # type: ignore[no-untyped-def]
    text = f"استاندار یزد، {NAME} و چند تن دیگر آمدند. استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود."
    assert [official.name for official in read(text, NAME).officials] == [None]


def test_name_goes_to_the_office_that_spoke_last(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "رضا کویرنیا، استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود.\n"
        "فرماندار بافق گفت: ۳۰ کلاس کم است. کلاس‌ها نو هستند.\n"
        f"«{NAME}» ضمن بیان این نکته افزود: ۴۰ میز هم."
    )
    document = read(text, NAME)
    assert document.entities
    assert [q.speaker and q.speaker.name for q in document.quantities] == ["رضا کویرنیا", NAME, NAME]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("«ژوکوند… اوتلاکی» افزود: ۳۰۰ کلاس کم است.", "ژوکوند"),
        ("رضایی در ادامه افزود: ۳۰۰ کلاس کم است.", "رضایی"),
        ("آقای اوتلاکی گفته بود ۳۰۰ کلاس کم است.", "اوتلاکی"),
    ],
    ids=["half a name", "a slip that makes a surname of a given name", "what somebody quotes"],
)
def test_speech_that_goes_on(read, text: str, name: str) -> None:  # type: ignore[no-untyped-def]
    document = read(f"رضا کویرنیا، استاندار یزد گفت: ۲۰۰ کلاس داریم. {text}\nوی گفت: ۵۰ میز هم.", name)
    assert document.entities
    assert [q.speaker and q.speaker.name for q in document.quantities] == ["رضا کویرنیا"] * 3


def test_brackets_that_close_later_name_nobody(read) -> None:  # type: ignore[no-untyped-def]
    text = f"استاندار یزد ({NAME} میزبان نشست) گفت: ۲۰۰ کلاس داریم."
    assert [official.name for official in read(text, NAME).officials] == [None]
    text = f"استاندار یزد ({NAME}) گفت: ۲۰۰ کلاس داریم."
    assert [official.name for official in read(text, NAME).officials] == [NAME]


@pytest.mark.parametrize(
    "text",
    [
        "این شرکت اعلام کرد: ۲۰۰ کلاس داریم.",
        "می‌توان گفت که ۲۰۰ کلاس داریم.",
        "او در بازدید از استاندار یزد خواست که ۲۰۰ کلاس بسازد.",
    ],
)
def test_nothing_is_asked_where_no_name_can_stand(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert questions.open_stretches(read(text)) == []


def test_auto_is_the_default() -> None:
    assert [stage.mode for stage in Pipeline().stages if isinstance(stage, people.People)] == ["auto"]


def test_auto_reads_only_where_a_question_is_open(read) -> None:  # type: ignore[no-untyped-def]
    settled = "رضا کویرنیا، استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود. وی افزود: ۳۰۰ کلاس دیگر هم."
    assert not read(settled, NAME).entities
    assert questions.open_stretches(read(settled)) == []
    assert read(settled, "رضا کویرنیا", mode="always").entities


def test_stretches_lie_in_their_sentences(read) -> None:  # type: ignore[no-untyped-def]
    document = read("استاندار یزد گفت: ۲۰۰ کلاس ساخته می‌شود. " + "کلاس‌ها نو هستند. " * 20)
    for start, end in questions.open_stretches(document):
        assert any(s.start <= start < end <= s.end for s in document.sentences)


def test_recognizer_is_read_once() -> None:
    assert entities.recognizer() is entities.recognizer()
