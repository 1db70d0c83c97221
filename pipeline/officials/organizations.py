"""Which organisation a post belongs to: «معاون سیاسی استانداری تهران» is a post of «استانداری تهران»."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.officials.titles import Title
from pipeline.officials.vocabulary import vocabulary
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern, spellings

_HEAD_OF = "رئیس "
_ENVOYS = ("نماینده", "فرستاده")


class NamedOffice(BaseModel):
    """What the organisation of a post is called where what follows the role begins so; None: it has none."""

    model_config = ConfigDict(extra="forbid")

    heads: frozenset[str]
    follows: str
    name: str | None


class OrganizationsFile(RuleFile):
    """rules/organizations.yaml; what each list means is said there."""

    heads: str
    not_behind: list[str]
    persons: dict[str, str]
    about: frozenset[str]
    fields: str
    boards: str
    openings: str
    charges: str
    deputies: frozenset[str]
    house: str
    constituents: str
    named: list[NamedOffice]
    whole: dict[str, str]
    examples: dict[str, str | None]


class Organizations:
    """Finds the organisation in titles. One per process: `organizations()`."""

    def __init__(self, rules: OrganizationsFile) -> None:
        self._about, self._deputies = rules.about, rules.deputies
        self._named, self._whole = rules.named, rules.whole
        behind = "".join(f"(?<!{spelling} )" for word in rules.not_behind for spelling in spellings(word))
        self._head = compile_pattern(rf"(?<!\w){behind}{rules.heads}")
        self._persons = {person: name for word, name in rules.persons.items() for person in spellings(word)}
        people = "|".join(map(re.escape, sorted(self._persons, key=len, reverse=True)))
        self._person = re.compile(rf"(?<!\w)(?:{people})(?!\w)")
        self._only_fields = compile_pattern(rf"(?:{rules.fields}(?: |$))+")
        self._board = compile_pattern(rules.boards)
        self._opening = compile_pattern(rules.openings)
        self._charge = compile_pattern(rules.charges)
        self._house = compile_pattern(rules.house)
        self._constituents = compile_pattern(rules.constituents)

    def find(self, text: str, title: Title) -> tuple[str, int, int] | None:
        """The organisation of a title in the folded text: what to put before text[start:end], if anything,
        and these; None where the title names none."""
        role = title.role
        whole = self._whole.get(role.head)
        if whole is not None:
            start, end = title.organization or (title.end, title.end)
            return whole, (end if text.startswith("در ", start) else start), end
        if title.organization is None:
            rest = self._behind_adjectives(text, text.find(" ", title.start, title.role_end) + 1)
            named = role.complement == "none" and rest and role.head.startswith(_HEAD_OF)
            return ("", rest, title.role_end) if named else None
        start, end = title.organization
        if role.head.startswith(_ENVOYS):
            end = self._without_seat(text, start, end)
        if role.organization is not None:
            word, blank, _ = text[start:end].partition(" ")
            if blank and role.organization.startswith(word):
                start += len(word) + 1  # استاندار استان یزد
            return role.organization, start, self._without_charge(text, start, end)
        for office in self._named:
            if role.head in office.heads and text.startswith(office.follows, start):
                return (office.name, start, end) if office.name is not None else None
        if role.head in self._deputies:
            return self._of_deputy(text, start, end)
        return self._of_head(text, start, end, role.head in self._about)

    def _of_deputy(self, text: str, start: int, end: int) -> tuple[str, int, int] | None:
        """Where a representative sits, or whose he is."""
        house = self._house.search(text, start, end)
        if house is not None:
            return "", house.start(), end
        if self._constituents.match(text, start, end):
            return None
        head = self._head.match(text, self._opened(text, start, end), end)
        return ("", head.start(), self._without_charge(text, head.start(), end)) if head else None

    def _of_head(self, text: str, start: int, end: int, about: bool) -> tuple[str, int, int] | None:
        """The organisation in what follows a role; about: what the post is about may stand before it."""
        start = self._opened(text, start, end)
        end = self._without_charge(text, start, end)
        board = self._board.match(text, start, end)
        if board is not None and board.end() < end:
            start = board.end()
        if not about or self._head.match(text, start, end):
            return "", start, end
        head, person = self._head.search(text, start, end), self._person.search(text, start, end)
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
        seat = text.rfind(" در ", start, end)
        sent = vocabulary().seat_abroad.match(text, seat + 4, end) if seat > 0 else None
        return seat if sent is not None and sent.end() == end else end

    def _opened(self, text: str, start: int, end: int) -> int:
        opening = self._opening.match(text, start, end)
        return opening.end() if opening else start

    def _without_charge(self, text: str, start: int, end: int) -> int:
        charge = self._charge.search(text, start, end)
        return charge.start() if charge else end


@cache
def organizations() -> Organizations:
    """What the rules in place say of organisations."""
    return Organizations(load_rules("organizations", OrganizationsFile))
