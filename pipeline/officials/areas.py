"""Read places as parts of titles: what a governor is one of, whom a deputy stands for, numbered districts."""

from __future__ import annotations

import re

from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.vocabulary import Role

_WORD = re.compile(r"[^\W\d_]+")
_NEXT_PLACE = re.compile(r"(?: ?، ?| و )")


class AreaReader:
    """Reads the places in one article's titles. Positions are of the folded text; `stop` is the end of the
    sentence."""

    def __init__(self, article: ScannedArticle) -> None:
        self._words, self._names = article.words, article.names
        self._text, self._roles, self._places = article.text, article.roles, article.places
        self._posts, self._patterns = article.words.posts, article.words.posts.patterns

    def constituency(self, position: int, stop: int) -> int:
        """Where the places end whose people somebody stands for, with the house he sits in: «مردم تفت و میبد
        در مجلس»."""
        elected = self._patterns.constituency.match(self._text, position - 1, stop)
        if elected is not None and self._words.parting.isdisjoint(_WORD.findall(elected[1])):
            return elected.end()
        people = self._patterns.people_of.match(self._text, position)
        if people is None or people.end() in self._places:
            return self.listed(people.end()) if people else position
        first = _WORD.match(self._text, people.end())  # «مردم بهار و کبودرآهنگ»: a common word too
        joint = _NEXT_PLACE.match(self._text, first.end()) if first else None
        return self.listed(joint.end()) if joint and joint.end() in self._places else position

    def listed(self, position: int) -> int:
        """Where a list of places ends, the first of which begins at `position`."""
        end = self._places[position]
        joint = _NEXT_PLACE.match(self._text, end)
        while joint is not None and joint.end() in self._places:
            end = self._places[joint.end()]
            joint = _NEXT_PLACE.match(self._text, end)
        return end

    def place(self, position: int, role: Role, stop: int) -> int:
        """Where the place ends that a governor or mayor is one of; every province is a place we know."""
        text, places, patterns = self._text, self._places, self._patterns
        central = None
        if role.head in self._posts.district_heads:
            central = patterns.central_district.match(text, position, stop)
        area = central or patterns.area.match(text, position, stop)
        begin = area.end() if area else position
        if begin in places or position in places:
            return places[begin] if begin in places else places[position]
        if abroad := self._words.capital.match(text, begin, stop):
            return abroad.end()
        if central is not None:
            return central.start() + len(central[0].rstrip())
        if area is not None and (number := self.number(position, begin - 1, stop)):
            return places.get(number + 1, number)
        word = _WORD.match(text, begin, stop)
        kind = area[0].rstrip() if area else ""
        bare = position + len(kind) if kind in self._posts.areas else position
        if word is None or self._words.ends_title(word[0]) or word[0] == "و" or begin in self._roles:
            return bare
        if word[0] in self._words.given and self._names.at(text, begin, stop):
            return bare
        if area is None and (word[0] in self._words.common or role.head in self._posts.governors):
            return position
        match = patterns.place_name.match(text, begin, stop)
        return match.end() if match else word.end()

    def number(self, start: int, end: int, stop: int) -> int | None:
        """Where the number ends that stands behind the word at [start, end), where it bears one."""
        if self._text[start:end] not in self._posts.numbered:
            return None
        number = self._patterns.number.match(self._text, end, stop)
        return number.end() if number else None
