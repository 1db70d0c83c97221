"""Compile the word lists of this folder: `python data/orthography/compile.py CORPUS.jsonl.gz [--half 0|1]`.

CORPUS holds an article a line with `doc_id` and `text`. Only well-written articles count: what they write
with a half-space, together or apart. A list holds words and pairs with no trace of the articles, and
only what several have. hazm's words and verbs (MIT licence) fill it up. `--half` takes one half of the corpus
only, so that the other is left to measure on (tests/benchmarks/half_spaces.py).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import md5
from itertools import pairwise
from pathlib import Path

from pipeline.text.letters import HALF_SPACE, clean_letters

FOLDER = Path(__file__).resolve().parent
LETTERS = "ء-غف-يٱ-ۓەپچژکگی"
WORDS = re.compile(f"[{LETTERS}{HALF_SPACE}]+")
PHRASE = re.compile(f"[{LETTERS}{HALF_SPACE}]+(?: [{LETTERS}{HALF_SPACE}]+)*")
SPACED = re.compile(rf"(?<![{LETTERS}{HALF_SPACE}])ن?می +(?=[{LETTERS}])|(?<=[{LETTERS}]) +(?:ها|های|هایی)\b")
GLUED = re.compile(rf"\bن?می(?:شود|کند|گردد|شوند|کنند|دهد|رسد|توان|خواهد)\b|[{LETTERS}]{{3,}}های\b")
HALF_SPACED = re.compile(f"ن?می{HALF_SPACE}|{HALF_SPACE}ها")
# An editor's fault that puts half-spaces behind every "د".
BROKEN = re.compile(rf"(?<![{LETTERS}{HALF_SPACE}])د{HALF_SPACE}[{LETTERS}]")
GLUED_SHARE, JOINED_SHARE, SMOOTHING = 0.7, 0.45, 2.0
MOST_PER_ARTICLE = 3
TIMES_APART = 8  # a word that is written as two so many times oftener than with its half-space is two words
COMPANY = 4  # how many words a part must have been joined to before it is joined to any other


def well_written(text: str, tolerance: float) -> bool:
    """Whether a cleaned article uses half-spaces as it should, with few slips."""
    words = len(WORDS.findall(text))
    right = len(HALF_SPACED.findall(text))
    slips = len(SPACED.findall(text)) + len(GLUED.findall(text))
    return (
        words >= 60
        and text.count(HALF_SPACE) >= 0.05 * words
        and right >= 5
        and slips <= tolerance * right
        and len(BROKEN.findall(text)) < 3
    )


def half_of(doc_id: str) -> int:
    """0 or 1, the half of the corpus that an article belongs to."""
    return int(md5(doc_id.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def articles(corpus: Path) -> Iterator[tuple[str, str]]:
    """Ids and cleaned texts of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["doc_id"], clean_letters(article["text"])


class Counts:
    """How often words and pairs of words are written in which way."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.half_spaced: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        self.joined: Counter[tuple[str, str]] = Counter()
        self.apart: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._count(text)

    def _count(self, text: str) -> None:
        half_spaced: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        joined: Counter[tuple[str, str]] = Counter()
        apart: Counter[tuple[str, str]] = Counter()
        for phrase in PHRASE.findall(text):
            words = [word.strip(HALF_SPACE) for word in phrase.split(" ")]
            for word in words:
                pieces = word.split(HALF_SPACE)
                (whole if len(pieces) == 1 else half_spaced)[word] += 1
                joined.update(pairwise(pieces))
            apart.update(
                (first.rsplit(HALF_SPACE, 1)[-1], second.split(HALF_SPACE, 1)[0])
                for first, second in pairwise(words)
                if first and second
            )
        for total, counts in (
            (self.half_spaced, half_spaced),
            (self.whole, whole),
            (self.joined, joined),
            (self.apart, apart),
        ):
            total.update({key: min(count, MOST_PER_ARTICLE) for key, count in counts.items()})  # type: ignore


def hazm_words() -> dict[str, tuple[int, str]]:
    """hazm's words: frequency and word classes."""
    spec = importlib.util.find_spec("hazm")
    if spec is None or spec.origin is None:
        raise SystemExit("hazm is not installed")
    words = {}
    for line in (Path(spec.origin).parent / "data" / "words.dat").read_text(encoding="utf-8").splitlines():
        word, frequency, classes = (*line.split("\t"), "", "")[:3]
        words[clean_letters(word)] = (int(frequency or 0), classes)
    return words


def hazm_verb_forms() -> set[str]:
    """What may follow می and نمی: forms of hazm's verbs."""
    spec = importlib.util.find_spec("hazm")
    assert spec is not None and spec.origin is not None
    forms = set()
    for line in (Path(spec.origin).parent / "data" / "verbs.dat").read_text(encoding="utf-8").splitlines():
        past, _, present = line.strip().partition("#")
        if past:
            forms |= {past + ending for ending in ("م", "ی", "", "یم", "ید", "ند", "ه")}
        if present:
            forms |= {present + ending for ending in ("م", "ی", "د", "یم", "ید", "ند")}
    return forms


def in_order(pieces: Iterable[str]) -> bool:
    """Whether a word's pieces are words: no single letters but the و of گفت‌وگو."""
    return all(len(piece) > 1 or piece == "و" for piece in pieces)


def compile_lists(counts: Counts) -> dict[str, list[str]]:
    """The lists by file name."""
    dictionary = hazm_words()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.half_spaced.items():
        if in_order(word.split(HALF_SPACE)):
            forms[word.replace(HALF_SPACE, "")][word] += count
    half_spaced, spaced = {}, {}
    for glued, written in forms.items():
        total = sum(written.values())
        if total >= 2 and total > GLUED_SHARE * (total + counts.whole[glued]):
            word = written.most_common(1)[0][0]
            first, _, second = word.partition(HALF_SPACE)
            if counts.apart[first, second] >= TIMES_APART * total:
                spaced[glued] = f"{first} {second}"
            else:
                half_spaced[glued] = word
    words = {word for word, count in counts.whole.items() if count >= 2}
    kept = {word for word, count in counts.whole.items() if count >= 3} - half_spaced.keys() - spaced.keys()
    words |= {w for w, (frequency, _) in dictionary.items() if HALF_SPACE not in w and frequency > 100}
    for word in dictionary:
        glued = word.replace(HALF_SPACE, "")
        known = glued in words or glued in spaced
        if HALF_SPACE in word and not known and in_order(word.split(HALF_SPACE)):
            half_spaced.setdefault(glued, word)
    comparative = re.compile(f"{HALF_SPACE}تر(?:ین|ی)?$")
    adjectives = {
        word.split(HALF_SPACE)[0]
        for word, n in counts.half_spaced.items()
        if n > 1 and comparative.search(word)
    } | {w for w, (frequency, classes) in dictionary.items() if classes.startswith("AJ") and frequency > 1000}
    tails = hazm_verb_forms() | {
        pieces[1]
        for word, count in counts.half_spaced.items()
        if count >= 2 and (pieces := word.split(HALF_SPACE))[0] in ("می", "نمی")
    }
    return {
        "half_spaced": sorted(half_spaced.values()),
        "spaced": sorted(spaced.values()),
        "words": sorted(word for word in words if len(word) > 1),
        "whole": sorted(word for word in kept if len(word) > 3),
        "adjectives": sorted(adjectives & words),
        "verbs": sorted(tails),
        **pair_lists(counts),
    }


def pair_lists(counts: Counts) -> dict[str, list[str]]:
    """Pairs of words to join, and to leave apart, where the first or the second word alone says otherwise."""
    first_joined: Counter[str] = Counter()
    second_joined: Counter[str] = Counter()
    first_apart: Counter[str] = Counter(first for first, _ in counts.apart)
    second_apart: Counter[str] = Counter(second for _, second in counts.apart)
    for pair in counts.joined:
        if in_order(pair):
            first_joined[pair[0]] += 1
            second_joined[pair[1]] += 1

    def first_rate(word: str) -> float:
        return first_joined[word] / (first_joined[word] + first_apart[word] + 1)

    def second_rate(word: str) -> float:
        return second_joined[word] / (second_joined[word] + second_apart[word] + 1)

    firsts = {word for word, n in first_joined.items() if n >= COMPANY and first_rate(word) > JOINED_SHARE}
    seconds = {word for word, n in second_joined.items() if n >= COMPANY and second_rate(word) > JOINED_SHARE}
    firsts -= {"می", "نمی"}
    joined, apart = set(), set()
    for pair in counts.joined.keys() | counts.apart.keys():
        first, second = pair
        if not in_order(pair):
            continue
        by_parts = first in firsts or second in seconds
        together, separate = counts.joined[pair], counts.apart[pair]
        rate = max(first_rate(first), second_rate(second))
        share = (together + SMOOTHING * rate) / (together + separate + SMOOTHING)
        if share > JOINED_SHARE and not by_parts and together > 1:
            joined.add(pair)
        elif share <= JOINED_SHARE and by_parts and separate > 1:
            apart.add(pair)
    return {
        "firsts": sorted(firsts),
        "seconds": sorted(seconds),
        "joined": sorted(HALF_SPACE.join(pair) for pair in joined),
        "apart": sorted(" ".join(pair) for pair in apart),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--to", type=Path, default=FOLDER)
    options = parser.parse_args()
    texts = (
        text
        for doc_id, text in articles(options.corpus)
        if options.half in (None, half_of(doc_id)) and well_written(text, tolerance=1.0)
    )
    for name, entries in compile_lists(Counts(texts)).items():
        (options.to / f"{name}.txt").write_text("\n".join(entries) + "\n", encoding="utf-8")
        print(f"{name}.txt: {len(entries)}")


if __name__ == "__main__":
    main()
