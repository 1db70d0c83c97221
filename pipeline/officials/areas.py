"""Read places as parts of titles: what a governor is one of, whom a deputy stands for, numbered districts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import Role, Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(
    r"(?:کهگیلویه و بویر ?احمد|سیستان و بلوچستان|چهار ?محال و بختیاری"
    r"|(?:آذربایجان|خراسان) ?(?:شرقی|غربی|رضوی|شمالی|جنوبی)"
    r"|(?:خرم|نظر|علی|نجف|مهدی|محمود|اسلام|حاجی|فیروز|سعادت) ?آباد(?: کتول| غرب)?"
    r"|(?:بندر|پل|تربت|مسجد|گنبد|آق|صومعه|خمینی) \w+|\w+)(?: و حومه| بزرگ)?(?!\w)"
)
_AREA = re.compile(
    r"(?:استان|شهرستان|شهر|بخش|منطقه|کلان ?شهر|مرکز استان|موقت|ویژه|ایالت|اهل (?:سنت|تسنن))(?!\w) ?"
    r"(?:شهرستان |شهر |استان |ویژه )?"
)
# «بخشدار مرکزی شهرستان تفت»: the central district of a county.
_CENTRAL = re.compile(rf"(?:بخش )?مرکزی(?!\w)(?: شهرستان(?!\w))? ?|(?:{_AREA.pattern})")
_ELECTED = re.compile(
    r" (?:مردم|مردمان) ((?:[^\W\d_]+(?: و |، ?| )){1,8}?)"
    r"(?:در )?(?:مجلس(?: شورای اسلامی| خبرگان(?: رهبری)?)?|خانه ملت)(?!\w)"
    r"(?: (?:اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|یازدهم|دوازدهم)(?!\w))?"
)
_PEOPLE = re.compile(r"(?:مردم|مردمان) (?:شریف |استان |شهرستان |شهرستانهای )?")
_NEXT_PLACE = re.compile(r"(?: ?، ?| و )")
# Behind what bears one: «شعبه ۱۱۳ دادگاه», «شهردار منطقه دو».
_NUMBER = re.compile(r" ?(?:\d{1,4}|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده)(?!\w)")


class AreaReader:
    """Reads the places in one article's titles. roles: start -> (end, role) of its role words; places:
    start -> end of its places. Positions are of the folded text; `stop` is the end of the sentence."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        names: NameReader,
        text: str,
        roles: Mapping[int, tuple[int, Role]],
        places: Mapping[int, int],
    ) -> None:
        self._words, self._names = vocabulary, names
        self._text, self._roles, self._places = text, roles, places

    def constituency(self, position: int, stop: int) -> int:
        """Where the places end whose people somebody stands for, with the house he sits in: «مردم تفت و میبد
        در مجلس»."""
        elected = _ELECTED.match(self._text, position - 1, stop)
        if elected is not None and self._words.parting.isdisjoint(_WORD.findall(elected[1])):
            return elected.end()
        people = _PEOPLE.match(self._text, position)
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
        text, places = self._text, self._places
        area = (_CENTRAL if role.head == "بخشدار" else _AREA).match(text, position, stop)
        begin = area.end() if area else position
        if begin in places or position in places:
            return places[begin] if begin in places else places[position]
        if abroad := self._words.capital.match(text, begin, stop):
            return abroad.end()
        if area is not None and "مرکزی" in area[0]:
            return area.start() + len(area[0].rstrip())
        if area is not None and (number := self.number(position, begin - 1, stop)):
            return places.get(number + 1, number)
        word = _WORD.match(text, begin, stop)
        kind = area[0].rstrip() if area else ""
        bare = position + len(kind) if kind in self._words.areas else position
        if word is None or self._words.ends_title(word[0]) or word[0] == "و" or begin in self._roles:
            return bare
        if word[0] in self._words.given and self._names.at(text, begin, stop):
            return bare
        if area is None and (word[0] in self._words.common or role.head == "استاندار"):
            return position
        match = _PLACE.match(text, begin, stop)
        return match.end() if match else word.end()

    def number(self, start: int, end: int, stop: int) -> int | None:
        """Where the number ends that stands behind the word at [start, end), where it bears one."""
        if self._text[start:end] not in self._words.numbered:
            return None
        number = _NUMBER.match(self._text, end, stop)
        return number.end() if number else None
