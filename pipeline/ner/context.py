"""What stands around a word and around a name that our lists know: features of several words together.

A paper's name at a sentence's head before a colon, a firm's in quotes behind «شرکت», a city between a club's
name and a score: what a list says of a word holds in some company and not in another.
"""

from __future__ import annotations

from collections.abc import Sequence

Features = list[str]

_QUOTES = frozenset('«»"')
_LONGEST_QUOTE = 8  # words
_EDGES = ("^", "$")  # what stands before a sentence's first word and behind its last


def add_company(
    sentence: Sequence[Features], words: Sequence[str], clusters: Sequence[str], marks: Sequence[Features]
) -> None:
    """Tell each word what company its marks stand in, and whether it is the first.

    clusters: one of each word, "" where it has none. marks: what lists of names say of each word.
    """
    last = len(words) - 1
    for index, features in enumerate(sentence):
        before = words[index - 1] if index else _EDGES[0]
        after = words[index + 1] if index < last else _EDGES[1]
        for mark in marks[index]:
            features += (f"{mark}<{before}", f"{mark}>{after}")
            if index:
                features.append(f"{mark}<c{clusters[index - 1]}")
            if index < last:
                features.append(f"{mark}>c{clusters[index + 1]}")
        if index == 0:
            features += ("first", f"first>{after}")


def add_both_sides(sentence: Sequence[Features], words: Sequence[str], clusters: Sequence[str]) -> None:
    """Tell each word between two others what these are together."""
    for index in range(1, len(words) - 1):
        around = f"{clusters[index - 1]}_{clusters[index + 1]}"
        sentence[index] += (
            f"w-+={words[index - 1]}_{words[index + 1]}",
            f"c-+={around}",
            f"c-0+={clusters[index]}_{around}",
        )


def add_two_away(sentence: Sequence[Features], marks: Sequence[Features]) -> None:
    """Tell each word the marks of those two words away: names in a row are of one kind."""
    last = len(marks) - 1
    for index, of_word in enumerate(marks):
        for mark in of_word:
            if index > 1:
                sentence[index - 2].append(f"2|{mark}")
            if index < last - 1:
                sentence[index + 2].append(f"-2|{mark}")


def add_quotes(sentence: Sequence[Features], words: Sequence[str]) -> None:
    """Tell the words of a short quotation of the word before it."""
    opened_by, opened_at = "", 0
    for index, word in enumerate(words):
        if word in _QUOTES:
            if word == "«" or (word == '"' and not opened_by):
                opened_by, opened_at = words[index - 1] if index else _EDGES[0], index
            else:
                opened_by = ""
        elif opened_by and index - opened_at <= _LONGEST_QUOTE:
            sentence[index] += ("quoted", f"quoted<{opened_by}")
        else:
            opened_by = ""
