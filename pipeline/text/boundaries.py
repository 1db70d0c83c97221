"""Where sentences end within a line of folded text."""

import re
from collections.abc import Iterable

from pipeline.text.rules import text_rules

Stop = tuple[int, int]

# Every quantity carries its sentence: without a limit, the record of a long list of figures would grow with
# the square of its length. Of 80,000 sentences of news four are longer.
LONGEST_SENTENCE = 1500
# Where an endless one is best cut: behind a semicolon, a comma, a blank, a word, a letter; not in a number.
_CUTS = tuple(map(re.compile, ("[؛;]", r"[،,](?!\d)", r"(?<!\d) (?!\d)", r"[^\W\d](?=[\W\d])", r"[^\W\d]")))

_MARKS = ".!?؟…"
# A run of marks with the quotes and brackets that it closes; "./ب" and "/." are how some agencies sign off.
_RUN = re.compile(rf"[{_MARKS}]+[\"'»)\]}}]*(?:/\S{{0,6}}$|/)?", re.MULTILINE)
_BLANKS = (" ", "\n", "")


def stops_of(text: str) -> list[Stop]:
    """Every run of marks that may end a sentence, with where the next one may begin."""
    places: list[int] = []
    for mark in _MARKS:  # many times quicker than looking for any of them
        place = text.find(mark)
        while place >= 0:
            places.append(place)
            place = text.find(mark, place + 1)
    places.sort()
    stops: list[Stop] = []
    reached = 0
    for place in places:
        if place >= reached:
            reached = place + 1
            if text[reached : reached + 1] not in _BLANKS and (run := _RUN.match(text, place)):
                reached = run.end()
            stops.append((place, reached))
    return stops


def sentence_ends(text: str, start: int, end: int, stops: Iterable[Stop]) -> list[int]:
    """The end of every sentence of the line text[start:end], the last one included; stops: those in it."""
    ends: list[int] = []
    begin = start
    for mark, after in stops:
        if after < end and _ends_sentence(text, begin, mark, after):
            if after - begin > LONGEST_SENTENCE:
                ends += _cuts(text, begin, after)
            begin = after
            ends.append(begin)
    if begin < end:
        if end - begin > LONGEST_SENTENCE:
            ends += _cuts(text, begin, end)
        ends.append(end)
    return ends


def _cuts(text: str, begin: int, end: int) -> list[int]:
    """Where the sentence text[begin:end] is cut, so that no part is longer than the greatest length.

    Only a row of digits and signs without any letter stays whole, whatever its length.
    """
    cuts: list[int] = []
    while end - begin > LONGEST_SENTENCE:
        middle, limit = begin + LONGEST_SENTENCE // 2, begin + LONGEST_SENTENCE
        for cut in _CUTS:
            places = [match.end() for match in cut.finditer(text, middle, limit)]
            if places:
                begin = places[-1]
                break
        else:
            letter = _CUTS[-1].search(text, limit, end)
            if letter is None:
                break
            begin = letter.end()
        cuts.append(begin)
    return [cut for cut in cuts if cut < end]


def _ends_sentence(text: str, begin: int, mark: int, after: int) -> bool:
    """Whether the marks text[mark:after], inside a line, end the sentence that begins at `begin`."""
    following = text[after]
    if following == " " and after - mark == 1 and text[mark] == "." and mark - begin > 1:
        if text[mark - 1].isalpha() and text[mark - 2].isalnum():
            return True  # most are so: a stop behind a word
    elif following in "،؛,;:.)":
        return False
    previous = text[mark - 1] if mark > begin else ""
    if _is_latin(following) and (_is_latin(previous) or previous == "/"):
        return False  # a decimal, an address, "U.S."
    if text[mark] in "!?؟":
        # "(؟)" doubts a word; "??? جلد" is what is left of lost digits.
        if previous == "(" or (previous in " " and text.startswith(("??", "؟؟"), mark)):
            return False
        return text[mark] == "!" or text_rules().patterns.goes_on.match(text, after) is None
    if text[mark] == "…" or text.startswith("..", mark):
        # "لبنیات و... عنوان کرد" goes on.
        return text[after - 1] in '"»'
    token = _token_before(text, begin, mark)
    if token.isdigit() and text[begin:mark].strip() == token:
        return len(token) > 3  # the number of a list item
    if following == " ":
        return len(token) != 1 or not token.isalpha()  # an initial: "م. رضایی"
    letters = text_rules().letter_names
    if token in letters and _token_after(text, after) in letters:
        return False
    return len(token) != 1 or not token.isalpha()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _token_before(text: str, begin: int, end: int) -> str:
    start = end
    while start > begin and end - start < 12 and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _token_after(text: str, start: int) -> str:
    end, limit = start, min(len(text), start + 12)
    while end < limit and text[end].isalnum():
        end += 1
    return text[start:end]
