"""What the stages pass on: one article with everything found in it so far.

Every `start` and `end` here is a half-open span of the *folded* text (`Document.text`); `assemble` takes them
back to the raw article. A stage reads what earlier stages left and adds its own lists.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.article import Article
from pipeline.text.alphabet import encode
from pipeline.text.folding import fold


class Span(NamedTuple):
    """A half-open span of the folded text."""

    start: int
    end: int


class SentenceKind(StrEnum):
    """What part of the article a sentence belongs to."""

    HEADLINE = "headline"
    BODY = "body"
    RESIDUE = "residue"  # page residue: code, tags, comment forms, credits; nothing is extracted from it


@dataclass(slots=True)
class Sentence:
    """start, end: its text without surrounding blanks. paragraph: 0 for the first one.

    opens_turn: a mark in the raw text (`**`) says that a new part, often a new speaker, begins here.
    """

    start: int
    end: int
    paragraph: int
    kind: SentenceKind = SentenceKind.BODY
    opens_turn: bool = False


@dataclass(slots=True)
class Number:
    """A numeral expression: digits, words or a mixture with its scales, without unit and modifier.

    low, high: its value, equal unless it is a range ("۵ تا ۲۰"). kind: "cardinal" | "fraction" | "multiple"
    ("سه برابر", "یک سوم": the unit is `times`) | "ordinal".
    role: None while it may be a quantity, else what it is instead: "date", "time", "code", "score", "name" …
    scale: the last scale word's factor (1 where there is none), which an elliptic neighbour may inherit.
    elided: its value if it left out its last scale, as money does ("136 میلیارد و 500 تومان": 136.5e9).
    article: a bare یک, which may be one or "a".
    """

    start: int
    end: int
    low: float
    high: float
    kind: str = "cardinal"
    role: str | None = None
    scale: int = 1
    elided: float | None = None
    article: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days.

    Bounds are ISO strings, Jalali ones in the Jalali calendar; None where open or unresolved.
    """

    jalali_start: str | None
    jalali_end: str | None
    gregorian_start: str | None
    gregorian_end: str | None
    precision: str  # day | month | season | half | year | span


@dataclass(slots=True)
class DateMention:
    """A date or period named in the text.

    relative: needs the reference date (امسال). resolved: its bounds are known.
    comparison: named only to compare with ("نسبت به سال گذشته"); it governs no number.
    """

    start: int
    end: int
    period: Period
    relative: bool = False
    resolved: bool = True
    comparison: bool = False


@dataclass(slots=True)
class PlaceMention:
    """A province named by itself (via "name"), through a city or county ("place"), or by an organisation's or
    a title's jurisdiction ("organization"). certain: False where the context left a doubt: it is then not
    reported, but may confirm others."""

    start: int
    end: int
    iso: str
    via: str
    certain: bool = True


@dataclass(slots=True)
class Agency:
    """The agency or paper named as the source. name: the usual one; start, end: where the text names it."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class PublishedDate:
    """Publication date: jalali "1395-03-03", gregorian "2016-05-23".

    origin: "metadata", or "text" (then with a span).
    """

    jalali: str
    gregorian: str
    origin: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Reference:
    """What relative dates are resolved against.

    jalali: YYYY, YYYY-MM or YYYY-MM-DD. origin: metadata | text | inferred.
    """

    jalali: str
    origin: str


@dataclass(slots=True, eq=False)
class Quantity:
    """A number that measures or counts something.

    start, end: numeral and unit, without modifier and attributes. low, high in the unit's own scale.
    modifier_start: where "بیش از" or the like begins, else start. object: canonical noun phrase, or "".
    object_start, object_end: where the object stands, when it stands anywhere. number: its numeral.
    """

    start: int
    end: int
    low: float
    high: float
    comparator: str
    unit: str
    dimension: str
    sentence: int
    number: Number
    modifier_start: int = -1
    object: str = ""
    object_start: int = -1
    object_end: int = -1
    period: Period | None = None
    period_mention: DateMention | None = None
    speaker: Official | None = None


@dataclass(slots=True)
class Mention:
    """Where an official is mentioned: by name, by title or by pronoun (وی)."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Position:
    """A post.

    title: with its organisation as the text says it; role: رئیس; organization: سازمان …; province: ISO code.
    start, end: where the title stands.
    """

    title: str
    role: str
    organization: str | None
    province: str | None
    start: int
    end: int
    former: bool = False
    acting: bool = False


@dataclass(slots=True, eq=False)
class Official:
    """A person with a stated post, or an office named without its holder (name None)."""

    name: str | None
    surname: str | None = None
    positions: list[Position] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Statement:
    """What a sentence says about who speaks.

    sentence: its index. kind: "says" (the speaker is its subject, None where that is no official), "pronoun"
    (whoever spoke last goes on), "report" (the paper or the agency speaks), "interview" (the speaker answers
    from here on). backward: the sentences before are said by him too.
    """

    sentence: int
    kind: str
    speaker: Official | None = None
    backward: bool = False


@dataclass(slots=True)
class Turn:
    """A stretch of text that one speaker answers for; speaker None where nobody named does."""

    start: int
    end: int
    speaker: Official | None


class OpenStatement(NamedTuple):
    """A sentence (its index) with a verb of speech at `verb` whose subject no rule found."""

    sentence: int
    verb: int


class Entity(NamedTuple):
    """A name that the model found. label: PERSON, ORG or LOC."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Target:
    """An announced goal. kind: numeric | qualitative. direction: increase | decrease | reach | maintain.

    start, end: the clause that states it. value or change (never both) for numeric ones.
    provinces: ISO codes; organization: whose goal; rule: the id of the rule that found it.
    """

    start: int
    end: int
    rule: str
    metric: str
    kind: str = "numeric"
    value: Quantity | None = None
    change: Quantity | None = None
    baseline: Quantity | None = None
    direction: str = "reach"
    period: Period | None = None
    period_mention: DateMention | None = None
    provinces: list[str] = field(default_factory=list)
    organization: str | None = None
    speaker: Official | None = None


class Document:
    """An article on its way through the stages."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.raw = article.text
        self.folded = fold(article.text)
        self.text = self.folded.text
        self.readable = True  # False where no stage is to read it: it is not Persian
        self.sentences: list[Sentence] = []
        self.numbers: list[Number] = []
        self.dates: list[DateMention] = []
        self.published: PublishedDate | None = None
        self.reference: Reference | None = None
        self.agency: Agency | None = None
        self.places: list[PlaceMention] = []
        self.quantities: list[Quantity] = []
        self.officials: list[Official] = []
        self.statements: list[Statement] = []
        self.open_statements: list[OpenStatement] = []
        self.entities: list[Entity] = []
        self.turns: list[Turn] = []
        self.targets: list[Target] = []
        self.warnings: list[str] = []

    @cached_property
    def headline(self) -> Sentence | None:
        """The first headline sentence, if the article has one."""
        return next((s for s in self.sentences if s.kind is SentenceKind.HEADLINE), None)

    @cached_property
    def encoded(self) -> bytes:
        """The text as bytes, for a `PhraseMatcher`."""
        return encode(self.text)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """For bisecting: the start of every sentence."""
        return [sentence.start for sentence in self.sentences]

    def speaker_at(self, position: int) -> Official | None:
        """Who speaks at a place of the folded text, None where nobody named does."""
        index = bisect_right(self.turns, position, key=lambda turn: turn.start) - 1
        return self.turns[index].speaker if index >= 0 and position < self.turns[index].end else None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one."""
        return self.folded.raw_span(start, end)

    def raw_text(self, start: int, end: int) -> str:
        """The raw text under a folded span: what polishing starts from, for it still has its half-spaces."""
        raw_start, raw_end = self.folded.raw_span(start, end)
        return self.raw[raw_start:raw_end]
