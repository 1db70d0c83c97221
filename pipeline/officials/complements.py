"""Read what a role is the head of: a place, a ministry, a country, an organisation's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon import WordClass, light_verbs, word_classes
from pipeline.officials.areas import AreaReader
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.vocabulary import Role

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,7}")
_BLANK = re.compile(" ")
_AND, _IN, _FROM, _OBJECT = "و", "در", "از", "را"
_PLURAL = "های"
_LIST_JOINTS = (f" {_AND} ", "،", " ،")
_LONGEST_MINISTRY = 40
_MOST_NESTED = 3  # posts within posts ("مشاور معاون رئیس سازمان …")
_MOST_WORDS = 16
_SHORTEST_INDEFINITE = 6
_FIELD = re.compile(r"، ?([^\W\d_]+)")
_QUOTES = ("«", '"')
_QUOTED = re.compile(r" [«\"]([^«»\"\n]{2,40})[»\"]")


class ComplementReader:
    """Reads the complements of one article's roles. Positions are of the folded text; `stop` is the end of
    the sentence."""

    def __init__(self, article: ScannedArticle) -> None:
        self._words, self._names = article.words, article.names
        self._posts, self._patterns = article.words.posts, article.words.posts.patterns
        self._text, self._places = article.text, article.places
        # A plural begins no post in a name: «فدراسیون پیوند اعضا».
        self._roles = {start: found for start, found in article.roles.items() if not found[1].many}
        self._areas = AreaReader(article)

    def read(self, position: int, role: Role, stop: int) -> int:
        """Where the complement that begins at `position` ends; `position` itself where there is none."""
        end = self._end(position, role, stop)
        if end > position and role.head.startswith(self._posts.envoys):
            return self._seat(end, role, stop)
        if end > position and role.head in self._posts.missions:
            return self._abroad(end, stop)
        if role.of is not None:
            return self._institution(end, role, stop)
        return end

    def _institution(self, end: int, role: Role, stop: int) -> int:
        """Where a title ends that goes on with the institution: «استاد ادبیات در دانشگاه تهران»."""
        inside = f"{_IN} "
        begin = end + 1 if self._text.startswith(" ", end) else end
        if not self._text.startswith(inside, begin):
            return end
        begin += len(inside)
        if role.of is None or role.of.match(self._text, begin, stop) is None:
            return end
        return max(end, self._organization(begin, role, stop))

    def _end(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """Where a complement ends, without what only some roles add to it."""
        if role.complement == "none":
            if role.head.startswith(self._posts.scoped) and (scope := self._scope(position - 1, stop)):
                return self._organization(scope, role, stop)
            return position
        if role.complement == "court" and not self._posts.courts.match(self._text, position, stop):
            return position
        if role.complement == "place":
            return self._areas.place(position, role, stop)
        if role.complement == "country":
            country = self._words.country.match(self._text, position, stop)
            end = country.end() if country else position
            if (
                not country
                and self._posts.led.match(self._text, position)
                and role.head in self._posts.abroad
            ):
                return self._organization(position, role, stop)
            deputy = role.head.startswith(self._posts.deputies)
            scope = self._scope(end if country else end - 1, stop) if deputy else None
            return self._organization(scope, role, stop) if scope else end
        if role.complement == "ministry":
            return self._ministry(position, role, stop)
        return self._organization(position, role, stop, depth)

    def _scope(self, position: int, stop: int) -> int | None:
        match = self._patterns.scope.match(self._text, position, stop)
        return match.end() if match else None

    def _ministry(self, position: int, role: Role, stop: int) -> int:
        named = self._patterns.of_ministry.match(self._text, position)
        begin = named.end() if named else position
        match = self._words.ministry.match(self._text, begin, stop)
        if match is None and role.head in self._posts.ministers:
            return self._foreign_ministry(position, stop)
        if match is None:
            return self._organization(position, role, stop)
        end = self._of_country(match.end(), stop)
        if role.head not in self._posts.ministers and (scope := self._scope(end, stop)):
            end = self._organization(scope, role, stop)
        return end

    def _of_country(self, end: int, stop: int) -> int:
        """Where a country's name ends that stands behind a ministry's, which ends at `end`."""
        country = (
            self._words.country.match(self._text, end + 1, stop) if self._text[end : end + 1] == " " else None
        )
        return country.end() if country else end

    def _foreign_ministry(self, position: int, stop: int) -> int:
        """Where a ministry that no list knows ends: with its country («وزیر اتحاد کره جنوبی»)."""
        words = self._words
        for blank in _BLANK.finditer(self._text, position, min(stop, position + _LONGEST_MINISTRY)):
            before = self._text[position : blank.start()]
            if blank.end() in self._roles or not before.replace(" ", "").isalpha():
                break
            if country := words.country.match(self._text, blank.end(), stop):
                at_home = words.foreign_words.isdisjoint(country[0].split())
                long = " " in before.replace(f" {_AND} ", "")
                ends = words.stops.intersection(before.split()) - {_AND}
                return position if (at_home and long) or ends else country.end()
        return position

    def _seat(self, end: int, role: Role, stop: int) -> int:
        """Where a representative's title ends that goes on with where he represents («… در استان قم»)."""
        match = self._patterns.in_seat.match(self._text, end, stop)
        if match is None:
            return end
        if match.end() in self._places:
            return self._places[match.end()]
        if not match[1]:
            return self._abroad(end, stop)
        return max(end, self._organization(match.start(1), role, stop))

    def _abroad(self, end: int, stop: int) -> int:
        """Where the title of an ambassador or envoy ends, with where he is sent to: «سفیر ایران در عمان»."""
        abroad = f" {_IN} "
        if not self._text.startswith(abroad, end):
            return end
        seat = self._words.seat_abroad.match(self._text, end + len(abroad), stop)
        return seat.end() if seat else end

    def _organization(self, position: int, role: Role, stop: int, depth: int = 0) -> int:
        """An organisation's name: nouns in a chain, with «و» and commas where they belong to it."""
        text, words, posts = self._text, self._words, self._posts
        roles, places = self._roles, self._places
        if role.head in posts.representatives:
            if text.startswith(posts.people, position):
                return self._areas.constituency(position, stop)
            if position in places:
                end = self._areas.listed(position)
                if not text.startswith(_LIST_JOINTS, end):
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
                great = self._patterns.great.match(text, places[begin], stop)
                return great.end() if great else places[begin]
            after = begin + len(word)
            if word in words.turns or begin in roles:
                if posts.compounds.match(text, begin, stop):
                    last, end, begin = begin, after, after + 1
                    continue
                named = (
                    not count or text[last:end] in posts.units or begin > end + 1 or text[last:end] == _PLURAL
                )
                if word in words.actions and named:
                    last, end, begin = begin, after, after + 1
                    continue
                if word == _AND or word in words.ends:
                    if number := self._areas.number(last, end, stop):
                        end, begin, upcoming = number, number + 1, iter(())
                        continue
                    if this := self._patterns.of_this.match(text, begin - 1, stop):
                        return this.end()
                    bridge = posts.bridges.match(text, last, stop) if count else None
                    if bridge is not None:
                        end, begin, upcoming = bridge.end(), bridge.end() + 1, iter(())
                    elif (word == _AND and count and self._joins(after, stop)) or (
                        word == _IN and not count and role.head.startswith(posts.in_a_place)
                    ):
                        begin = after + 1
                    else:
                        return self._without_predicate(word, position, last, end)
                    continue
                if word in posts.addressed and count and text[last:end] not in words.no_owners:
                    return end
                if begin in roles and roles[begin][1].head not in posts.abroad:
                    nested_end, nested = roles[begin]
                    if text[nested_end : nested_end + 1] != " " or depth == _MOST_NESTED:
                        return nested_end
                    complement = self._end(nested_end + 1, nested, stop, depth + 1)
                    return complement if complement > nested_end + 1 else nested_end
                if count:
                    if word in words.given and self._is_name(begin, stop, text[last:end]):
                        return end
                    if word in posts.countries and text.startswith(_LIST_JOINTS[0], after):
                        return after
                elif word in posts.groups:
                    return position
                elif word in posts.countries and word not in posts.home:
                    return after
                if word in posts.ministry_words and (ministry := words.ministry.match(text, after + 1, stop)):
                    return self._of_country(ministry.end(), stop)
                if word in posts.seats:
                    place = (
                        self._areas.place(after + 1, role, stop) if text[after : after + 1] == " " else after
                    )
                    return place if place > after + 1 else after
            if (
                word.startswith(posts.glued_prepositions)
                and word not in words.common
                and word[2:] in words.glued_behind
            ):
                return end  # «ناجا دردومین همایش», «سازمان دراین نشست», «مجلس ازمخالفت»
            if count and word.endswith(posts.indefinite_endings) and len(word) > _SHORTEST_INDEFINITE:
                return end  # «رئیس سازمان پرسش‌هایی را …»
            if count and begin == end + 1 and self._is_whole(text[last:end], word, begin):
                return end  # «رئیس سازمان بازرسی کشور پرونده را …»
            last, end, begin = begin, after, after + 1
        return end

    def _is_whole(self, last: str, word: str, begin: int) -> bool:
        """Whether an organisation's name is whole with the country or house it ends with: what follows is a
        word of the news and none that goes on with it («مجلس شورای …», «ایران خودرو»)."""
        words = self._words
        if last not in words.closing or word in words.posts.behind_closing or begin in self._places:
            return False
        return word in words.common and word not in words.posts.countries and begin not in self._roles

    def _without_predicate(self, word: str, position: int, last: int, end: int) -> int:
        """The end of a name before `word`: a noun before a light verb belongs to the verb («انتظار دارد»),
        only some do before its participle or a link («هشدار داده», «توقیف شد»)."""
        text = self._text
        if last <= position or text[last - 1] != " ":
            return end
        noun = text[last:end]
        if word == _FROM:
            return last - 1 if noun in self._posts.before_from else end
        light = word_classes().get(word) is WordClass.LIGHT_VERB and word not in self._posts.links
        if light or (noun in self._posts.predicates and word in light_verbs()):
            return last - 1
        return end

    def _called(self, start: int, end: int, stop: int) -> int:
        """Where a name in quotes ends that what the word at [start, end) means is called by."""
        text = self._text
        if text[start:end] not in self._posts.called or text[end + 1 : end + 2] not in _QUOTES:
            return end
        quoted = _QUOTED.match(text, end, stop)
        if quoted is None or self._names.at(text, quoted.start(1), quoted.end(1)):
            return end
        return quoted.end()

    def _next(self, start: int, end: int, stop: int) -> int:
        """Where the name's next word begins behind the one at [start, end), -1 where it has none."""
        text = self._text
        begin = end + 1 if text[end : end + 1] == " " else end
        if text[begin : begin + 1] == "(" and (blessing := self._patterns.blessing.match(text, begin, stop)):
            here = blessing.end()
            return here if here in self._places or self._patterns.in_area.match(text, here) else -1
        if text[begin : begin + 1] == "،":
            if text[start:end] in self._posts.fields and (field := _FIELD.match(text, begin, stop)):
                return (
                    field.start(1) if field[1] in self._posts.fields else self._after_comma(begin + 1, stop)
                )
            return self._after_comma(begin + 1, stop)
        if (dash := self._words.dashed_field.match(text, end, stop)) is not None:
            return dash.end()
        return begin if begin > end else -1

    def _is_name(self, begin: int, stop: int, before: str) -> bool:
        """Whether a person's name begins here, and not the name of a school or a street."""
        if before in self._posts.namesakes or self._patterns.son_of.match(self._text, begin, stop):
            return False
        name = self._names.at(self._text, begin, stop)
        return name is not None and name.sure and name.surname_start not in self._places

    def _joins(self, position: int, stop: int) -> bool:
        """Whether what follows «و» belongs to the organisation's name."""
        text, words = self._text, self._words
        match = _WORD.match(text, position + 1, stop)
        if match is None or match.start() in self._roles:
            return False
        if words.ends_title(match[0]) and words.posts.compounds.match(text, match.start(), stop) is None:
            return False
        word = match[0]
        if word in words.names.professions:
            return False  # «رئیس کتابخانه ملی و نویسنده»
        if self._patterns.delegation.match(text, match.start()):
            return False
        if match.start() not in self._places and self._names.is_plain_surname(word):
            return False
        _, honored = self._names.skip_honorifics(text, match.start(), stop)
        if honored or (word not in words.common and self._unheard_holder(match.end(), stop)):
            return False
        named = word in words.given or word in words.names.descent
        return not (named and self._names.at(text, match.start(), stop))

    def _unheard_holder(self, position: int, stop: int) -> bool:
        """Whether one more unknown word and a role follow: «و NAME SURNAME مدیر …»."""
        match = _WORD.match(self._text, position + 1, stop)
        if match is None or match[0] == _AND or match[0] in self._words.common:
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
        if first is None or begin in self._roles or self._words.ends_title(first[0]):
            return -1
        follow = self._patterns.enumeration.match(text, first.end(), stop)
        if follow is None and first[0] in self._posts.paired:
            follow = self._patterns.pair.match(text, first.end(), stop)
        if follow is None or f" {_OBJECT} " in text[begin : min(stop, follow.end() + 25)]:
            return -1
        another = (
            follow[1] in self._posts.other_organizations
            or self._words.ends_title(follow[1])
            or follow.start(1) in self._roles
        )
        return -1 if another else begin
