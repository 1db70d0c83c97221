"""Join the people a model found to the posts that rules found, and see who speaks.

Precision first: an office gets a name that touches its title, or that of the only speaker whom nothing else
accounts for. Everybody else stays a person without a post."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher

from pipeline.document import Document, Entity, Mention, Official, Statement
from pipeline.officials.names import NameReader
from pipeline.officials.vocabulary import vocabulary
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_APPOSITION = re.compile(r"[»\"')]* ?[،,-] ?[«\"'(]*")
_CLOSED = re.compile(r"[»\"')]* ?(?:[،,:.)-]|$)")
_WORD = re.compile(r"[ء-ی]+")
_NEXT_WORD = re.compile(r"[»\"')]* ?[،,-]? ?([ء-ی]+)")
_THAT = re.compile(r"(?<!\w)(?:این)?که(?!\w)")  # what one says begins behind it
_CUT_OFF = ("…", "..")
_MOST_WORDS = 5
_TITLES = 3  # mentions of an office beside which its holder's name is looked for
_NEAR = 80  # letters that lie between them at most
_MOST_OFFICIALS = 60  # with whose names and places a name is compared: time stays linear
_SHORTEST = 4  # letters of a name that may be a part of another
_LIKENESS = 0.8  # of two spellings of one name


class Linking:
    """One article whose entities are found."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._words = vocabulary()
        self._names = NameReader(self._words)
        self._places = {place.start for place in document.places}
        people = (self._person(e) for e in document.entities if e.label == "PERSON")
        self._people = [person for person in people if person is not None]
        self._starts = [person.start for person in self._people]

    def link(self) -> None:
        """Name offices and add statements."""
        offices = [official for official in self._document.officials if official.name is None]
        for office in offices:
            self._name_beside(office)
        self._read_statements()
        for official in self._document.officials:
            official.mentions.sort(key=lambda mention: mention.start)

    def _person(self, entity: Entity) -> Entity | None:
        """An entity as a name: honorifics and words that no name has off; None where nothing is left."""
        text, known = self._text, self._words
        start, _ = self._names.skip_honorifics(text, entity.start, entity.end)
        words = list(_WORD.finditer(text, start, entity.end))
        while words and (words[-1][0] in known.ends or words[-1][0] in known.role_words):
            words.pop()
        if not words or len(words) > _MOST_WORDS or words[0].start() in self._places:
            return None
        if any(word[0] in known.role_words or word[0] in known.posts.groups for word in words):
            return None
        first = words[0][0]
        if first in known.common and not (first in known.given or first in known.surnames):
            return None
        if text[words[0].start() : words[-1].end()].count(" ") != len(words) - 1:
            return None
        if text.startswith(_CUT_OFF, words[-1].end()):
            return None
        return Entity(words[0].start(), words[-1].end(), "PERSON")

    # offices

    def _name_beside(self, office: Official) -> None:
        """Give an office the full name that touches one of its titles."""
        for mention in office.mentions[:_TITLES]:
            if mention.kind != "title":
                continue
            for person in self._within(mention.start - _NEAR, mention.end + _NEAR):
                if self._is_full(person) and self._touches(person, mention) and self._is_free(person):
                    self._give_name(office, person)
                    return

    def _within(self, start: int, end: int) -> list[Entity]:
        """The people who begin in a stretch of text."""
        return self._people[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _touches(self, person: Entity, title: Mention) -> bool:
        """Whether a name and a title are one holder: «دبیرکل … آنتونیو گوترش», «…، دبیرکل …،»."""
        text = self._text
        if title.end <= person.start:
            begin, _ = self._names.skip_honorifics(text, title.end, person.end)
            if begin == person.start:
                return "(" not in text[title.end : begin] or text.startswith(")", person.end)
            joint = _APPOSITION.match(text, title.end, person.start)
            if joint is None:
                return False
            begin, _ = self._names.skip_honorifics(text, joint.end(), person.end)
            return begin == person.start and _CLOSED.match(text, person.end) is not None
        between = text[person.end : title.start]
        return _APPOSITION.fullmatch(between) is not None and self._opens(person)

    def _opens(self, person: Entity) -> bool:
        """Whether no list goes on to this name: nothing but a joint or a preposition stands before it."""
        before = self._text[max(0, person.start - 16) : person.start].rstrip("«\"'( ")
        return not before.endswith(" و")

    def _is_full(self, person: Entity) -> bool:
        return " " in self._text[person.start : person.end]

    def _is_free(self, person: Entity) -> bool:
        """Whether no official has this name or stands here."""
        return self._known(person) is None and not any(
            mention.start < person.end and person.start < mention.end
            for official in self._document.officials[:_MOST_OFFICIALS]
            for mention in official.mentions[:_MOST_OFFICIALS]
        )

    def _give_name(self, office: Official, person: Entity) -> None:
        text = self._text
        office.name = polish(self._document.raw_text(person.start, person.end))
        first_end = text.find(" ", person.start, person.end)
        first = text[person.start : first_end]
        if first_end > 0 and (first in self._words.given or first not in self._words.surnames):
            office.surname = polish(self._document.raw_text(first_end + 1, person.end))
        office.mentions.append(Mention(person.start, person.end, "name"))

    # statements

    def _read_statements(self) -> None:
        """Whose are the statements without a subject: an official's whose name this is, that of the office
        whose holder is not named yet, or a person's without a post."""
        document = self._document
        settled = [s for s in document.statements if s.kind == "says" and s.speaker is not None]
        passed = 0
        for index, verb in document.open_statements:
            while passed < len(settled) and settled[passed].sentence < index:
                passed += 1
            person = self._subject(document.sentences[index].start, verb)
            if person is not None and not self._words.speech.patterns.had_done.match(self._text, verb):
                last = settled[passed - 1].speaker if passed else None
                if last is not None and last.name is None and self._is_another(person, verb):
                    last = None
                document.statements += self._statement(index, person, last)
        document.statements.sort(key=lambda statement: statement.sentence)

    def _statement(self, index: int, person: Entity, last: Official | None) -> list[Statement]:
        """What it means that a person speaks in a sentence. last: who spoke last before, by the rules."""
        speaker = self._known(person)
        if speaker is not None:
            speaker.mentions.append(Mention(person.start, person.end, "name"))
            return [Statement(index, "says", speaker)]
        if last is not None and last.name is None:
            if not self._is_full(person):
                return []
            self._give_name(last, person)
            return [Statement(index, "says", last)]
        if last is not None and not self._is_full(person) and self._is_given_name(person, last):
            return []
        # A bare surname may be a misspelling of somebody known: "وی" still means who spoke before.
        return [Statement(index, "says" if self._is_full(person) else "report", None)]

    def _is_another(self, person: Entity, verb: int) -> bool:
        """Whether a speaker is told apart from who spoke before: by what he is, or by «نیز»."""
        said = _THAT.search(self._text, person.end, verb)
        told = verb if said is None else said.start()
        word = _NEXT_WORD.match(self._text, person.end, told)
        if word is not None and (
            word[1] in self._words.names.professions or word[1] in self._words.role_words
        ):
            return True
        return self._words.speech.contrast.search(self._text, person.end, told) is not None

    def _subject(self, start: int, verb: int) -> Entity | None:
        """The person who is the subject of a verb of speech: at the sentence's head, or right before the
        verb where a new phrase begins."""
        head, _ = self._names.skip_honorifics(self._text, start, verb)
        for person in self._within(start, verb):
            if person.end <= verb:
                if person.start == head:
                    return person
                if person.end + 1 == verb and self._begins_phrase(person.start, start):
                    return person
        return None

    def _begins_phrase(self, position: int, start: int) -> bool:
        """Whether nothing before a name, honorifics aside, can rule it, as in «در جواب ترامپ نوشت»."""
        before = self._text[max(start, position - 24) : position]
        if honorific := self._words.honored.search(before):
            before = before[: honorific.start() + 1]
        before = before.rstrip("«\"' ")
        return before.endswith(("،", "؛", ":", ".", "\n")) or (
            before.rsplit(" ", 1)[-1] in self._words.speech.subject_after
        )

    def _is_given_name(self, person: Entity, official: Official) -> bool:
        """Whether a slip of the pen made a surname of somebody's given name: «اکبری» for «اکبر …»."""
        name = self._text[person.start : person.end]
        given = fold_phrase(official.name or "").split(" ")[0]
        return name in (given + "ی", given + "یی")

    def _known(self, person: Entity) -> Official | None:
        """The official whose name or surname this is, as far as spelling goes."""
        name = self._text[person.start : person.end].replace(" ", "")
        for same in (str.__eq__, _alike):
            for official in self._document.officials[:_MOST_OFFICIALS]:
                for other in (official.surname, official.name):
                    if other is not None and same(name, _squeezed(other)):
                        return official
        return None


def _alike(name: str, other: str) -> bool:
    """Whether one name is a part of the other, or the two are spellings of one."""
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < _SHORTEST:
        return False
    return (
        longer.startswith(shorter)
        or longer.endswith(shorter)
        or SequenceMatcher(None, name, other).ratio() >= _LIKENESS
    )


def _squeezed(name: str) -> str:
    return fold_phrase(name).replace(" ", "")
