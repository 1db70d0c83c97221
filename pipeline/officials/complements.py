"""Read what a role is the head of: a place, a ministry, a country, an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.lexicon import WordClass, light_verbs, word_classes
from pipeline.officials.areas import AreaReader
from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import Role, Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,7}")
_BLANK = re.compile(" ")
_LONGEST_MINISTRY = 40
_SCOPE = re.compile(r" (?:در امور|در استان|در حوزه|در امر) ")
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
_OF_MINISTRY = "وزارت "  # «وزیر پیشنهادی وزارت نیرو»
_IN_AREA = ("استان ", "شهرستان ")
# What ends indefinite plurals: no name of an organisation holds one.
_INDEFINITE = "هایی"
_SHORTEST_INDEFINITE = 6
_BLESSING = re.compile(r"\((?:ره|س|ع|ص|عج|رض)\) ?(?=\w)")  # «کمیته امداد امام خمینی (ره) قم»
_FIELD = re.compile(r"، ?([^\W\d_]+)")
_QUOTES = ("«", '"')
_QUOTED = re.compile(r" [«\"]([^«»\"\n]{2,40})[»\"]")
_LINKS = frozenset({"شد", "شدند", "شده", "گردید", "بود", "است", "شود"})
_GLUED = ("در", "از")  # prepositions that lose the blank behind them
_GREAT = re.compile(r" بزرگ(?!\w)")  # «فرمانده انتظامی تهران بزرگ»
_HEADS = frozenset({"وزارت", "سازمان"})  # of another organisation
_SON = re.compile(r"\w+ بن ")  # «سپاه علی بن ابیطالب»
_DELEGATIONS = frozenset({"هییت", "هیات"})


class ComplementReader:
    """Reads the complements of one article's roles. roles: start -> (end, role) of its role words; places:
    start -> end of its places. Positions are of the folded text; `stop` is the end of the sentence."""

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
        self.text = text
        self.roles = roles
        self._places = places
        self._areas = AreaReader(vocabulary, names, text, roles, places)

    def read(self, position: int, role: Role, stop: int) -> int:
        """Where the complement that begins at `position` ends; `position` itself where there is none."""
        end = self._end(position, role, stop)
        if end > position and role.head.startswith(("نماینده", "فرستاده")):
            return self._seat(end, role, stop)
        if end > position and role.head in self._words.missions:
            return self._abroad(end, stop)
        return end

    def _end(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """Where a complement ends, without what only some roles add to it."""
        if role.complement == "none":
            if role.head.startswith(("معاون", "مقام")) and (scope := self._scope(position - 1, stop)):
                return self._organization(scope, role, stop)
            return position
        if role.complement == "court" and not self._words.court.match(self.text, position, stop):
            return position
        if role.complement == "place":
            return self._areas.place(position, role, stop)
        if role.complement == "country":
            country = self._words.country.match(self.text, position, stop)
            end = country.end() if country else position
            scope = self._scope(end if country else end - 1, stop) if role.head.startswith("معاون") else None
            return self._organization(scope, role, stop) if scope else end
        if role.complement == "ministry":
            return self._ministry(position, role, stop)
        return self._organization(position, role, stop, depth)

    def _scope(self, position: int, stop: int) -> int | None:
        match = _SCOPE.match(self.text, position, stop)
        return match.end() if match else None

    def _ministry(self, position: int, role: Role, stop: int) -> int:
        begin = position + len(_OF_MINISTRY) if self.text.startswith(_OF_MINISTRY, position) else position
        match = self._words.ministry.match(self.text, begin, stop)
        if match is None and role.head == "وزیر":
            return self._foreign_ministry(position, stop)
        if match is None:
            return self._organization(position, role, stop)
        end = self._of_country(match.end(), stop)
        if role.head != "وزیر" and (scope := self._scope(end, stop)):
            end = self._organization(scope, role, stop)
        return end

    def _of_country(self, end: int, stop: int) -> int:
        """Where a country's name ends that stands behind a ministry's, which ends at `end`."""
        country = (
            self._words.country.match(self.text, end + 1, stop) if self.text[end : end + 1] == " " else None
        )
        return country.end() if country else end

    def _foreign_ministry(self, position: int, stop: int) -> int:
        """Where a ministry that no list knows ends: with its country («وزیر اتحاد کره جنوبی»)."""
        words = self._words
        for blank in _BLANK.finditer(self.text, position, min(stop, position + _LONGEST_MINISTRY)):
            before = self.text[position : blank.start()]
            if blank.end() in self.roles or not before.replace(" ", "").isalpha():
                break
            if country := words.country.match(self.text, blank.end(), stop):
                at_home = words.foreign_words.isdisjoint(country[0].split())
                long = " " in before.replace(" و ", "")
                ends = words.stops.intersection(before.split()) - {"و"}
                return position if (at_home and long) or ends else country.end()
        return position

    def _seat(self, end: int, role: Role, stop: int) -> int:
        """Where a representative's title ends that goes on with where he represents («… در استان قم»)."""
        match = _IN_SEAT.match(self.text, end, stop)
        if match is None:
            return end
        if match.end() in self._places:
            return self._places[match.end()]
        if not match[1]:
            return self._abroad(end, stop)
        return max(end, self._organization(match.start(1), role, stop))

    def _abroad(self, end: int, stop: int) -> int:
        """Where the title of an ambassador or envoy ends, with where he is sent to: «سفیر ایران در عمان»."""
        if not self.text.startswith(" در ", end):
            return end
        seat = self._words.seat_abroad.match(self.text, end + 4, stop)
        return seat.end() if seat else end

    def _organization(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """An organisation's name: nouns in a chain, with «و» and commas where they belong to it."""
        text, words, roles, places = self.text, self._words, self.roles, self._places
        if role.head == "نماینده" and text.startswith("مردم", position):
            return self._areas.constituency(position, stop)
        if role.head == "نماینده" and position in places:
            end = self._areas.listed(position)
            if not text.startswith((" و ", "،", " ،"), end):
                return end
        end = begin = last = position
        upcoming: Iterator[str] = iter(())
        for count in range(_MOST_WORDS):
            word = next(upcoming, "")
            if not word:
                if begin == end + 1 and (begin := self._next(last, end, stop)) < 0:
                    return self._called(last, end, stop)
                chain = _WORDS.match(text, begin, stop)
                if chain is None:
                    number = self._areas.number(last, end, stop)
                    if number is None:
                        return self._called(last, end, stop)
                    end, begin = number, number + 1
                    continue
                upcoming = iter(chain[0].split(" "))
                word = next(upcoming)
            if begin in places and count:
                great = _GREAT.match(text, places[begin], stop)
                return great.end() if great else places[begin]
            after = begin + len(word)
            if word in words.turns or begin in roles:
                if words.compound.match(text, begin, stop):
                    last, end, begin = begin, after, after + 1
                    continue
                named = (
                    not count or text[last:end] in words.units or begin > end + 1 or text[last:end] == "های"
                )
                if word in words.actions and named:
                    last, end, begin = begin, after, after + 1
                    continue
                if word == "و" or word in words.ends:
                    if number := self._areas.number(last, end, stop):
                        end, begin, upcoming = number, number + 1, iter(())
                        continue
                    if word == "این" and (this := words.of_this.match(text, begin - 1, stop)):
                        return this.end()
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
                if word in words.addressed and count and text[last:end] not in words.no_owners:
                    return end
                if begin in roles and roles[begin][1].head not in words.abroad:
                    nested_end, nested = roles[begin]
                    if text[nested_end : nested_end + 1] != " " or depth == _MOST_NESTED:
                        return nested_end
                    complement = self._end(nested_end + 1, nested, stop, depth + 1)
                    return complement if complement > nested_end + 1 else nested_end
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
                    return self._of_country(ministry.end(), stop)
                if word in words.seats:
                    place = (
                        self._areas.place(after + 1, role, stop) if text[after : after + 1] == " " else after
                    )
                    return place if place > after + 1 else after
            if word.startswith(_GLUED) and word not in words.common and word[2:] in words.glued_behind:
                return end  # «ناجا دردومین همایش», «سازمان دراین نشست», «مجلس ازمخالفت»
            if count and word.endswith(_INDEFINITE) and len(word) > _SHORTEST_INDEFINITE:
                return end  # «رئیس سازمان پرسش‌هایی را …»
            if count and begin == end + 1 and self._is_whole(text[last:end], word, begin):
                return end  # «رئیس سازمان بازرسی کشور پرونده را …»
            last, end, begin = begin, after, after + 1
        return end

    def _is_whole(self, last: str, word: str, begin: int) -> bool:
        """Whether an organisation's name is whole with the country or house it ends with: what follows is a
        word of the news and none that goes on with it («مجلس شورای …», «ایران خودرو»)."""
        words = self._words
        if last not in words.closing or word in words.behind_closing or begin in self._places:
            return False
        return word in words.common and word not in words.countries and begin not in self.roles

    def _without_predicate(self, word: str, position: int, last: int, end: int) -> int:
        """The end of a name before `word`: a noun before a light verb belongs to the verb («انتظار دارد»),
        only some do before its participle or a link («هشدار داده», «توقیف شد»)."""
        text = self.text
        if last <= position or text[last - 1] != " ":
            return end
        noun = text[last:end]
        if word == "از":
            return last - 1 if noun == "خبر" else end
        light = word_classes().get(word) is WordClass.LIGHT_VERB and word not in _LINKS
        if light or (noun in self._words.predicates and word in light_verbs()):
            return last - 1
        return end

    def _called(self, start: int, end: int, stop: int) -> int:
        """Where a name in quotes ends that what the word at [start, end) means is called by."""
        text = self.text
        if text[start:end] not in self._words.called or text[end + 1 : end + 2] not in _QUOTES:
            return end
        quoted = _QUOTED.match(text, end, stop)
        if quoted is None or self._names.at(text, quoted.start(1), quoted.end(1)):
            return end
        return quoted.end()

    def _next(self, start: int, end: int, stop: int) -> int:
        """Where the name's next word begins behind the one at [start, end), -1 where it has none."""
        text = self.text
        begin = end + 1 if text[end : end + 1] == " " else end
        if text[begin : begin + 1] == "(" and (blessing := _BLESSING.match(text, begin, stop)):
            here = blessing.end() in self._places or text.startswith(_IN_AREA, blessing.end())
            return blessing.end() if here else -1
        if text[begin : begin + 1] == "،":
            if text[start:end] in self._words.fields and (field := _FIELD.match(text, begin, stop)):
                return (
                    field.start(1) if field[1] in self._words.fields else self._after_comma(begin + 1, stop)
                )
            return self._after_comma(begin + 1, stop)
        if (dash := self._words.dashed_field.match(text, end, stop)) is not None:
            return dash.end()
        return begin if begin > end else -1

    def _is_name(self, begin: int, stop: int, before: str) -> bool:
        """Whether a person's name begins here, and not the name of a school or a street."""
        if before in self._words.namesakes or _SON.match(self.text, begin, stop):
            return False
        name = self._names.at(self.text, begin, stop)
        return name is not None and name.sure and name.surname_start not in self._places

    def _joins(self, position: int, stop: int) -> bool:
        """Whether what follows «و» belongs to the organisation's name."""
        text, words = self.text, self._words
        match = _WORD.match(text, position + 1, stop)
        if match is None or match.start() in self.roles:
            return False
        if words.ends_title(match[0]) and words.compound.match(text, match.start(), stop) is None:
            return False
        word = match[0]
        if word in words.trades:
            return False  # «رئیس کتابخانه ملی و نویسنده»
        if word in _DELEGATIONS and text.startswith(" همراه", match.end()):
            return False
        if match.start() not in self._places and self._names.is_plain_surname(word):
            return False
        _, honored = self._names.skip_honorifics(text, match.start(), stop)
        if honored or (word not in words.common and self._unheard_holder(match.end(), stop)):
            return False
        named = word in words.given or word in words.descent
        return not (named and self._names.at(text, match.start(), stop))

    def _unheard_holder(self, position: int, stop: int) -> bool:
        """Whether one more unknown word and a role follow: «و NAME SURNAME مدیر …»."""
        match = _WORD.match(self.text, position + 1, stop)
        if match is None or match[0] in self._words.common:
            return False
        begin = match.end()
        while begin < stop and self.text[begin] in " ،":
            begin += 1
        return begin in self.roles

    def _after_comma(self, position: int, stop: int) -> int:
        """Where an enumeration inside a name goes on behind its comma («صنعت، معدن و تجارت»), or -1."""
        text = self.text
        begin = position + 1 if text[position : position + 1] == " " else position
        first = _WORD.match(text, begin, stop)
        if first is None or begin in self.roles or self._words.ends_title(first[0]):
            return -1
        follow = _GOES_ON.match(text, first.end(), stop)
        if follow is None and first[0] in _PAIRED:
            follow = _PAIR_GOES_ON.match(text, first.end(), stop)
        if follow is None or " را " in text[begin : min(stop, follow.end() + 25)]:
            return -1
        another = follow[1] in _HEADS or self._words.ends_title(follow[1]) or follow.start(1) in self.roles
        return -1 if another else begin
