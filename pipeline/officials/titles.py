"""Read a post at its role word: how far the title goes, what it is the head of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.officials.complements import ComplementReader
from pipeline.officials.scanned import ScannedArticle
from pipeline.officials.vocabulary import START, Role

_WORD = re.compile(r"[^\W\d_]+")
_REMEMBERED = 12  # titles of one role that are recognised where they stand again
_IN, _THIS = "در", "این"
_GOING_ON = (" و ", f" {_IN} ", "،", " ،")  # behind a title: it may be longer here
_LONGEST_WORD = 16
_LONGEST_TITLE = 60
_LONGEST_CHARGE = 80
_LONGEST_ROLE = 24
_DATE = 10  # letters
_MOST_DIGITS = 3  # with a sign before them
_OPENING = '(«"'
_SIGNS = "،؛:.»\"')\n"


_WHOLE = frozenset({"none", "country", "court"})  # complements that a title may lack

# A role, and the weighty words of its organisation.
PostKey = tuple[str, frozenset[str]]


@dataclass(slots=True)
class Title:
    """A title in the folded text. organization: where what it is the head of stands, if anywhere.
    indefinite: یک، این … stands before it. former: a past post. of_this: the organisation is one spoken of
    before («مدیرعامل این شرکت», «شهردار منطقه»)."""

    start: int
    end: int
    role: Role
    role_end: int
    organization: tuple[int, int] | None = None
    indefinite: bool = False
    former: bool = False
    of_this: bool = False
    key: PostKey | None = None  # what tells it from other posts, once that is known

    def moved(self, start: int) -> Title:
        """The same title where it stands again."""
        by = start - self.start
        organization = self.organization and (self.organization[0] + by, self.organization[1] + by)
        role_end = self.role_end + by
        return Title(
            start,
            self.end + by,
            self.role,
            role_end,
            organization,
            False,
            self.former,
            self.of_this,
            self.key,
        )

    @property
    def extent(self) -> int:
        """How many letters name the organisation."""
        return self.organization[1] - self.organization[0] if self.organization else 0

    @property
    def bare(self) -> bool:
        """Whether it says no more than the role, where the role needs more."""
        if self.organization is not None:
            return self.of_this
        return self.of_this or self.role.complement not in _WHOLE


class TitleReader:
    """Reads the titles of one article. Positions are of the folded text; `stop` is the end of the
    sentence."""

    def __init__(self, article: ScannedArticle) -> None:
        self._words, self._text, self._roles = article.words, article.text, article.roles
        self._posts, self._patterns = article.words.posts, article.words.posts.patterns
        self._complements = ComplementReader(article)
        self._read: dict[str, dict[str, Title]] = {}

    def begins(self, position: int) -> bool:
        """Whether a role word begins here."""
        return position in self._roles

    def at(self, start: int, stop: int) -> Title | None:
        """The title whose role word stands at `start`, if it is one."""
        text = self._text
        role_end, role = self._roles[start]
        words, posts = self._words, self._posts
        before = self._word_before(start)
        if before.endswith(posts.glued_roles) and (deputy := self._deputy(before, text[start:role_end])):
            before, start, role = "", start - 1 - len(deputy[0]), deputy[1]
        if before in posts.no_role_after or text.startswith(posts.no_role_before, role_end + 1):
            return None
        if self._patterns.no_office.match(text, role_end):
            return None
        if before[-1:].isdigit() and self._is_counted(role, before, start):
            return None
        following = text[role_end + 1 : role_end + _LONGEST_WORD].partition(" ")[0]
        if following.rstrip(_SIGNS) in words.names.second_surnames or self._is_surname(
            before, start, role_end
        ):
            return None
        if role.person and before in words.given:
            return None  # «سعید قاضی مغربی»
        if self._represents(role, role_end, stop):
            return None
        indefinite = before in posts.indefinite
        alike = self._read.setdefault(text[start:role_end], {})
        shorter = None
        for known, earlier in alike.items():
            if text.startswith(known, start):
                if self._closes(start + len(known)):
                    return self._again(earlier, start, indefinite)
                shorter = earlier
        if (
            role.charge
            and self._patterns.charge.search(text, role_end, min(stop, role_end + _LONGEST_CHARGE)) is None
        ):
            return None
        title = Title(start, role_end, role, role_end, None, indefinite)
        position = self._adjectives(role_end, stop, title)
        if position > role_end + 1 and (whole := self._whole(start, role_end, position)):
            title.role_end, role = whole
            title.role = role
            position = self._adjectives(title.role_end, stop, title)
        end = self._complements.read(position, role, stop)
        if role.head in posts.in_charge and text[position:end].rsplit(" ", 1)[-1] in words.vague:
            return None
        foreign = not words.foreign_words.isdisjoint(text[position:end].split(" "))
        if role.head in posts.abroad and not foreign and posts.led.match(text, position, end) is None:
            return None
        if end > position:
            if shorter is not None and self._runs_on(start + shorter.end - shorter.start, end):
                return self._again(shorter, start, indefinite)
            if text[position:end] in posts.gatherings or self._is_outlawed(role, position, end):
                return None
            if role.of is not None and not self._is_of(role.of, position, end):
                return None
            title.organization = (position, end)
            nameless = role.complement == "place" and text[position:end] in posts.areas
            title.of_this = nameless or text.startswith(f"{_THIS} ", position)
            title.end = end
            if role.charge and self._patterns.charge.match(text, end, stop) is None:
                return None
            title.end = self._qualified(end, stop, title)
            if role.complement == "ministry" and title.end > end:  # «وزیر خارجه پیشین آمریکا»
                country = words.country.match(text, title.end + 1, stop)
                title.end = country.end() if country else title.end
            if len(alike) < _REMEMBERED:
                alike[text[start : title.end]] = title
        elif role.of is not None:
            return None
        else:
            title.end = self._qualified(title.role_end, stop, title)
            if role.complement == "country" and (
                this := self._patterns.this_country.match(text, title.end, stop)
            ):
                title.end = this.end()
        return title

    def _is_outlawed(self, role: Role, start: int, end: int) -> bool:
        """Whether it is membership of what gives no posts."""
        posts = self._posts
        return role.name in posts.members and not posts.outlawed.isdisjoint(self._text[start:end].split(" "))

    def _is_of(self, words: re.Pattern[str], start: int, end: int) -> bool:
        """Whether one of these words stands in what a post is of, told by more: «استاد دانشگاه تهران»."""
        found = words.search(self._text, start, end)
        return found is not None and found.end() < end

    def _deputy(self, before: str, role: str) -> tuple[str, Role] | None:
        """The first word of a role that a lost blank glued to what is before it («استمعاون وزیر»), and the
        role."""
        first = next(word for word in self._posts.glued_roles if before.endswith(word))
        deputy = self._words.role_of.get(f"{first} {role}")
        return (first, deputy) if deputy is not None and len(before) > len(first) + 1 else None

    def _represents(self, role: Role, end: int, stop: int) -> bool:
        """Whether somebody is sent to a contest, speaks for a thing as its «سفیر», plans a film: no post."""
        words, posts = self._words, self._posts
        if role.head in posts.representatives:
            reach = min(stop, end + _LONGEST_TITLE)
            return self._patterns.contest.match(self._text, end, reach) is not None
        word = self._text[end + 1 : end + _LONGEST_WORD].split(" ", 1)[0].rstrip(_SIGNS)
        if role.head.startswith(posts.executors):
            return word in posts.arts
        if role.head not in posts.ambassadors:
            return False
        return (word in words.common or word in words.given_ambiguous) and not (
            word in words.of_states or word in posts.present or word in posts.former
        )

    def _again(self, earlier: Title, start: int, indefinite: bool) -> Title:
        """A title read before, where it stands again."""
        title = earlier.moved(start)
        title.indefinite = indefinite
        return title

    def _runs_on(self, known: int, end: int) -> bool:
        """Whether what stands between a title known already and this end is the verb's object."""
        if known >= end:
            return False
        text = self._text
        if text.startswith(" را ", end):
            return True
        patterns = self._patterns
        return patterns.verb_object.match(text, end) is not None and not patterns.wider.search(
            text, known, end
        )

    def _closes(self, position: int) -> bool:
        """Whether no title goes on here: a sign stands here, or a word that belongs to no name."""
        text = self._text
        if text[position : position + 1] != " ":
            return not text[position : position + 1].isalnum() and not text.startswith(_GOING_ON, position)
        following = text[position + 1 : position + _LONGEST_WORD].split(" ", 1)[0]
        return following in self._words.ends and following != _IN

    def _is_surname(self, before: str, start: int, end: int) -> bool:
        """Whether the role word is somebody's surname: «علیرضا دبیر گفت»."""
        words, text = self._words, self._text
        if before not in words.given or text[start:end] not in words.names.surname_roles:
            return False
        return self._closes(end) or end + 1 in self._roles

    def _word_before(self, start: int) -> str:
        """The word that stands before `start`, behind one blank."""
        text, end = self._text, start - 1
        if end <= 0 or text[end] not in " \n":
            return ""
        return text[text.rfind(" ", end - 12 if end > 12 else 0, end) + 1 : end]

    def _whole(self, start: int, end: int, position: int) -> tuple[int, Role] | None:
        """Where a role of several words ends in which an adjective stands («رئیس محترم قوه مقننه»), and the
        role."""
        found = None
        phrase = self._text[start:end]
        for word in _WORD.finditer(self._text, position, position + _LONGEST_ROLE):
            phrase = f"{phrase} {word[0]}"
            if (role := self._words.role_of.get(phrase)) is not None:
                found = word.end(), role
        return found

    def _is_counted(self, role: Role, before: str, start: int) -> bool:
        """Whether the word before the role counts its holders: «۶ مدیر باشگاه», not «سال ۹۸ مدیر …»."""
        if role.head not in self._posts.counted_posts or not before.lstrip(_OPENING).isdigit():
            return False
        end = start - 1 - len(before)
        return len(before) <= _MOST_DIGITS and not self._patterns.dated.search(
            self._text, max(0, end - _DATE), end
        )

    def _adjectives(self, position: int, stop: int, title: Title) -> int:
        """Skip سابق, محترم, جدید … and note what they say; the position of the next word."""
        text = self._text
        while True:
            begin = position + 1 if text[position : position + 1] == " " else position
            if text[begin : begin + START] not in self._words.adjective_starts:
                return begin
            match = _WORD.match(text, begin, stop)
            if match is None or self._is_told(title, match):
                return begin
            if match[0] in self._posts.former:
                title.former = True
            elif match[0] not in self._posts.present:
                return begin
            position = match.end()

    def _qualified(self, end: int, stop: int, title: Title) -> int:
        """Where a title ends with the adjectives behind it («وزیر نفت سابق», «رئیس‌جمهور وقت»); note what
        they say."""
        text, words, posts = self._text, self._words, self._posts
        while text[end + 1 : end + 1 + START] in words.adjective_starts:
            match = _WORD.match(text, end + 1, stop)
            if match is None or match[0] not in words.qualifiers or text[end] != " ":
                return end
            if self._is_told(title, match):
                return end
            title.former |= match[0] in posts.former
            end = match.end()
        return end

    def _is_told(self, title: Title, word: re.Match[str]) -> bool:
        """Whether «مکلف» is no designate's: «وزیر مکلف شد», but «نخست‌وزیر مکلف لبنان»."""
        posts = self._posts
        if word[0] not in posts.designates:
            return False
        return title.role.head not in posts.never_at_home or (
            self._patterns.told_to.match(self._text, word.end()) is not None
        )
