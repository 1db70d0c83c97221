"""What words may be in the name of a person: given names, surnames, their parts."""

from pipeline.officials.vocabulary import Vocabulary

_SHORTEST_SURNAME = 4
_SHORTEST_JOINED = 7
_SHORTEST_STEM = 2  # letters before a surname's ending


class NameWords:
    """Tells names from other words, wherever they stand."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words, self._rules = vocabulary, vocabulary.names

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name, perhaps a common word too."""
        return word in self._words.given or word in self._words.given_ambiguous

    def is_plain_surname(self, word: str) -> bool:
        """Whether a word is a surname and no word of the news besides."""
        known, rules = self._words, self._rules
        if word in known.given_ambiguous or len(word) < _SHORTEST_SURNAME:
            return False
        if word.startswith(rules.plain_beginnings):
            return True
        return word not in known.common and (word in known.surnames or word.endswith(rules.plain_endings))

    def is_fragment(self, word: str) -> bool:
        """Whether a word is but the end of a surname written in two words: «ساداتی نژاد»."""
        return word in self._rules.second_surnames or word.startswith("ال")

    def is_first_surname(self, word: str) -> bool:
        """Whether a word before a surname is the first of its two words: «آذری جهرمی»."""
        if not word.isalpha() or self._words.honored.match(word + " "):
            return False
        if self.is_given(word) or word in self._words.common:
            return False
        return (
            self.is_new(word) or word in self._words.surnames or word.startswith(self._rules.plain_beginnings)
        )

    def may_be_surname(self, word: str) -> bool:
        """Whether a word may be a surname by itself."""
        known = self._words
        return len(word) > 2 and word not in known.no_surnames and word not in known.glued_posts

    def is_new(self, word: str) -> bool:
        """Whether a word is none that we know, and so perhaps a name."""
        known = self._words
        return (
            len(word) >= _SHORTEST_SURNAME
            and word not in known.common
            and word not in known.stops
            and word not in known.not_in_names
            and word not in known.surnames
        )

    def _may_open(self, words: list[str]) -> bool:
        """Whether a given name may stand here: most words are no name."""
        known, rules, first = self._words, self._rules, words[0]
        return (
            first in known.opens_name
            or words[1] in known.given
            or words[1] in rules.second_given
            or words[1].endswith(rules.plain_endings)
            or first.startswith(rules.sayyids)
            or first.endswith(rules.compound_given)
            or self._is_joined_given(first)
            or self._is_kunya(words)
        )

    def _is_kunya(self, words: list[str]) -> bool:
        """Whether an Arabic name begins with whose father somebody is: «ابوجعفر المالکی»."""
        beginning = next((each for each in self._rules.plain_beginnings if words[0].startswith(each)), None)
        if beginning is None or self.is_given(words[1]):
            return False
        return words[0][len(beginning) :] in self._words.given and words[1] in self._words.surnames

    def _is_noun(self, words: list[str]) -> bool:
        """Whether the first word names something of somebody whose name follows: «سخنان کریمی»."""
        known, rules = self._words, self._rules
        if words[0] in rules.no_first:
            return True
        return (
            words[0] in rules.messages
            and len(words) > 2
            and (words[1] in known.given or words[1].startswith(rules.sayyids))
        )

    def _is_joined_given(self, word: str) -> bool:
        """Whether two given names are written as one word that no list has: محمدابراهیم."""
        known, rules = self._words, self._rules
        if len(word) < _SHORTEST_JOINED or word in known.common or word in known.surnames:
            return False
        return any(
            word.startswith(first) and word[len(first) :] in known.given for first in rules.first_given
        ) or any(word.endswith(last) and word[: -len(last)] in known.given for last in rules.last_given)

    def _given_words(self, words: list[str], honored: bool) -> tuple[int, bool]:
        """How many words the given name has (0: it is none), and whether it is sure to be one."""
        known, rules = self._words, self._rules
        first, second = words[0], words[1]
        if first in rules.descent and len(words) > 2:
            rest, _ = self._given_words(words[1:], True)
            if not rest and first.startswith(rules.sayyids) and words[1] not in known.stops:
                rest = int(words[2] in known.surnames and words[1] not in known.no_names)  # «سید البرز کریمی»
            return (rest + 1, True) if rest else (0, False)
        if len(words) > 2 and (
            second in rules.second_given or (second in known.given and first + second in known.given)
        ):
            return 2, True
        if first in known.given or self._is_joined_given(first) or self._is_kunya(words):
            return 1, True
        if len(first) > 6 and first.endswith(rules.compound_given):
            return 1, True
        if first in known.given_ambiguous:
            return 1, honored
        if first.startswith(rules.sayyids) and len(first) > 5:
            return 1, True
        if honored and self.may_be_surname(first) and self.may_be_surname(second):
            return 1, False
        if second.endswith(rules.plain_endings) and self.is_new(first) and self.is_new(second):
            return 1, False
        return 0, False

    def _is_heard(self, word: str) -> bool:
        """Whether a word may be a surname behind what is rarely a given name («ناظر انضباطی» is nobody)."""
        return word not in self._words.common or word in self._words.surnames

    def _surname_end(self, words: list[str], first: int) -> int | None:
        """The index of the surname's last word, None where no surname can stand."""
        known, rules = self._words, self._rules
        if words[first] in rules.sons and first + 1 < len(words):
            return self._surname_end(words, first + 1) or first + 1
        last = first
        second = words[first + 1] if first + 1 < len(words) else ""
        if second in rules.second_surnames or (second in rules.joined_surnames and words[first][-1] != "ی"):
            last = first + 1
        elif not self._begins_surname(words, first):
            return None
        elif words[first] in known.judges:
            last = first + 1
        for i in range(last + 1, min(len(words), first + 4)):
            word = words[i]
            if word in known.stops or word in known.role_words or word in rules.professions:
                break
            if word == words[i - 1]:
                break  # a slip: «شهبازی شهبازی»
            if word in known.surnames or self._is_surname_shaped(word):
                last = i
            elif word in rules.loose_endings or (word in rules.closing_surnames and self._closed(words, i)):
                last = i  # «اژه ای»: the half-space is broken
            elif i + 1 < len(words) and words[i + 1] in rules.loose_endings and word not in known.common:
                last = i
            elif word in known.common or len(word) < 3 or i != last + 1 or not self._closed(words, i):
                break
            else:
                last = i
        if last + 2 < len(words):  # «سالم بن ناصر بن جابر آل خانی»
            if words[last + 1] in rules.sons:
                return self._surname_end(words, last + 1)
            if words[last + 1] in rules.houses:
                return last + 2
        return last

    def _begins_surname(self, words: list[str], i: int) -> bool:
        """Whether a surname can begin with this word: none that ends phrases; a common one only behind a
        given name, or where it is a name too."""
        known, rules, word = self._words, self._rules, words[i]
        if word in rules.surname_roles and i > 0 and words[i - 1] in known.given and self._closed(words, i):
            return True
        if word in known.judges and i > 0 and words[i - 1] in known.given:
            return i + 1 < len(words) and self.may_be_surname(words[i + 1])  # سعید قاضی مغربی
        if word in known.role_words or word in rules.no_surname_beginnings or len(word) < 2:
            return False
        if word in rules.not_surnames:
            return (
                i > 0
                and words[i - 1] in known.given
                and words[i - 1] not in known.common
                and self._closed(words, i)
            )
        if word in known.stops:
            return i > 0 and word in known.surnames  # ستوده
        if word in known.surnames or word in known.given or word in known.given_ambiguous:
            return True
        return word not in known.common or (i > 0 and self._ends_name(words, i))

    def _ends_name(self, words: list[str], i: int) -> bool:
        """Whether a common word behind a given name looks like a surname, or the phrase ends with it."""
        return words[i][-1] == "ی" or self._closed(words, i) or self._closed(words, i + 1)

    def _is_surname_shaped(self, word: str) -> bool:
        """Whether a word can only be a surname or its last part, by its ending or altogether."""
        if word in self._words.last_surnames:
            return True
        endings = self._rules.surname_endings
        return word.endswith(endings) and any(
            word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STEM for ending in endings
        )

    def _closed(self, words: list[str], i: int) -> bool:
        """Whether a phrase ends behind the word."""
        return (
            i + 1 >= len(words) or words[i + 1] in self._words.stops or words[i + 1] in self._words.role_words
        )
