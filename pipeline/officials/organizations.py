"""Which organisation a post belongs to: «معاون سیاسی استانداری تهران» is a post of «استانداری تهران»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import vocabulary
from pipeline.rulebook.fields import Pattern, Phrase, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import any_phrase, spellings
from pipeline.text.folding import fold_phrase

_SIGNS = re.compile("[،-]")
_AND, _IN = "و", "در"


class NamedOffice(BaseModel):
    """What the organisation of a post is called where what follows the role begins so; None: it has none."""

    model_config = ConfigDict(extra="forbid")

    heads: PhraseSet
    follows: Phrase
    name: str | None


class OrganizationsPatterns(BaseModel):
    """The patterns of rules/organizations.yaml."""

    model_config = ConfigDict(extra="forbid")

    head: Pattern
    field: Pattern
    board: Pattern
    opening: Pattern
    charge: Pattern
    house: Pattern
    constituents: Pattern
    ending: Pattern
    glued_province: Pattern


class OrganizationsFile(RuleFile):
    """rules/organizations.yaml; what each list means is said there."""

    persons: dict[str, str]
    about: PhraseSet
    deputies: PhraseSet
    presidents: Phrases
    named: list[NamedOffice]
    whole: dict[str, str]
    light: PhraseSet
    short_forms: dict[str, list[str]]
    iran: list[str]
    iran_in_words: list[str]
    not_iran: PhraseSet
    patterns: OrganizationsPatterns
    examples: dict[str, str | None]


class Organizations:
    """Finds the organisation in titles. One per process: `organizations()`."""

    def __init__(self, rules: OrganizationsFile) -> None:
        self._rules, self._patterns = rules, rules.patterns
        self._presidents = tuple(f"{head} " for head in rules.presidents)
        self._whole = {spelling: name for head, name in rules.whole.items() for spelling in spellings(head)}
        self._persons = {person: name for word, name in rules.persons.items() for person in spellings(word)}
        self._person = re.compile(rf"(?<!\w){any_phrase(self._persons).pattern}")
        self._only_fields = re.compile(rf"(?:{rules.patterns.field.pattern}(?: |$))+")
        self._short_forms = {
            spelling: self._stems(words)
            for short, words in rules.short_forms.items()
            for spelling in spellings(short)
        }
        self._iran, self._iran_in_words = self._stems(rules.iran), self._stems(rules.iran_in_words)
        self._called_iran = self._stems(rules.iran[:1])
        self.foreign_words = self._stems(vocabulary().foreign_words)  # as `weighty_words` has them

    def find(self, text: str, title: Title) -> tuple[str, int, int] | None:
        """The organisation of a title in the folded text: what to put before text[start:end], if anything,
        and these; None where the title names none."""
        role = title.role
        whole = self._whole.get(role.head)
        if whole is not None:
            start, end = title.organization or (title.end, title.end)
            return whole, (end if text.startswith(f"{_IN} ", start) else start), end
        if title.organization is None:
            rest = self._behind_adjectives(text, text.find(" ", title.start, title.role_end) + 1)
            named = role.complement == "none" and rest and role.head.startswith(self._presidents)
            return ("", rest, title.role_end) if named else None
        start, end = title.organization
        if role.head.startswith(vocabulary().posts.envoys):
            end = self._without_seat(text, start, end)
        if role.organization is not None:
            word, blank, _ = text[start:end].partition(" ")
            if blank and role.organization.startswith(word):
                start += len(word) + 1  # استاندار استان یزد
            return role.organization, start, self._without_charge(text, start, end)
        for office in self._rules.named:
            if role.head in office.heads and text.startswith(office.follows, start):
                return (office.name, start, end) if office.name is not None else None
        if role.head in self._rules.deputies:
            return self._of_deputy(text, start, end)
        return self._of_head(text, start, end, role.head in self._rules.about)

    def _of_deputy(self, text: str, start: int, end: int) -> tuple[str, int, int] | None:
        """Where a representative sits, or whose he is."""
        house = self._patterns.house.search(text, start, end)
        if house is not None:
            return "", house.start(), end
        if self._patterns.constituents.match(text, start, end):
            return None
        head = self._patterns.head.match(text, self._opened(text, start, end), end)
        return ("", head.start(), self._without_charge(text, head.start(), end)) if head else None

    def _of_head(self, text: str, start: int, end: int, about: bool) -> tuple[str, int, int] | None:
        """The organisation in what follows a role; about: what the post is about may stand before it."""
        start = self._opened(text, start, end)
        end = self._without_charge(text, start, end)
        board = self._patterns.board.match(text, start, end)
        if board is not None and board.end() < end:
            start = board.end()
        if not about or self._patterns.head.match(text, start, end):
            return "", start, end
        head, person = self._patterns.head.search(text, start, end), self._person.search(text, start, end)
        if head is not None and (person is None or head.start() < person.start()):
            return "", head.start(), end
        if person is not None:
            return self._persons[person[0]], person.end(), end
        return None if self._only_fields.fullmatch(text, start, end) else ("", start, end)

    def _behind_adjectives(self, text: str, start: int) -> int:
        """Where the next word begins that is no adjective of a role: «رئیس وقت مجلس»."""
        words = vocabulary()
        while start and (blank := text.find(" ", start)) > 0 and text[start:blank] in words.adjectives:
            start = blank + 1
        return start

    def _without_seat(self, text: str, start: int, end: int) -> int:
        """Where an envoy's organisation ends before the country he is sent to: «سازمان ملل در لیبی»."""
        abroad = f" {_IN} "
        seat = text.rfind(abroad, start, end)
        sent = vocabulary().seat_abroad.match(text, seat + len(abroad), end) if seat > 0 else None
        return seat if sent is not None and sent.end() == end else end

    def _opened(self, text: str, start: int, end: int) -> int:
        opening = self._patterns.opening.match(text, start, end)
        return opening.end() if opening else start

    def _without_charge(self, text: str, start: int, end: int) -> int:
        charge = self._patterns.charge.search(text, start, end)
        return charge.start() if charge else end

    def weighty_words(self, name: str) -> frozenset[str]:
        """The words of an organisation's folded name that tell it from others, without their endings."""
        common, light = vocabulary().common, self._rules.light
        words: set[str] = set()
        for word in self._patterns.glued_province.sub(r"\1 ", _SIGNS.sub(" ", name)).split():
            if word[0] == _AND and word[1:] in common:
                word = word[1:]  # «وتجارت»
            if word not in light:
                words.update(self._short_forms.get(word) or (self._stem(word),))
        if not self._iran.isdisjoint(words) and self._rules.not_iran.isdisjoint(words):
            words = words - self._iran_in_words | self._called_iran
        return frozenset(words - light)

    def _stems(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(self._stem(fold_phrase(word)) for word in words)

    def _stem(self, word: str) -> str:
        """A word without its ending, in one spelling: «امریکا» is «آمریکا»."""
        return self._patterns.ending.sub("", word.replace("آ", "ا"))


@lru_cache(maxsize=16384)
def weighty_words(name: str) -> frozenset[str]:
    """See `Organizations.weighty_words`."""
    return organizations().weighty_words(name)


@cache
def organizations() -> Organizations:
    """What the rules in place say of organisations."""
    return Organizations(load_rules("organizations", OrganizationsFile))
