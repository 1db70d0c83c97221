"""Read the names of several people who hold one post: «رضا کریمی، علی سلیمی و مینا رضایی، اعضای شورا»."""

from __future__ import annotations

import re

from pipeline.officials.names import Name
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.titles import Title

_MOST = 16  # names of one list
_MARKS = " «»\"'،,()-"
_AND = " و "
_COMMA = "،"
_NAME = re.compile(r"[ء-ی]+(?: [ء-ی]+)*")
_QUOTES = " «\"'"
_FEWEST = 2
_LONGEST_AMONG = 24  # letters
_LONGEST_HONORIFIC = 30


class ListReader:
    """Reads the lists of one article."""

    def __init__(self, article: ScannedArticle) -> None:
        self._names, self._text, self._places = article.names, article.text, article.places
        self._words = article.words
        self._posts, self._patterns = article.words.posts, article.words.posts.patterns

    def names(self, title: Title, taken: int, stop: int) -> list[Name]:
        """The names of those who hold a post that stands in the plural: the ones before it that begin at
        `taken` or later, else those behind it."""
        if not self._is_one_post(title):
            return []
        return self._before(title, taken) or self._behind(title, stop)

    def _is_one_post(self, title: Title) -> bool:
        """Whether all of them hold the same post: not «نمایندگان تهران و یزد», «اعضای آن را»."""
        text = self._text
        if title.organization is None or self._patterns.of_theirs.match(text, title.end):
            return False
        start, end = title.organization
        of = title.role.of
        if of is not None and text.startswith(_AND, title.end) and of.match(text, title.end + len(_AND)):
            return False  # «پژوهشگران دانشگاه یزد و دانشگاه قم»
        if of is not None and _AND in text[start:end] and len(of.findall(text, start, end)) > 1:
            return False  # «پژوهشگران دانشگاه دولتی و دانشگاه آزاد»
        if title.role.head not in self._posts.representatives:
            return True
        sent = text.startswith(self._posts.people, start) or start in self._places
        where = text[start:end]
        return (sent or where.split(" ", 1)[0] in self._posts.parliament) and not (
            _AND in where or _COMMA in where
        )

    def _before(self, title: Title, taken: int) -> list[Name]:
        """The names that end before a title. One alone is one of them: «رضا کریمی از اعضای شورا»."""
        text, end = self._text, title.start
        among = self._patterns.among.search(text, max(taken, end - _LONGEST_AMONG), end)
        if among is not None:
            if self._patterns.told_among.match(text, title.end) is None:
                return []  # «رضا کریمی از اعضای شورا خواست …»
            end = among.start()
        found: list[Name] = []
        while len(found) < _MOST:
            edge = self._stripped(end, taken)
            name = self._names.before(text, edge, taken) if edge > taken else None
            if name is None or not name.full or name.surname_start in self._places:
                break
            if _NAME.fullmatch(text, name.start, name.end) is None:
                break
            found.insert(0, name)
            start = self._opened(name.start, taken)
            if len(found) == 1 and text.endswith(_AND, taken, start):
                end = start - len(_AND)
            elif len(found) > 1 and text[taken:start].rstrip(_QUOTES).endswith(_COMMA):
                end = start
            else:
                break
        return found if len(found) >= _FEWEST or among is not None else []

    def _opened(self, start: int, taken: int) -> int:
        """Where a name begins with the honorifics and quotes before it."""
        text = self._text
        while True:
            while start > taken and text[start - 1] in _QUOTES[1:]:
                start -= 1
            begin = max(taken, start - _LONGEST_HONORIFIC)
            honored = self._words.honored.search(text[begin:start])
            if honored is None:
                return start
            start = begin + honored.start() + (not honored[0][0].isalpha())

    def _stripped(self, end: int, start: int) -> int:
        while end > start and self._text[end - 1] in _MARKS:
            end -= 1
        return end

    def _behind(self, title: Title, stop: int) -> list[Name]:
        """The names of a list that a colon opens: «اعضای شورا: رضا کریمی، علی سلیمی و مینا رضایی»."""
        opening = self._patterns.list_opening.match(self._text, title.end, stop)
        found: list[Name] = []
        while opening is not None and len(found) < _MOST:
            name = self._names.at(self._text, opening.end(), stop)
            if name is None or not name.full or name.surname_start in self._places:
                break
            found.append(name)
            opening = self._patterns.list_joint.match(self._text, name.end, stop)
        return found if len(found) >= _FEWEST else []
