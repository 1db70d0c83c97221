"""Read a post at its role word: how far the title goes, what it is the head of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.lexicon import WordClass, word_classes
from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import START, Role, Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,7}")
_PLACE = re.compile(
    r"(?:کهگیلویه و بویر ?احمد|سیستان و بلوچستان|چهار ?محال و بختیاری"
    r"|(?:آذربایجان|خراسان) ?(?:شرقی|غربی|رضوی|شمالی|جنوبی)"
    r"|(?:خرم|نظر|علی|نجف|مهدی|محمود|اسلام|حاجی|فیروز|سعادت) ?آباد(?: کتول| غرب)?"
    r"|(?:بندر|پل|تربت|مسجد|گنبد|آق|صومعه|خمینی) \w+|\w+)(?: و حومه| بزرگ)?(?!\w)"
)
_AREA = re.compile(
    r"(?:استان|شهرستان|شهر|بخش|منطقه|کلان ?شهر|مرکز استان|موقت|ویژه)(?!\w) ?(?:شهرستان |شهر |استان |ویژه )?"
)
_MINISTRY = re.compile(r"[^\W\d_]+(?: و [^\W\d_]+)? ")
_SCOPE = re.compile(r" (?:در امور|در استان|در حوزه|در امر) ")
_ELECTED = re.compile(
    r" (?:مردم|مردمان) ((?:[^\W\d_]+(?: و |، ?| )){1,8})"
    r"(?:در )?(?:مجلس(?: شورای اسلامی| خبرگان(?: رهبری)?)?|خانه ملت)(?!\w)"
)
_PEOPLE = re.compile(r"(?:مردم|مردمان) (?:شریف |استان |شهرستان |شهرستانهای )?")
_NEXT_PLACE = re.compile(r"(?: ?، ?| و )")
_IN_SEAT = re.compile(
    r" در (?:((?:استان|شهرستان|مجلس|سازمان|بنیاد|سپاه|دانشگاه\w*|جهاد|شورا|شورای|هیات|هییت|امور|کمیته|ستاد"
    r"|وزارت|جمعیت|ارتش|حوزه)(?!\w)))?"
)
# Behind the comma of an enumeration inside a name: one word, perhaps another item, «و» and a last item.
_GOES_ON = re.compile(r" ?(?:، ?[^\W\d_]+(?: [^\W\d_]+)?)? و ?([^\W\d_]+)")
_PAIR_GOES_ON = re.compile(r" [^\W\d_]+ و ([^\W\d_]+)")
_PAIRED = frozenset({"صنایع", "تامین", "رفاه", "امور", "آموزش", "خدمات"})
_MOST_NESTED = 3  # posts within posts ("مشاور معاون رئیس سازمان …")
_MOST_WORDS = 16
_REMEMBERED = 12  # titles of one role that are recognised where they stand again
_GOING_ON = (" و ", " در ", "،", " ،")  # behind a title: it may be longer here
_LINKS = frozenset({"شد", "شدند", "شده", "گردید", "بود", "است", "شود"})
_LONGEST_WORD = 16
_SIGNS = "،؛:.»\"')\n"
_DELEGATIONS = frozenset({"هییت", "هیات"})


# A role, and the weighty words of its organisation.
PostKey = tuple[str, frozenset[str]]


@dataclass(slots=True)
class Title:
    """A title in the folded text. organization: where what it is the head of stands, if anywhere.
    indefinite: یک، این … stands before it. former: a past post."""

    start: int
    end: int
    role: Role
    role_end: int
    organization: tuple[int, int] | None = None
    indefinite: bool = False
    former: bool = False
    key: PostKey | None = None  # what tells it from other posts, once that is known

    def moved(self, start: int) -> Title:
        """The same title where it stands again."""
        by = start - self.start
        organization = self.organization and (self.organization[0] + by, self.organization[1] + by)
        return Title(
            start, self.end + by, self.role, self.role_end + by, organization, False, self.former, self.key
        )

    @property
    def bare(self) -> bool:
        """Whether it says no more than the role, where the role needs more."""
        return self.organization is None and self.role.complement not in ("none", "country")


class TitleReader:
    """Reads the titles of one article. roles: start -> (end, role) of its role words; places: start -> end of
    its places. Positions are of the folded text; `stop` is the end of the sentence."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        names: NameReader,
        text: str,
        roles: Mapping[int, tuple[int, Role]],
        places: Mapping[int, int],
    ) -> None:
        self._words = vocabulary
        self._names = names
        self._text = text
        self._roles = roles
        self._places = places
        self._read: dict[str, dict[str, Title]] = {}

    def at(self, start: int, stop: int) -> Title | None:
        """The title whose role word stands at `start`, if it is one."""
        text = self._text
        role_end, role = self._roles[start]
        words = self._words
        before = self._word_before(start)
        if before in words.no_role_after or text.startswith(words.no_role_before, role_end + 1):
            return None
        following = text[role_end + 1 : role_end + _LONGEST_WORD].partition(" ")[0]
        if following.rstrip(_SIGNS) in words.second_surnames or self._is_surname(before, start, role_end):
            return None
        indefinite = before in words.indefinite
        alike = self._read.setdefault(text[start:role_end], {})
        shorter = None
        for known, earlier in alike.items():
            if text.startswith(known, start):
                if self._closes(start + len(known)):
                    return self._again(earlier, start, indefinite)
                shorter = earlier
        title = Title(start, role_end, role, role_end, None, indefinite)
        position = self._adjectives(role_end, stop, title)
        end = self._complement(position, role, stop)
        if end > position:
            if shorter is not None and self._runs_on(start + shorter.end - shorter.start, end):
                return self._again(shorter, start, indefinite)
            if role.head.startswith("نماینده"):
                end = self._seat(end, role, stop)
            elif role.head in words.missions:
                end = self._abroad(end, stop)
            title.organization = (position, end)
            title.end = end
            self._adjectives(end, stop, title, behind=True)
            if len(alike) < _REMEMBERED:
                alike[text[start:end]] = title
        return title

    def _again(self, earlier: Title, start: int, indefinite: bool) -> Title:
        """A title read before, where it stands again."""
        title = earlier.moved(start)
        title.indefinite = indefinite
        return title

    def _runs_on(self, known: int, end: int) -> bool:
        """Whether what stands between a title known already and this end is the verb's object."""
        return known < end and self._text.startswith(" را ", end)

    def _closes(self, position: int) -> bool:
        """Whether no title goes on here: a sign stands here, or a word that belongs to no name."""
        text = self._text
        if text[position : position + 1] != " ":
            return not text[position : position + 1].isalnum() and not text.startswith(_GOING_ON, position)
        following = text[position + 1 : position + _LONGEST_WORD].split(" ", 1)[0]
        return following in self._words.ends and following != "در"

    def _is_surname(self, before: str, start: int, end: int) -> bool:
        """Whether the role word is somebody's surname: «علیرضا دبیر گفت»."""
        words, text = self._words, self._text
        return before in words.given and text[start:end] in words.surname_roles and self._closes(end)

    def _word_before(self, start: int) -> str:
        """The word that stands before `start`, behind one blank."""
        text, end = self._text, start - 1
        if end <= 0 or text[end] not in " \n":
            return ""
        return text[text.rfind(" ", end - 12 if end > 12 else 0, end) + 1 : end]

    def _adjectives(self, position: int, stop: int, title: Title, behind: bool = False) -> int:
        """Skip سابق, محترم, جدید … and note what they say; the position of the next word."""
        text = self._text
        while True:
            begin = position + 1 if text[position : position + 1] == " " else position
            if text[begin : begin + START] not in self._words.adjective_starts:
                return begin
            match = _WORD.match(text, begin, stop)
            word = match[0] if match else ""
            if word in self._words.former:
                title.former = True
            elif word not in self._words.present:
                return begin
            if match is None or behind:
                return position
            position = match.end()

    def _complement(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """Where the complement that begins at `position` ends; `position` itself where there is none."""
        if role.complement == "none":
            if role.head.startswith(("معاون", "مقام")) and (scope := self._scope(position - 1, stop)):
                return self._organization(scope, role, stop)
            return position
        if role.complement == "place":
            return self._place(position, role, stop)
        if role.complement == "country":
            country = self._words.country.match(self._text, position, stop)
            end = country.end() if country else position
            scope = self._scope(end if country else end - 1, stop) if role.head.startswith("معاون") else None
            return self._organization(scope, role, stop) if scope else end
        if role.complement == "ministry":
            return self._ministry(position, role, stop)
        return self._organization(position, role, stop, depth)

    def _constituency(self, position: int) -> int:
        """Where the places end whose people somebody stands for: «مردم تفت و میبد»."""
        end = position
        place = _PEOPLE.match(self._text, position)
        while place is not None and place.end() in self._places:
            end = self._places[place.end()]
            place = _NEXT_PLACE.match(self._text, end)
        return end

    def _scope(self, position: int, stop: int) -> int | None:
        match = _SCOPE.match(self._text, position, stop)
        return match.end() if match else None

    def _place(self, position: int, role: Role, stop: int) -> int:
        """Where the place ends that a governor or mayor is one of; every province is a place we know."""
        text, places = self._text, self._places
        area = _AREA.match(text, position, stop)
        begin = area.end() if area else position
        if begin in places or position in places:
            return places[begin] if begin in places else places[position]
        word = _WORD.match(text, begin, stop)
        if word is None or self._ends(word[0]) or word[0] == "و" or begin in self._roles:
            return position
        if word[0] in self._words.given and self._names.at(text, begin, stop):
            return position
        if area is None and (word[0] in self._words.common or role.head == "استاندار"):
            return position
        match = _PLACE.match(text, begin, stop)
        return match.end() if match else word.end()

    def _ministry(self, position: int, role: Role, stop: int) -> int:
        match = self._words.ministry.match(self._text, position, stop)
        if match is None and role.head == "وزیر":
            return self._foreign_ministry(position, stop)
        if match is None:
            return self._organization(position, role, stop)
        end = match.end()
        if self._text[end : end + 1] == " ":
            country = self._words.country.match(self._text, end + 1, stop)
            end = country.end() if country else end
        if role.head != "وزیر" and (scope := self._scope(end, stop)):
            end = self._organization(scope, role, stop)
        return end

    def _foreign_ministry(self, position: int, stop: int) -> int:
        """Where a ministry that no list knows ends: with its country («وزیر اتحاد کره جنوبی»)."""
        words = _MINISTRY.match(self._text, position, stop)
        country = self._words.country.match(self._text, words.end(), stop) if words else None
        return country.end() if country else position

    def _seat(self, end: int, role: Role, stop: int) -> int:
        """Where a representative's title ends that goes on with where he represents («… در استان قم»)."""
        match = _IN_SEAT.match(self._text, end, stop)
        if match is None:
            return end
        if match.end() in self._places:
            return self._places[match.end()]
        return max(end, self._organization(match.start(1), role, stop)) if match[1] else end

    def _abroad(self, end: int, stop: int) -> int:
        """Where an ambassador's title ends, with where he is sent to: «سفیر ایران در عمان»."""
        if not self._text.startswith(" در ", end):
            return end
        seat = self._words.seat_abroad.match(self._text, end + 4, stop)
        return seat.end() if seat else end

    def _organization(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """An organisation's name: nouns in a chain, with «و» and commas where they belong to it."""
        text, words, roles, places = self._text, self._words, self._roles, self._places
        if role.head == "نماینده" and text.startswith("مردم", position):
            elected = _ELECTED.match(text, position - 1, stop)
            return elected.end() if elected else self._constituency(position)
        end = begin = last = position
        upcoming: Iterator[str] = iter(())
        for count in range(_MOST_WORDS):
            word = next(upcoming, "")
            if not word:
                if begin == end + 1 and (begin := self._next(end, stop)) < 0:
                    return end
                chain = _WORDS.match(text, begin, stop)
                if chain is None:
                    return end
                upcoming = iter(chain[0].split(" "))
                word = next(upcoming)
            if begin in places and count:
                return places[begin]
            after = begin + len(word)
            if word in words.turns or begin in roles:
                if words.compound.match(text, begin, stop):
                    last, end, begin = begin, after, after + 1
                    continue
                named = not count or text[last:end] in words.units or begin > end + 1
                if word in words.actions and named:
                    last, end, begin = begin, after, after + 1
                    continue
                if word == "و" or word in words.ends:
                    bridge = words.bridge.match(text, last, stop) if count else None
                    if bridge is not None:
                        end, begin, upcoming = bridge.end(), bridge.end() + 1, iter(())
                    elif (word == "و" and count and self._joins(after, stop)) or (
                        word == "در" and not count and role.head.startswith(("نماینده", "مشاور"))
                    ):
                        begin = after + 1
                    else:
                        return self._without_predicate(word, position, last, end)
                    continue
                if begin in roles:
                    nested_end, nested = roles[begin]
                    if text[nested_end : nested_end + 1] != " " or depth == _MOST_NESTED:
                        return nested_end
                    return max(nested_end, self._complement(nested_end + 1, nested, stop, depth + 1))
                if count:
                    if word in words.given and self._is_name(begin, stop, text[last:end]):
                        return end
                    if word in words.countries and text.startswith(" و ", after):
                        return after
                elif word in words.groups:
                    return position
                elif word in words.countries and word != "ایران":
                    return after
                if word == "وزارت" and (ministry := words.ministry.match(text, after + 1, stop)):
                    return ministry.end()
                if word in words.seats:
                    return (
                        max(after, self._place(after + 1, role, stop))
                        if text[after : after + 1] == " "
                        else after
                    )
            last, end, begin = begin, after, after + 1
        return end

    def _without_predicate(self, word: str, position: int, last: int, end: int) -> int:
        """The end of a name before `word`: a noun before a light verb belongs to the verb («انتظار دارد»)."""
        text = self._text
        if last <= position or text[last - 1] != " ":
            return end
        light = word_classes().get(word) is WordClass.LIGHT_VERB and word not in _LINKS
        if light or (word == "از" and text[last:end] == "خبر"):
            return last - 1
        return end

    def _next(self, end: int, stop: int) -> int:
        """Where the name's next word begins, -1 where it has none."""
        text = self._text
        begin = end + 1 if text[end : end + 1] == " " else end
        if text[begin : begin + 1] == "،":
            return self._after_comma(begin + 1, stop)
        return begin if begin > end else -1

    def _ends(self, word: str) -> bool:
        words = self._words
        return (word in words.ends and word not in words.actions) or word in words.groups

    def _is_name(self, begin: int, stop: int, before: str) -> bool:
        """Whether a person's name begins here, and not the name of a school or a street."""
        if before in self._words.namesakes:
            return False
        name = self._names.at(self._text, begin, stop)
        return name is not None and name.sure and name.surname_start not in self._places

    def _joins(self, position: int, stop: int) -> bool:
        """Whether what follows «و» belongs to the organisation's name."""
        text, words = self._text, self._words
        match = _WORD.match(text, position + 1, stop)
        if match is None or match.start() in self._roles or self._ends(match[0]):
            return False
        word = match[0]
        if word in _DELEGATIONS and text.startswith(" همراه", match.end()):
            return False
        if match.start() not in self._places and self._names.is_plain_surname(word):
            return False
        _, honored = self._names.skip_honorifics(text, match.start(), stop)
        if honored or (word not in words.common and self._unheard_holder(match.end(), stop)):
            return False
        return not (word in words.given and self._names.at(text, match.start(), stop))

    def _unheard_holder(self, position: int, stop: int) -> bool:
        """Whether one more unknown word and a role follow: «و NAME SURNAME مدیر …»."""
        match = _WORD.match(self._text, position + 1, stop)
        if match is None or match[0] in self._words.common:
            return False
        begin = match.end()
        while begin < stop and self._text[begin] in " ،":
            begin += 1
        return begin in self._roles

    def _after_comma(self, position: int, stop: int) -> int:
        """Where an enumeration inside a name goes on behind its comma («صنعت، معدن و تجارت»), or -1."""
        text = self._text
        begin = position + 1 if text[position : position + 1] == " " else position
        first = _WORD.match(text, begin, stop)
        if first is None or begin in self._roles or self._ends(first[0]):
            return -1
        follow = _GOES_ON.match(text, first.end(), stop)
        if follow is None and first[0] in _PAIRED:
            follow = _PAIR_GOES_ON.match(text, first.end(), stop)
        if follow is None or " را " in text[begin : min(stop, follow.end() + 25)]:
            return -1
        return -1 if self._ends(follow[1]) or follow.start(1) in self._roles else begin
