"""Split the article into sentences; tell headline, body and page residue apart."""

import re
from bisect import bisect_left

from pipeline.document import Document, Sentence, SentenceKind
from pipeline.text.boundaries import Stop, sentence_ends, stops_of
from pipeline.text.reflow import reflow
from pipeline.text.residue import residue
from pipeline.text.rules import text_rules

_STOPS = ".!؟?:…»\"')/؛"
_MARKERS = " *•●■◄►▪▫◆◊▶◀○–_#|\\·-"
_LONGEST_HEADLINE, _LONGEST_SUBHEAD = 320, 110
_HEADLINES = 4
_HEADLINE_PARTS = re.compile(r"(?<=[^\W\d_]) ?/ ?(?=[^\W_])")


Line = tuple[int, int]  # its span, without the line end


class Sentences:
    """Sentences of headline, body and residue, in order; the text's line breaks are mended on the way."""

    name = "sentences"

    def __call__(self, document: Document) -> None:
        document.folded = reflow(document.raw, document.folded)
        text = document.text = document.folded.text
        lines = _lines(text)
        kinds = _kinds(text, lines)
        all_pieces = residue().pieces(text)
        stops = stops_of(text)
        count_of_stops = len(stops)
        reached = 0
        bold = "*" in document.raw and "**" in document.raw
        after_rule = False
        paragraph = 0
        sentences = document.sentences
        for (line_start, line_end), kind in zip(lines, kinds, strict=True):
            count = len(sentences)
            first = reached
            while reached < count_of_stops and stops[reached][0] < line_end:
                reached += 1
            if kind is SentenceKind.BODY:
                ends = sentence_ends(text, line_start, line_end, stops[first:reached])
            elif kind is SentenceKind.HEADLINE:
                ends = _headline_ends(text, line_start, line_end, stops[first:reached])
            else:
                ends = [line_end]
            pieces = _within(all_pieces, line_start, line_end) if all_pieces else []
            if pieces:
                ends = _cut_at(ends, line_start, line_end, pieces)
            start = line_start
            for end in ends:
                begin, stop, marked = _trim(text, start, end)
                if begin < stop:
                    sentence = Sentence(begin, stop, paragraph, kind, marked or after_rule)
                    if pieces and _covered(pieces, begin, stop):
                        sentence.kind = SentenceKind.RESIDUE
                    if bold and not sentence.opens_turn:
                        sentence.opens_turn = _opens_bold(document, start, begin, start == line_start)
                    sentences.append(sentence)
                    after_rule = False
                start = end
            if len(sentences) > count:
                paragraph += 1
            else:
                after_rule = True  # a line of asterisks


def _lines(text: str) -> list[Line]:
    lines = []
    start = 0
    for content in text.split("\n"):
        end = start + len(content)
        if content:
            lines.append((start, end))
        start = end + 1
    return lines


def _kinds(text: str, lines: list[Line]) -> list[SentenceKind]:
    """The kind of every line."""
    kinds = [SentenceKind.BODY] * len(lines)
    reach_of = residue().reach
    reach = None
    for i, (start, end) in enumerate(lines):
        found = reach_of(text, start, end)
        if found is None and reach is None:
            continue
        if reach == "rest" or (found and (i or found == "label")):
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
    lengths = {len(headline) for headline in headlines}
    last = len(body) - 1
    for place in range(1, len(body)):
        i = body[place]
        start, end = lines[i]
        length = end - start
        if (length in lengths and text[start:end] in headlines) or (
            length <= _LONGEST_SUBHEAD
            and place < last
            and text[end - 1] not in ".!؟?:…،؛,;-"
            and _is_subhead(text, lines[body[place - 1]], lines[i], lines[body[place + 1]])
        ):
            kinds[i] = SentenceKind.HEADLINE


def _is_subhead(text: str, before: Line, line: Line, after: Line) -> bool:
    """Whether a short line stands between whole sentences and is no part of them."""
    start, end = line
    return (
        text[before[1] - 1] in _STOPS
        and text[after[1] - 1] in _STOPS
        and after[1] - after[0] > _LONGEST_SUBHEAD
        and not _opens_body(text, start, end)
    )


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
    return not _opens_body(text, start, end)


def _opens_body(text: str, start: int, end: int) -> bool:
    """Whether a line is what opens a lead or a paragraph, or says who speaks."""
    patterns = text_rules().patterns
    return bool(patterns.opens_body.match(text, start, end) or patterns.says.search(text, start, end))


def _headline_ends(text: str, line_start: int, line_end: int, stops: list[Stop]) -> list[int]:
    """A headline of several parts ("… / …") is as many sentences."""
    whole = sentence_ends(text, line_start, line_end, stops)
    if text.find("/", line_start, line_end) < 0:
        return whole
    ends: list[int] = []
    for end in whole:
        start = ends[-1] if ends else line_start
        for match in _HEADLINE_PARTS.finditer(text, start, end):
            if text.count(" ", start, match.start()) >= 2 and text.count(" ", match.end(), end) >= 1:
                ends.append(match.end())
                start = match.end()
        ends.append(end)
    return ends


def _within(pieces: list[Line], line_start: int, line_end: int) -> list[Line]:
    """The pieces, which are in order, that begin in the line."""
    return pieces[bisect_left(pieces, (line_start,)) : bisect_left(pieces, (line_end,))]


def _covered(pieces: list[Line], start: int, end: int) -> bool:
    """Whether one of the pieces covers the span."""
    return any(start >= first and end <= last for first, last in pieces)


def _cut_at(ends: list[int], line_start: int, line_end: int, pieces: list[Line]) -> list[int]:
    """The ends with those of the residue pieces in this line put in and those within a piece left out."""
    inside = [(start, end) for start, end in pieces if start >= line_start and end <= line_end]
    kept = [end for end in ends if not any(first < end < last for first, last in inside)]
    return sorted({*kept, *(edge for piece in inside for edge in piece if edge > line_start)})


def _trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The span without blanks and list marks around it, empty where it has no letter and no digit.

    And whether a list mark stood in front of it.
    """
    begin, stop = start, end
    while begin < stop and text[begin] in _MARKERS:
        begin += 1
    while begin < stop and text[stop - 1] in " /":
        stop -= 1
    marked = begin > start and bool(text[start:begin].strip())
    if marked and begin < stop and text[begin].isdigit() and text[begin - 1] == "-":
        begin -= 1  # a negative number
    if stop - begin < 12 and not any(char.isalnum() for char in text[begin:stop]):
        return end, end, False
    return begin, stop, marked


def _opens_bold(document: Document, start: int, begin: int, opens_line: bool) -> bool:
    """Whether bold type begins with this sentence: `**` in front of it, but not right behind the last one."""
    offsets = document.folded.offsets
    gap = document.raw[offsets[start - 1] + 1 if start else 0 : offsets[begin]]
    if opens_line:
        return "**" in gap.rsplit("\n", 1)[-1]
    return gap.endswith((" **", "\xa0**"))
