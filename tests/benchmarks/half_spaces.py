"""How many lost half-spaces `normalize` brings back, and how many of those it sets stood there.

    python tests/benchmarks/half_spaces.py ARTICLES.jsonl[.gz] [--half 0|1] [--hazm] [--most N]

ARTICLES has an article a line with `doc_id` and `text`; the well-written ones among them are measured twice:
with their half-spaces deleted, and with them turned into spaces. `--half` takes the half of the articles that
`data/orthography/compile.py --half` leaves out when given the other number.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import runpy
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.resources import data_folder
from pipeline.text.letters import HALF_SPACE, clean_letters
from pipeline.text.normalize import normalize

COMPILER = runpy.run_path(str(data_folder() / "orthography" / "compile.py"))
DAMAGES = {"deleted": "", "spaces": " "}


def well_written(path: Path, half: int | None) -> Iterator[str]:
    """The texts to measure on, their letters cleaned."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = clean_letters(article["text"])
            if half in (None, COMPILER["half_of"](article["doc_id"])) and COMPILER["well_written"](
                text, 0.15
            ):
                yield text


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def half_spaces(text: str) -> dict[int, str]:
    """Where half-spaces stand, counted in letters, and in which words."""
    found, letters_before = {}, 0
    for word in text.split():
        for char in word:
            if char == HALF_SPACE:
                found[letters_before] = word
            letters_before += char.isalpha()
    return found


def measure(
    texts: list[str], repair: Callable[[str], str], damage: str
) -> tuple[float, float, Counter[str], Counter[str]]:
    """Recall and precision over all texts, words wrongly divided, words not restored."""
    right, wrong, missed = 0, Counter[str](), Counter[str]()
    for text in texts:
        repaired = repair(text.replace(HALF_SPACE, DAMAGES[damage]))
        if letters(repaired) != letters(text):
            continue
        before, after = half_spaces(text), half_spaces(repaired)
        right += len(before.keys() & after.keys())
        wrong.update(after[place] for place in after.keys() - before.keys())
        missed.update(before[place] for place in before.keys() - after.keys())
    return right / (right + missed.total()), right / (right + wrong.total()), wrong, missed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--hazm", action="store_true", help="measure hazm's Normalizer, too")
    parser.add_argument("--most", type=int, default=400, help="how many articles, drawn by chance")
    parser.add_argument("--words", type=int, default=0, help="print so many wrong and missed words")
    options = parser.parse_args()
    texts = list(well_written(options.articles, options.half))
    texts = random.Random(1).sample(texts, min(options.most, len(texts)))
    systems: dict[str, Callable[[str], str]] = {"khabarkav": normalize}
    if options.hazm:
        from hazm import Normalizer

        systems["hazm"] = Normalizer().normalize
    for damage in DAMAGES:
        for name, repair in systems.items():
            recall, precision, wrong, missed = measure(texts, repair, damage)
            print(
                f"{damage:8} {name:10} recall {recall:.3f} precision {precision:.3f} ({len(texts)} articles)"
            )
            if options.words:
                print(
                    "  wrong: ",
                    *(f"{word} {count}" for word, count in wrong.most_common(options.words)),
                    sep=" · ",
                )
                print(
                    "  missed:",
                    *(f"{word} {count}" for word, count in missed.most_common(options.words)),
                    sep=" · ",
                )


if __name__ == "__main__":
    main()
