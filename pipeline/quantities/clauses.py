"""The clause that leads to a number: what it is about, what it measures, what it is for."""

import re
from collections.abc import Container, Mapping

from pipeline.lexicon import WordClass
from pipeline.quantities.phrases import Phrase, PhraseFinder
from pipeline.quantities.words import letters, word_at

_AND, _JOINT = "و", " و "
_PREPOSITION = WordClass.PREPOSITION
_CLAUSE_EDGES = frozenset((WordClass.COPULA, WordClass.VERB, WordClass.LIGHT_VERB, WordClass.CONJUNCTION))
_LAST_EDGE = re.compile(r'.*(?:[:؛،"«»)]|/ )')
_AGE_WORDS = 12  # letters between a phrase and the number of its age group
_RELATIVE_WORD, _RELATIVE = " که ", 4
_VERBS = (WordClass.COPULA, WordClass.VERB, WordClass.LIGHT_VERB)
_CLAUSE_REACH = 160  # letters in which a clause's beginning is looked for


class ClauseReader(PhraseFinder):
    """Noun phrases of the clauses of one article."""

    def __init__(
        self,
        text: str,
        edges: Container[int],
        measuring: Container[int],
        dates: Mapping[int, int],
        ages: Mapping[int, int],
    ) -> None:
        """measuring: the places where a quantity's number begins. ages: those where the number of an age
        group begins («بالای ۱۵ سال»), with where the group ends. The others: see PhraseFinder."""
        super().__init__(text, edges, dates)
        self._measuring, self._ages = measuring, ages
        self._latest = -1, (0, 0, False)  # the clause that was asked for last

    def measured(self, position: int, floor: int, anywhere: bool = False) -> Phrase | None:
        """The noun phrase of the clause that leads to `position` which begins with what is measured («قیمت هر
        بشکه نفت در بازار جهانی»), if neither a verb nor another figure stands behind it.

        anywhere: it may stand behind a noun that is no part of it («وزیر هزینه ساخت را …»). So it may behind
        a frame («طبق آمار بانک نرخ تورم …»)."""
        rules = self._rules
        measurable, prepositions, times_named = rules.measurable, rules.prepositions, rules.times_named
        begin, end, _ = self._clause(position, floor)
        words = self._text[begin:end].split(" ")
        if words[-1] in rules.figure_nouns and len(words) > 1:
            end -= len(words.pop()) + 1
        if measurable.isdisjoint(words):
            return None
        cursor, found, governed, aged = begin, None, False, 0
        if frame := self._frame(begin, end):
            cursor, governed, anywhere = frame.end(), True, True
            words = self._text[cursor:end].split(" ")
        for word in words:
            kind = self._classes.get(word)
            if found is not None and self._is_age(cursor):
                aged = cursor
            elif cursor in self._measuring:
                found, anywhere = None, anywhere and frame is None
            elif kind in _CLAUSE_EDGES and word != _AND:
                found, anywhere = None, anywhere or frame is not None
            elif found is None and word in measurable and not governed:
                this_span = word in rules.spans and self._text.endswith(rules.this, begin, cursor)
                found = None if this_span else cursor
            if word not in times_named and not word.isdecimal():
                governed = word in prepositions or (word != "" and kind is None and not anywhere)
            elif word != "سال":
                governed = False  # «در سال گذشته ارزش صادرات …»
            cursor += len(word) + 1
        if found is None:
            return None
        phrase = self.following(found, end)
        if phrase is None or phrase.predicate:
            return None
        if found < aged <= phrase.end + _AGE_WORDS:  # «جمعیت کمتر از ۱۵ سال»
            return Phrase(found, self._ages[aged])
        return phrase

    def _is_age(self, position: int) -> bool:
        """Whether an age group begins here that tells of whom; not in «سن مردان بالای ۵۰ سال و …»."""
        end = self._ages.get(position)
        return end is not None and not self._rules.patterns.age_told.match(self._text, end)

    def clause_subject(self, position: int, floor: int) -> Phrase | None:
        """The first noun phrase of the clause that leads to `position`, free of brackets and prepositions."""
        begin, end, whole = self._clause(position, floor)
        joint = self._text.rfind(_JOINT, begin, end)
        while joint >= 0 and not self._ends_with_verb(begin, joint):
            joint = self._text.rfind(_JOINT, begin, joint)
        if joint >= 0 and (own := self._first(joint + len(_JOINT), end)) is not None:
            return own  # «… ۴۰ میلیون ریال ضرر داد و این سالن …»
        return self._first(begin, end) if whole and self._frame(begin, end) is None else None

    def purpose(self, position: int, floor: int) -> Phrase | None:
        """What the clause that leads to `position` begins by saying it is for: «برای تکمیل این پل …»."""
        rules = self._rules
        begin, end, _ = self._clause(position, floor)
        purpose = rules.patterns.purpose.match(self._text, begin, end)
        phrase = self.following(purpose.end(), end) if purpose else None
        return None if phrase is not None and self._text.startswith(rules.making, phrase.end + 1) else phrase

    def antecedent(self, position: int, floor: int) -> Phrase | None:
        """The noun before the relative clause that ends at `position`: «حجم آبی که از این رود می‌گذرد، …»."""
        begin, end, _ = self._clause(position, floor)
        if begin - _RELATIVE < floor or not self._text.startswith(_RELATIVE_WORD, begin - _RELATIVE):
            return None
        last = self._text[begin:end].rpartition(" ")[2]
        if self._classes.get(last) not in (*_VERBS, WordClass.LIGHT_PARTICIPLE) or last in self._rules.must:
            return None
        outer = begin - _RELATIVE
        phrase = self.before(outer, floor)
        if phrase is None or not self._measures(word_at(self._text, phrase.start)):
            return self.measured(outer, floor)  # «سطح زیربنای ساختمان‌های شهر که …»
        own = self._text[phrase.end - 1] != "ی" or self._text.endswith(self._rules.own_endings, 0, phrase.end)
        return Phrase(phrase.start, phrase.end if own else phrase.end - 1)

    def whole(self, position: int, floor: int) -> Phrase | None:
        """What the clause that leads to `position` begins by telling parts of: «از مجموع تولید کشور …»."""
        begin, end, _ = self._clause(position, floor)
        whole = self._rules.patterns.of_all.match(self._text, begin, end)
        return self.following(whole.end(), end) if whole else None

    def _measures(self, word: str) -> bool:
        """Whether a word, or what it is the plural or the indefinite of, says what is measured."""
        rules = self._rules
        return word in rules.measurable or any(
            word.removesuffix(ending) in rules.measurable for ending in rules.noun_endings
        )

    def is_frame(self, phrase: Phrase, position: int, floor: int) -> bool:
        """Whether a phrase of the clause that leads to `position` only says whose word it is."""
        begin, end, _ = self._clause(position, floor)
        frame = self._frame(begin, end)
        return frame is not None and phrase.start <= frame.end()

    def _frame(self, begin: int, end: int) -> re.Match[str] | None:
        return self._rules.frame.match(self._text, begin, end)

    def _clause(self, position: int, floor: int) -> tuple[int, int, bool]:
        """Where the clause that leads to `position` is, and whether its beginning is in reach."""
        if self._latest[0] == position:
            return self._latest[1]
        text = self._text
        end, whole = position, True
        while end > floor and text[end - 1] in " ،":
            end -= 1
        begin = end
        while edge := _LAST_EDGE.match(text, max(floor, begin - _CLAUSE_REACH), begin):
            if text[edge.end() - 1] != ")":
                begin = edge.end()
                break
            begin = max(text.rfind("(", floor, edge.end()), floor)  # step over what stands in brackets
        else:
            begin = max(floor, begin - _CLAUSE_REACH)
            if begin > floor:  # no word is cut in two
                begin, whole = text.find(" ", begin, end) + 1 or end, False
        relative = text.rfind(" که ", begin, end)
        if text.endswith(" که", begin, end) and self._ends_with_verb(begin, end - 3):
            begin, whole = end, True  # «وزیر گفت که ۴۰ درصد …»
        elif relative >= 0:
            begin, whole = relative + 4, True
        self._latest = position, (begin, end, whole)
        return self._latest[1]

    def _ends_with_verb(self, begin: int, end: int) -> bool:
        return self._classes.get(self._text[begin:end].rpartition(" ")[2]) in _VERBS

    def _first(self, position: int, limit: int) -> Phrase | None:
        """The first noun phrase from `position` on that no preposition governs."""
        text, classes, edges = self._text, self._classes, self._edges
        cursor = position + 1 if text[position] == " " else position
        governed = follows = False  # by a preposition; right behind it
        dated = cursor  # where the last date ends
        for word in text[cursor:limit].split(" "):
            if cursor in self._measuring:
                return None  # what stands behind another figure belongs to that
            if cursor < dated or cursor in self._dated:  # «سال گذشته صادرات کشور …»
                dated = self._dated.get(cursor, dated)
                governed = follows = False
            elif word in classes:
                if not follows or classes[word] is not WordClass.DETERMINER:
                    governed = follows = classes[word] is _PREPOSITION
            elif cursor in edges or not word.isalpha():
                if cursor + len(letters(word)) in self._measuring:
                    return None  # «به ترتیب۹۲ میلیارد ریال»
                governed = False
            elif not governed:
                phrase = self.following(cursor, limit)
                return None if phrase is None or phrase.predicate else phrase
            else:
                follows = False
            cursor += len(word) + 1
        return None
