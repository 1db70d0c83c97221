"""The noun phrases around a number, found by the words that cannot stand in one."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import WordClass, light_verbs, word_classes
from pipeline.quantities.rules import Wording
from pipeline.quantities.words import letters

_WORD = re.compile(r" ?([^\W\d_]+)")
_MOST_WORDS = 4
_MOST_PIECES = 2 * _MOST_WORDS  # with the closed-class words between them
_REACH_FORWARD = 90  # letters that a noun phrase may take
_REACH_BACK = 48  # letters that three words may take
_AND, _JOINT = "و", " و "
_TALLIES = frozenset(("مبلغ", "رقم", "تعداد"))
# Words that may stand inside a noun phrase: "طرح این شرکت", "عمرانی و کشاورزی".
_INNER = frozenset((_AND, "این", "آن", "همین", "دیگر", "هر"))
_VERB_PREFIXES = frozenset(("می", "نمی"))
_FUTURE = frozenset(("خواهد", "خواهند", "نخواهد"))  # a light verb follows, mostly
_PREPOSITION = WordClass.PREPOSITION
_HALF_DONE = ("نیمه", "تمام")
_SOWN, _UNDER = ("زیر کشت", "زیرکشت"), "زیر"  # «سطح زیر کشت پسته»
_CLAUSE_EDGES = frozenset((WordClass.COPULA, WordClass.VERB, WordClass.LIGHT_VERB, WordClass.CONJUNCTION))
_NO_ATTRIBUTE = ("ترین", "هاند")  # begins a noun phrase; is a predicate: «خسته‌اند»
_NO_HEADS = ("مورد", "قابل")  # «۳ هزار قطعه مورد نیاز»
_YEARLY = frozenset(("سالانه", "سالیانه", "روزانه", "ماهانه", "ماهیانه"))
_TIMES = ("بار", "مرتبه", "دفعه")  # «سه بار فاجعه …»: what follows is no attribute
# «در ۸ سینما فروشی معادل ۷۰ میلیون تومان داشت»
_AMOUNTS = frozenset("فروشی ظرفیتی اعتباری مساحتی ارزشی درآمدی هزینه‌ای جمعیتی وسعتی رقمی مبلغی".split())
_ABOUT = (" معادل", " بالغ", " بیش از", " حدود", " برابر", " نزدیک", " در حدود")
# «بیماران مبتلا به آنفلوانزا»
GOVERNING_TO = frozenset("مبتلا مبتلایان مبتلاء مشکوک وابسته مجهز آلوده".split())
_REASONS = ("دلیل ", "علت ", "خاطر ", "صورت ", "عنوان ", "منظور ", "طور ", "نقل ")
_AUXILIARIES = frozenset(("اند", "است", "بود", "بودند", "باشد", "باشند", "ایم", "شد", "شده", "شدند"))
_PARTICIPLES_ALONE = frozenset(
    "زده رفته ساخته نوشته گفته خواسته انداخته ایستاده افتاده پرداخته فروخته خریده برده نشسته نهفته".split()
)
_PARTICIPLES = (" دیده", " زده", " شده", " دیدگان", " پذیر", " خیز", " های ")  # «واحد خسارت دیده»
_TIMES_NAMED = frozenset("سال ماه گذشته آینده جاری اخیر آتی امسال پارسال اکنون میلادی شمسی".split())
# They belong to the word before them: «سرمایه گذاری», «دارایی سرمایه ای».
_ENDINGS = frozenset(("گذاری", "ای", "های"))
_GOVERNS = frozenset(("با", "به", "از", "در", "برای", "بر", "تا", "ضمن", "نسبت"))
_LAST_EDGE = re.compile(r'.*(?:[:؛،"«»)]|/ )')
_AGE_WORDS = 12  # letters between a phrase and the number of its age group
_PURPOSE = re.compile(r" ?(?:و )?(?:همچنین )?(?:برای|جهت|به منظور) (?!این |آن |سال |هر )")
_SPAN, _THIS = "مدت", ("این ", "همین ", "آن ")  # «در این مدت» measures nothing
_MADE = ("ساختن", "کردن", "شدن", "نمودن")  # «برای محقق ساختن این مهم»
_RELATIVE_WORD, _RELATIVE = " که ", 4
_VERBS = (WordClass.COPULA, WordClass.VERB, WordClass.LIGHT_VERB)
_OWN_ENDING = ("گذاری", "گیری", "کاری", "داری", "سازی", "بازی", "یی", "های")  # their ی is their own
_CLAUSE_REACH = 160  # letters in which a clause's beginning is looked for


@dataclass(slots=True)
class Phrase:
    """A noun phrase at [start, end) of the folded text.

    predicate: it is one word that belongs to the verb behind it (… پرداخت شد).
    """

    start: int
    end: int
    predicate: bool = False


class PhraseFinder:
    """Noun phrases of one article, whose text has blanks for line ends.

    edges: places where a number begins; no phrase runs over them. measuring: those of quantities.
    dates: those where a date ends, with where it begins; no phrase holds one. ages: those where
    the number of an age group begins («بالای ۱۵ سال»), with where the group ends.
    """

    def __init__(
        self,
        text: str,
        edges: Container[int],
        measuring: Container[int],
        dates: Mapping[int, int],
        ages: Mapping[int, int],
        wording: Wording,
    ) -> None:
        self._text, self._edges, self._measuring, self._wording = text, edges, measuring, wording
        self._ages = ages
        self._dates, self._dated = dates, {start: end for end, start in dates.items()}
        self._classes, self._light = word_classes(), _light()
        self._measurable, self._measured_heads = tuple(wording.measurable), wording.measured_heads
        self._latest = -1, (0, 0, False)  # the clause that was asked for last

    def following(self, position: int, limit: int, most: int = _MOST_WORDS) -> Phrase | None:
        """The noun phrase that begins right at `position` (after one blank at most)."""
        text, classes, edges, dated = self._text, self._classes, self._edges, self._dated
        cursor = position + 1 if text[position] == " " else position
        stop = cursor + _REACH_FORWARD
        if stop < limit:
            pieces = text[cursor:stop].split(" ", _MOST_PIECES)
            pieces.pop()  # it may have been cut in two
        else:
            pieces = text[cursor:limit].split(" ", _MOST_PIECES)
        beginnings = self._wording.beginnings
        begin = cursor
        words: list[str] = []
        ends: list[int] = []
        predicate = False
        for piece in pieces:
            if words and piece in _ENDINGS:
                ends[-1] = cursor + len(piece)
                cursor = ends[-1] + 1
                continue
            if cursor in edges or cursor in dated:
                break
            if len(words) == most:
                predicate = most > 1 and self._is_verbal(piece, cursor)
                break
            whole = piece.isalpha()
            word = piece if whole else letters(piece)
            if word in _YEARLY and words and words[0] in self._measured_heads:
                cursor += len(word) + 1
                continue  # «کمبود سالانه آب»
            if word in classes and not (
                words and ((words[-1], word) == _HALF_DONE or text.startswith(_SOWN, cursor))
            ):
                if not words:
                    return None
                end = cursor + len(word)
                if whole and word in _INNER and self._is_inner(word, words[-1], end, limit):
                    cursor = end + 1
                    continue
                predicate = word in self._light or (word in _VERB_PREFIXES and self._is_light(end))
                if word in _AUXILIARIES and len(words) > 1 and _is_participle(words[-1], word):
                    words.pop()  # «در سه فصل نوشته‌اند»
                    predicate = False
                break
            if not word or (words and (word.endswith(_NO_ATTRIBUTE) or words[0] in _TIMES)):
                break
            if words and word in _AMOUNTS and self._text.startswith(_ABOUT, cursor + len(word)):
                break
            if words and word in beginnings and self._begins_anew(words[0], cursor + len(word)):
                break
            cursor += len(word)
            words.append(word)
            ends.append(cursor)
            if not whole:
                if piece[len(word) :] != "،" or not self._continues(word, cursor + 1, limit):
                    break
                cursor += 1
            cursor += 1
        if not words or words[0] in _NO_HEADS:
            return None
        if predicate and len(words) > 1 and words[-2] != _UNDER:
            words.pop()
            predicate = False
        if len(words) == 1 and not (words[0] in GOVERNING_TO and text.startswith(" به ", ends[0])):
            return Phrase(begin, ends[0], predicate or words[0] in self._wording.trailing)
        return Phrase(begin, self._trimmed(words, ends, limit))

    def _begins_anew(self, head: str, end: int) -> bool:
        """Whether a word that ends here and may begin a predicate does so behind this head of a phrase."""
        return head not in self._wording.of_events and not self._text.startswith(_PARTICIPLES, end)

    def _is_inner(self, word: str, previous: str, end: int, limit: int) -> bool:
        """Whether the phrase goes on with a closed-class word."""
        return self._continues(previous, end, limit) if word == _AND else self._is_open(end, limit)

    def _trimmed(self, words: list[str], ends: list[int], limit: int) -> int:
        """Where the phrase of these words ends, without the action that only precedes its verb."""
        wording = self._wording
        last = len(words) - 1
        beyond = ends[last] + 1
        if self._text.startswith("به ", beyond) and words[last] in GOVERNING_TO:
            return self._governed(beyond + 3, limit) or ends[last]
        if self._text.startswith("از ", beyond):
            return (words[last] in wording.governing and self._governed(beyond + 3, limit)) or ends[last]
        while last and words[last] in wording.trailing:
            last -= 1
        return ends[last]

    def _governed(self, position: int, limit: int) -> int:
        """Where the noun phrase ends that a preposition before `position` governs, 0 where none does."""
        if not self._is_open(position, limit) or self._text.startswith(_REASONS, position):
            return 0
        governed = self.following(position, limit, most=2)
        return governed.end if governed else 0

    def _is_open(self, position: int, limit: int) -> bool:
        """Whether an open-class word follows."""
        match = _WORD.match(self._text, position, limit)
        return (
            match is not None
            and match[1] not in self._classes
            and match.start(1) not in self._edges
            and match.start(1) not in self._dated
        )

    def _continues(self, word: str, position: int, limit: int) -> bool:
        """Whether what follows "و" or a comma is one more attribute: both are adjectives in ی."""
        match = _WORD.match(self._text, position, limit)
        return (
            match is not None
            and word[-1] == "ی"
            and match[1][-1] == "ی"
            and match.start(1) not in self._edges
            and match[1] not in self._classes
        )

    def _is_verbal(self, piece: str, position: int) -> bool:
        """Whether the word that stands at `position` makes the one before it a part of the predicate."""
        word = piece if piece.isalpha() else letters(piece)
        return word in self._light or (word in _VERB_PREFIXES and self._is_light(position + len(word)))

    def _is_light(self, end: int) -> bool:
        """Whether the verb whose prefix ends here is a light one."""
        following = _WORD.match(self._text, end)
        return following is not None and following[1] in self._light and following[1] not in _FUTURE

    def before(self, position: int, floor: int, most: int = 3) -> Phrase | None:
        """The noun phrase that ends right before `position`."""
        begin = position - _REACH_BACK
        words = self._text[begin if begin > floor else floor : position].rstrip().split(" ")
        return self.last(words, position, most)

    def last(self, words: list[str], position: int, most: int = 3) -> Phrase | None:
        """The noun phrase at the end of these words, which end right before `position`."""
        text, classes, edges = self._text, self._classes, self._edges
        while text.endswith(" ", 0, position):
            position -= 1
        if words and words[-1] in _TALLIES and text.endswith(f" {words[-1]}", 0, position):
            position, words = position - len(words[-1]) - 1, words[:-1]  # «سود هر سهم مبلغ ۶۰۰ ریال است»
        if (date := self._dates.get(position)) is not None and text[date - 1] == " ":
            words = words[: -len(text[date:position].split(" "))]  # «صادرات سال گذشته ۲ میلیارد دلار بود»
            position = date - 1
        start = cursor = position
        for word in reversed(words):
            begin = cursor - len(word)
            if word in classes:
                if word != "هر" or start == position:  # "قیمت هر بشکه"
                    break
            elif begin in edges or not word.isalpha():
                break
            else:
                start = begin
                most -= 1
                if not most:
                    break
            cursor = begin - 1
        return Phrase(start, position) if start < position else None

    def measured(self, position: int, floor: int, anywhere: bool = False) -> Phrase | None:
        """The noun phrase of the clause that leads to `position` which begins with what is measured («قیمت هر
        بشکه نفت در بازار جهانی»), if neither a verb nor another figure stands behind it.

        anywhere: it may stand behind a noun that is no part of it («وزیر هزینه ساخت را …»). So it may behind
        a frame («طبق آمار بانک نرخ تورم …»)."""
        begin, end, _ = self._clause(position, floor)
        words = self._text[begin:end].split(" ")
        if words[-1] in _TALLIES and len(words) > 1:
            end -= len(words.pop()) + 1
        if self._wording.measurable.isdisjoint(words):
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
            elif found is None and word in self._wording.measurable and not governed:
                found = None if word == _SPAN and self._text.endswith(_THIS, begin, cursor) else cursor
            if word not in _TIMES_NAMED and not word.isdecimal():
                governed = word in _GOVERNS or (word != "" and kind is None and not anywhere)
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
        return end is not None and not self._text.startswith((" و ", "،", " است"), end)

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
        begin, end, _ = self._clause(position, floor)
        purpose = _PURPOSE.match(self._text, begin, end)
        phrase = self.following(purpose.end(), end) if purpose else None
        return None if phrase is not None and self._text.startswith(_MADE, phrase.end + 1) else phrase

    def antecedent(self, position: int, floor: int) -> Phrase | None:
        """The noun before the relative clause that ends at `position`: «حجم آبی که از این رود می‌گذرد، …»."""
        begin, end, _ = self._clause(position, floor)
        if begin - _RELATIVE < floor or not self._text.startswith(_RELATIVE_WORD, begin - _RELATIVE):
            return None
        if not self._ends_with_verb(begin, end):
            return None
        phrase = self.before(begin - _RELATIVE, floor)
        if phrase is None or not self._text.startswith(self._measurable, phrase.start, phrase.end):
            return None
        own = self._text[phrase.end - 1] != "ی" or self._text.endswith(_OWN_ENDING, 0, phrase.end)
        return Phrase(phrase.start, phrase.end if own else phrase.end - 1)

    def is_frame(self, phrase: Phrase, position: int, floor: int) -> bool:
        """Whether a phrase of the clause that leads to `position` only says whose word it is."""
        begin, end, _ = self._clause(position, floor)
        frame = self._frame(begin, end)
        return frame is not None and phrase.start <= frame.end()

    def _frame(self, begin: int, end: int) -> re.Match[str] | None:
        return self._wording.frame.match(self._text, begin, end)

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


def _is_participle(word: str, behind: str) -> bool:
    """Whether a word is the participle of the verb that `behind` ends."""
    return word in _PARTICIPLES_ALONE or (behind == "اند" and word[-1] == "ه")


@cache
def _light() -> frozenset[str]:
    """What makes the word before it a part of the predicate."""
    return light_verbs() | _FUTURE
