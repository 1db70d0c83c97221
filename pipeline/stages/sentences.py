"""Split the article into sentences; tell headline, body and page residue apart."""

import re
from typing import NamedTuple

from pipeline.document import Document, Sentence, SentenceKind
from pipeline.text.boundaries import sentence_ends
from pipeline.text.reflow import reflow
from pipeline.text.residue import Residue, residue

_STOPS = ".!؟?:…»\"')/؛"
_MARKERS = " *•●■◄►▪▫◆◊▶◀○–_#|\\·-"
_LONGEST_HEADLINE, _LONGEST_SUBHEAD = 320, 110
_HEADLINES = 4
# What opens a lead or a paragraph and no headline.
_OPENS_BODY = re.compile(
    r"ه? ?به گزارش|(?:وی|او|ایشان|این|همچنین|در ادامه)\b|[^:\n]{0,40}خبرگزاری"
    r"|[^\n]{2,25} ?[-–ـ] ?\w{2,12} ?[-–ـ] "
)
_SAYS = re.compile(r"(?:گفت|افزود|کرد|داشت|داد|شد|نوشت) ?:")
_HEADLINE_PARTS = re.compile(r"(?<=[^\W\d_]) ?/ ?(?=[^\W_])")


class Line(NamedTuple):
    """A line of text, without blanks around it."""

    start: int
    end: int


class Sentences:
    """Sentences of headline, body and residue, in order; the text's line breaks are mended on the way."""

    name = "sentences"

    def __call__(self, document: Document) -> None:
        document.folded = reflow(document.raw, document.folded)
        text = document.text = document.folded.text
        rules = residue()
        lines = _lines(text)
        kinds = _kinds(text, lines, rules)
        bold = "**" in document.raw
        new_part = False
        paragraph = 0
        pieces = rules.pieces_in(text)
        sentences = document.sentences
        for line, kind in zip(lines, kinds, strict=True):
            first = len(sentences)
            if kind is SentenceKind.RESIDUE:
                ends = [line.end]
            elif kind is SentenceKind.HEADLINE:
                ends = _headline_ends(text, line)
            else:
                ends = list(sentence_ends(text, line.start, line.end))
            if pieces:
                ends = _cut_at(ends, line, pieces)
            start = line.start
            for end in ends:
                begin, marked = _skip_markers(text, start, end)
                if begin < end:
                    stop = end
                    while text[stop - 1] in " /" and kind is not SentenceKind.RESIDUE:
                        stop -= 1
                    sentence = Sentence(begin, stop, paragraph, kind, marked or new_part)
                    if pieces and any(begin >= a and end <= b for a, b in pieces):
                        sentence.kind = SentenceKind.RESIDUE
                    if bold and not sentence.opens_turn:
                        sentence.opens_turn = _opens_bold(document, start, begin, start == line.start)
                    sentences.append(sentence)
                    new_part = False
                start = end
            if len(sentences) > first:
                paragraph += 1
            else:
                new_part = True  # a line of asterisks


def _lines(text: str) -> list[Line]:
    lines = []
    start = 0
    for content in text.split("\n"):
        end = start + len(content)
        if content:
            lines.append(Line(start, end))
        start = end + 1
    return lines


def _kinds(text: str, lines: list[Line], rules: Residue) -> list[SentenceKind]:
    """The kind of every line."""
    kinds = [SentenceKind.BODY] * len(lines)
    reach = None
    for i, (start, end) in enumerate(lines):
        found = rules.reach(text, start, end) if i or len(lines) == 1 else None
        if reach == "rest" or found:
            kinds[i] = SentenceKind.RESIDUE
            reach = reach if reach == "rest" else found
        elif reach == "links" and not _is_sentence(text, start, end):
            kinds[i] = SentenceKind.RESIDUE
        else:
            reach = None
    _mark_headlines(text, lines, kinds)
    return kinds


def _is_sentence(text: str, start: int, end: int) -> bool:
    return text[end - 1] in ".!؟?:»" or end - start > 200


def _mark_headlines(text: str, lines: list[Line], kinds: list[SentenceKind]) -> None:
    """Headlines at the head, their repetitions, and subheads."""
    body = [i for i, kind in enumerate(kinds) if kind is SentenceKind.BODY]
    if len(body) < 2:
        return
    headlines: set[str] = set()
    for number, i in enumerate(body[:_HEADLINES]):
        start, end = lines[i]
        content = text[start:end]
        if content in headlines or _is_headline(text, start, end, number, len(body)):
            headlines.add(content)
            kinds[i] = SentenceKind.HEADLINE
        else:
            break
    for before, i, after in zip(body, body[1:], [*body[2:], -1], strict=False):
        start, end = lines[i]
        if kinds[i] is SentenceKind.HEADLINE or end - start > _LONGEST_HEADLINE:
            continue
        if text[start:end] in headlines or (
            after > 0
            and end - start <= _LONGEST_SUBHEAD
            and text[end - 1] not in ".!؟?:…،؛,;-"
            and text[lines[before].end - 1] in _STOPS
            and text[lines[after].end - 1] in _STOPS
            and lines[after].end - lines[after].start > _LONGEST_SUBHEAD
            and not _OPENS_BODY.match(text, start, end)
            and not _SAYS.search(text, start, end)
        ):
            kinds[i] = SentenceKind.HEADLINE


def _is_headline(text: str, start: int, end: int, number: int, lines: int) -> bool:
    """Whether the line, the `number`th of the text's `lines`, is a headline and no lead."""
    length = end - start
    if number + 1 >= lines or length > _LONGEST_HEADLINE:
        return False
    if text[end - 1] == "." and not text.endswith("...", start, end):
        return False
    if number == 0:
        return not text.startswith("به گزارش", start)
    if text[end - 1] in _STOPS or length > _LONGEST_HEADLINE // 2:
        return False
    return not (_OPENS_BODY.match(text, start, end) or _SAYS.search(text, start, end))


def _headline_ends(text: str, line: Line) -> list[int]:
    """A headline of several parts ("… / …") is as many sentences."""
    ends: list[int] = []
    for end in sentence_ends(text, line.start, line.end):
        start = ends[-1] if ends else line.start
        for match in _HEADLINE_PARTS.finditer(text, start, end):
            if text.count(" ", start, match.start()) >= 2 and text.count(" ", match.end(), end) >= 1:
                ends.append(match.end())
                start = match.end()
        ends.append(end)
    return ends


def _cut_at(ends: list[int], line: Line, pieces: list[tuple[int, int]]) -> list[int]:
    """The ends with those of the residue pieces in this line put in and those within a piece left out."""
    inside = [span for span in pieces if span[0] >= line.start and span[1] <= line.end]
    if not inside:
        return ends
    kept = [end for end in ends if not any(start < end < stop for start, stop in inside)]
    return sorted({*kept, *(edge for span in inside for edge in span if edge > line.start)})


def _skip_markers(text: str, start: int, end: int) -> tuple[int, bool]:
    """Past blanks and list marks, and whether there was a mark. Text without a letter or digit is skipped."""
    begin = start
    while begin < end and text[begin] in _MARKERS:
        begin += 1
    marked = bool(text[start:begin].strip())
    if marked and begin < end and text[begin].isdigit() and text[begin - 1] == "-":
        begin -= 1  # a negative number
    if end - begin < 12 and not any(char.isalnum() for char in text[begin:end]):
        return end, False
    return begin, marked


def _opens_bold(document: Document, start: int, begin: int, opens_line: bool) -> bool:
    """Whether bold type begins with this sentence: `**` in front of it, but not right behind the last one."""
    offsets = document.folded.offsets
    gap = document.raw[offsets[start - 1] + 1 if start else 0 : offsets[begin]]
    if opens_line:
        return "**" in gap.rsplit("\n", 1)[-1]
    return gap.endswith((" **", "\xa0**"))
