"""Read a post at its role word: how far the title goes, what it is the head of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import Role, Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(
    r"(?:کهگیلویه و بویر ?احمد|سیستان و بلوچستان|چهار ?محال و بختیاری|(?:آذربایجان|خراسان) ?(?:شرقی|غربی|رضوی|شمالی|جنوبی)"
    r"|(?:خرم|نظر|علی|نجف|مهدی|محمود|اسلام|حاجی|فیروز|سعادت) ?آباد(?: کتول| غرب)?|(?:بندر|پل|تربت|مسجد|گنبد|آق|صومعه|خمینی) \w+|\w+)(?: و حومه| بزرگ)?(?!\w)"
)
_AREA = re.compile(r"(?:استان|شهرستان|شهر|بخش|منطقه|کلان ?شهر|مرکز استان|موقت|ویژه)(?!\w) ?(?:شهرستان |شهر |استان |ویژه )?")
_SEATS = frozenset({"استانداری", "فرمانداری", "شهرداری", "بخشداری"})
_SCOPE = re.compile(r" (?:در امور|در استان|در حوزه|در امر) ")
_ELECTED = re.compile(r" (?:مردم|مردمان) ((?:[^\W\d_]+(?: و |، ?| )){1,8})(?:در )?(?:مجلس(?: شورای اسلامی| خبرگان(?: رهبری)?)?|خانه ملت)(?!\w)")
_MOST_WORDS = 16
_INDEFINITE = frozenset({"یک", "هر", "برخی", "چند", "این", "آن", "همه", "همان"})
_DELEGATIONS = frozenset({"هییت", "هیات"})
_NO_ROLE_BEFORE = ("خانوار", "خانواده")
_NO_ROLE_AFTER = frozenset({"مقام", "شرکت", "مهندسین", "مهندس", "غیر", "افراد", "فرد", "سازمان", "دستگاه", "دستگاههای"})


@dataclass(slots=True)
class Title:
    """A title in the folded text. closed: something in the text shows its end. organization: where it stands,
    if it does. indefinite: یک، این … stands before it. former: a past post. acting: held for the time being."""

    start: int
    end: int
    role: Role
    role_end: int
    closed: bool
    organization: tuple[int, int] | None
    indefinite: bool = False
    former: bool = False

    @property
    def bare(self) -> bool:
        """Whether it says no more than the role, where the role needs more."""
        return self.organization is None and self.role.complement not in ("none", "country")


class TitleReader:
    """Reads titles of one article; places: start -> end of the places found in it."""

    def __init__(self, vocabulary: Vocabulary, names: NameReader) -> None:
        self._words = vocabulary
        self._names = names

    def at(
        self,
        text: str,
        start: int,
        role_end: int,
        role: Role,
        stop: int,
        places: Mapping[int, int],
        roles: Mapping[int, tuple[int, Role]],
    ) -> Title | None:
        """The title whose role stands at [start, role_end); stop: the end of its sentence."""
        before = text[max(0, start - 14) : start].rstrip().rsplit(" ", 1)[-1]
        if before in _NO_ROLE_AFTER or text.startswith(_NO_ROLE_BEFORE, role_end + 1):
            return None
        title = Title(start, role_end, role, role_end, False, None, indefinite=before in _INDEFINITE)
        position = self._adjectives(text, role_end, stop, title)
        end, closed = self._complement(text, position, role, stop, places, roles)
        if end > position:
            title.organization = (position, end)
            title.end = end
            self._adjectives(text, end, stop, title, behind=True)
        elif position > role_end:
            title.end = role_end
        title.closed = closed
        return title

    def _adjectives(self, text: str, position: int, stop: int, title: Title, behind: bool = False) -> int:
        """Skip سابق, محترم, جدید … and note what they say; the position of the next word."""
        while True:
            begin = position + 1 if text[position : position + 1] == " " else position
            match = _WORD.match(text, begin, stop)
            word = match[0] if match else ""
            if match and word in self._words.former:
                title.former = True
            elif not match or word not in self._words.present:
                return position if behind or text[position : position + 1] != " " else begin
            position = match.end()
            if behind:
                return position

    def _complement(
        self,
        text: str,
        position: int,
        role: Role,
        stop: int,
        places: Mapping[int, int],
        roles: Mapping[int, tuple[int, Role]],
    ) -> tuple[int, bool]:
        """Where the complement that begins at `position` ends, and whether that end is sure."""
        if role.complement == "none":
            if role.head.startswith(("معاون", "مقام")) and (scope := _SCOPE.match(text, position - 1, stop)):
                return self._organization(text, scope.end(), role, stop, places, roles)
            return position, True
        if role.complement == "place":
            return self._place(text, position, stop, places)
        if role.complement == "country":
            country = self._words.country.match(text, position, stop)
            return (country.end(), True) if country else (position, True)
        if role.complement == "ministry":
            return self._ministry(text, position, role, stop, places, roles)
        return self._organization(text, position, role, stop, places, roles)

    def _place(self, text: str, position: int, stop: int, places: Mapping[int, int]) -> tuple[int, bool]:
        begin = position
        if area := _AREA.match(text, position, stop):
            begin = area.end()
        if begin in places:
            return places[begin], True
        if position in places:
            return places[position], True
        word = _WORD.match(text, begin, stop)
        if word is None or word[0] in self._words.ends or word[0] in self._words.role_words or word[0] == "و":
            return (position, True)
        if word[0] in self._words.given and self._names.at(text, begin, stop):
            return (position, True)
        match = _PLACE.match(text, begin, stop)
        return (match.end() if match else word.end(), True)

    def _ministry(
        self,
        text: str,
        position: int,
        role: Role,
        stop: int,
        places: Mapping[int, int],
        roles: Mapping[int, tuple[int, Role]],
    ) -> tuple[int, bool]:
        match = self._words.ministry.match(text, position, stop)
        if match is None:
            return self._organization(text, position, role, stop, places, roles)
        end = match.end()
        if text[end : end + 1] == " " and (country := self._words.country.match(text, end + 1, stop)):
            end = country.end()
        if role.head != "وزیر" and (scope := _SCOPE.match(text, end, stop)):
            end, _ = self._organization(text, scope.end(), role, stop, places, roles)
        return end, True

    def _organization(
        self,
        text: str,
        position: int,
        role: Role,
        stop: int,
        places: Mapping[int, int],
        roles: Mapping[int, tuple[int, Role]],
    ) -> tuple[int, bool]:
        """An organisation's name: nouns in a chain, with «و» and commas where they belong to it."""
        words = self._words
        if role.head == "نماینده" and (elected := _ELECTED.match(text, position - 1, stop)):
            return elected.end(), True
        end = begin = position
        count = 0
        while count < _MOST_WORDS:
            match = _WORD.match(text, begin, stop)
            if match is None:
                return end, True
            word = match[0]
            if word == "و" or (word in words.ends):
                if word == "و" and count and self._joins(text, match.end(), stop, roles):
                    begin = match.end() + 1
                    count += 1
                    continue
                if word == "در" and count == 0 and role.head in ("نماینده ولی‌فقیه", "نماینده", "مشاور"):
                    begin = match.end() + 1
                    count += 1
                    continue
                return end, True
            if begin in roles:
                nested_end, nested = roles[begin]
                if nested.complement != "none" and text[nested_end : nested_end + 1] == " ":
                    return self._complement(text, nested_end + 1, nested, stop, places, roles)
                return nested_end, True
            if begin in places and count:
                return places[begin], True
            if word in words.groups and count == 0:
                return position, True
            if word in words.given and count and self._is_name(text, begin, stop, text[position:end]):
                return end, True
            if word == "وزارت":
                ministry = words.ministry.match(text, match.end() + 1, stop)
                if ministry:
                    return ministry.end(), True
            if word in _SEATS:
                if text[match.end() : match.end() + 1] != " ":
                    return match.end(), True
                seat_end, _ = self._place(text, match.end() + 1, stop, places)
                return (seat_end if seat_end > match.end() + 1 else match.end()), True
            end = match.end()
            count += 1
            if text[end : end + 1] == " ":
                begin = end + 1
                if text[begin : begin + 1] == "،":
                    begin += 1
            else:
                begin = end
            if text[begin - 1 : begin] == "،" or text[begin : begin + 1] == "،":
                begin = self._after_comma(text, begin, stop, roles)
                if begin < 0:
                    return end, True
            elif begin == end:
                return end, True
        return end, False

    def _is_name(self, text: str, begin: int, stop: int, chain: str) -> bool:
        """Whether a person's name begins here, and not the name of a school or a street."""
        if chain.rsplit(" ", 1)[-1] in self._words.namesakes:
            return False
        name = self._names.at(text, begin, stop)
        return name is not None and name.sure

    def _joins(self, text: str, position: int, stop: int, roles: Mapping[int, tuple[int, Role]]) -> bool:
        """Whether what follows «و» belongs to the organisation's name."""
        match = _WORD.match(text, position + 1, stop)
        if match is None or match.start() in roles:
            return False
        word = match[0]
        if word in _DELEGATIONS and text.startswith(" همراه", match.end()):
            return False
        if word in self._words.ends or word in self._words.groups:
            return False
        if word not in self._words.common and self._unheard_holder(text, match.end(), stop, roles):
            return False
        return not (word in self._words.given and self._names.at(text, match.start(), stop))

    def _unheard_holder(self, text: str, position: int, stop: int, roles: Mapping[int, tuple[int, Role]]) -> bool:
        """Whether one more unknown word and a role follow: «و NAME SURNAME مدیر …»."""
        match = _WORD.match(text, position + 1, stop)
        if match is None or match[0] in self._words.common:
            return False
        begin = match.end()
        while text[begin : begin + 1] in (" ", "،") and begin < stop:
            begin += 1
        return begin in roles

    def _after_comma(self, text: str, position: int, stop: int, roles: Mapping[int, tuple[int, Role]]) -> int:
        """Where an enumeration inside a name goes on behind its comma («صنعت، معدن و تجارت»), or -1."""
        begin = position
        while text[begin : begin + 1] in ("،", " ") and begin < stop:
            begin += 1
        first = _WORD.match(text, begin, stop)
        if first is None or begin in roles or first[0] in self._words.ends or first[0] in self._words.groups:
            return -1
        follow = re.compile(r" ?(?:، ?[^\W\d_]+(?: [^\W\d_]+)?)? (?:و )([^\W\d_]+)|، ?و ?").match(text, first.end(), stop)
        if follow is None:
            follow = re.compile(r" [^\W\d_]+ و ([^\W\d_]+)").match(text, first.end(), stop) if first[0] in _PAIRED else None
        if follow is None or " را " in text[begin : min(stop, follow.end() + 25)]:
            return -1
        last = follow[1]
        if last in self._words.ends or last in self._words.groups or follow.start(1) in roles:
            return -1
        return begin


_PAIRED = frozenset({"صنایع", "تامین", "رفاه", "امور", "آموزش", "خدمات"})
