"""Who is the subject of a sentence, judged by where a name or a title stands."""

import re

from pipeline.document import Document, Sentence
from pipeline.lexicon import WordClass, word_classes
from pipeline.officials.linking import People
from pipeline.officials.names import Name
from pipeline.officials.scanned import ScannedArticle

SLOT = re.compile(r"(?:[،؛:]|[-/]| و) ?")  # behind it a subject may stand
REACH = 260  # how far into a sentence its subject is looked for
_AGENCY_WORD = re.compile(r"([^\W\d_]+) ")
_MOST_AGENCY_WORDS = 5
_NEAR = 4000  # within it a new surname is to stand again


class SubjectReader:
    """Reads the subjects of one article."""

    def __init__(self, article: ScannedArticle, people: People, document: Document) -> None:
        self._words, self._names, self._people = article.words, article.names, people
        self._document, self._text, self._places = document, article.text, article.places
        self._speech = article.words.speech

    def is_subject(self, start: int, sentence: Sentence) -> bool:
        """Whether what stands here is the sentence's subject, judged by the word before it."""
        if start <= sentence.start + 1:
            return True
        before = self._text[max(sentence.start, start - 20) : start].rstrip("«\"' ")
        if not before or before[-1] in "،؛:-–/.)]":
            return True
        word = before.rsplit(" ", 1)[-1]
        if self._speech.patterns.ago.search(before):
            return True
        if word in self._speech.subject_after:
            return True
        return word not in self._speech.not_subject and word_classes().get(word) not in (
            WordClass.PREPOSITION,
            WordClass.CONJUNCTION,
        )

    def name(self, sentence: Sentence, verb: int, lead: bool, titled: bool) -> Name | None:
        """The name that stands where a sentence's subject does.

        lead: it may stand behind the agency's formula. titled: a title stands in the sentence."""
        name = self.person_at(sentence.start, verb)
        if name is not None:
            return name
        agency = self._document.agency
        if agency is not None and sentence.start <= agency.start < agency.end < verb:
            begin = self._places.get(agency.end + 1, agency.end) + 1
            name = self.person_at(begin, verb)  # «به گزارش ایسنا رضا کریمی گفت»
            if name is not None and (name.full or name.sure):
                return name
        patterns = self._speech.patterns
        opening = patterns.opening.match(self._text, sentence.start, verb)
        if opening is not None and not patterns.elsewhere.match(opening[0]):
            name = self.person_at(opening.end(), verb)
            if name is not None and (name.full or name.sure):
                return name
        if lead and (formula := patterns.formula.match(self._text, sentence.start, verb)):
            name = self._behind_formula(formula.end(), verb)
            if name is not None:
                return name
        if lead:
            for match in SLOT.finditer(self._text, sentence.start, min(verb, sentence.start + REACH)):
                name = self.person_at(match.end(), verb)
                if name is not None and (name.full or name.sure):
                    return name
        if titled:
            return None
        return self._names.before(self._text, verb - 1, sentence.start)

    def _behind_formula(self, position: int, stop: int) -> Name | None:
        """The full name that follows an agency without a comma: «به گزارش خبرنگار ایرنا رضا کریمی افزود»."""
        for _ in range(_MOST_AGENCY_WORDS):
            word = _AGENCY_WORD.match(self._text, position, stop)
            if word is None or word_classes().get(word[1]) is not None:
                return None
            position = word.end()
            name = self._names.at(self._text, position, stop)
            if name is not None and name.full and name.sure and name.surname_start not in self._places:
                return name
        return None

    def person_at(self, position: int, stop: int, told: bool = False) -> Name | None:
        """A full name, a surname known already, or (for an office without a name) a new surname.

        told: it stands behind «به گفته» and needs no verb."""
        text, people = self._text, self._people
        position, honored = self._names.skip_honorifics(text, position, stop)
        words = self._names.chain(text, position, stop)
        if not words:
            return None
        known = people.known(words)
        name = self._names.read(words, position, honored)
        if known is not None:
            end = position + len(" ".join(words[: known[1]]))
            if name is None or not name.sure or name.end <= end:
                return Name(position, end, position, False, True)
        if name is not None and name.surname_start not in self._places:
            return name
        if people.awaiting is None and people.current is not None:
            return None
        if people.awaiting is not None and not told:
            quoted = self._names.quoted(text, position)
            if quoted is not None and self._goes_on_speaking(quoted):
                return quoted
        surname = self._names.foreign(words, position) if not told else None
        if surname is None or not self._goes_on_speaking(surname):
            surname = self._names.surname(words, position, honored)
        if surname is None or surname.start in self._places:
            return None
        following = text[surname.end : surname.end + 2].lstrip()
        if not self._goes_on_speaking(surname) and not (told and following[:1] in "،؛:"):
            return None
        if told and people.awaiting is not None:
            return surname
        again = text.find(text[surname.start : surname.end], surname.end, surname.end + _NEAR) > 0
        return surname if again or people.awaiting is not None else None

    def _goes_on_speaking(self, name: Name) -> bool:
        """Whether words follow a name as they follow who speaks."""
        following = self._text[name.end : name.end + 16].lstrip(' »"')
        if following.startswith("،") and self._people.awaiting is not None:
            following = following[1:].lstrip()
        return following.startswith(self._words.speaking)
