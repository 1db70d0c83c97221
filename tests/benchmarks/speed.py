"""How fast khabarkav is, beside hazm's Normalizer on the same texts in the same process.

    python tests/benchmarks/speed.py                    the sample articles, repeated
    python tests/benchmarks/speed.py ARTICLES.jsonl     articles of your own ("text" in each line)
    python tests/benchmarks/speed.py --ner off          without the model of names

Prints articles a second of hazm's Normalizer alone and of the whole pipeline (text in, JSON out): of your
articles read for the first time, as in a run through an archive (give it some hundreds), and of the same ones
read again and again, when every phrase has been met. Then the time of each stage, how time grows with length,
the memory that a run takes and the time of a cold start. What a process does once, reading and compiling
rules, is told apart.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import Article, Document, Pipeline, Stage
from pipeline.assemble import assemble
from pipeline.record import check, plain_json
from pipeline.resources import data_folder

Reader = Callable[[Sequence[str]], object]

# Measured in CPU seconds, so that what else the machine does counts little.
ROUNDS = 7
ARTICLES = 100  # a round reads at least so many
BATCH = 64


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "articles", nargs="?", type=Path, help="JSONL file of articles (default: the samples)"
    )
    parser.add_argument("--ner", default="auto", choices=("auto", "always", "off"), help="default: auto")
    parser.add_argument("--without-hazm", action="store_true", help="leave out the comparison, which is slow")
    options = parser.parse_args()
    given = _texts(options.articles)
    texts = given * -(-ARTICLES // len(given))
    pipeline = Pipeline(ner=options.ner)
    print(f"Python {platform.python_version()}, one process, {len(given)} articles of", end=" ")
    print(f"{statistics.mean(map(len, given)):,.0f} characters on average, best of {ROUNDS} rounds\n")
    # These first: a process that is started counts the memory of the one that starts it.
    processes(texts, options.ner)
    if options.ner != "off":
        seconds = _seconds(lambda batch: list(Pipeline(ner="always").plain_batch(batch)), samples()[:1])
        print(f"{'the model of names read':36} {seconds:8.2f} s")
    throughput(pipeline, given, texts, with_hazm=not options.without_hazm)
    stages(pipeline, texts)
    growth(pipeline, texts)


def throughput(pipeline: Pipeline, given: Sequence[str], texts: Sequence[str], *, with_hazm: bool) -> None:
    """Articles a second, all measured by turns: each once, then again and again."""

    def in_batches(batch: Sequence[str]) -> None:
        for record in pipeline.plain_batch(batch):
            assert isinstance(record, dict), record
            plain_json(record)

    def one_by_one(batch: Sequence[str]) -> None:
        for text in batch:
            plain_json(pipeline.plain(text))

    readers: dict[str, Reader] = {"khabarkav in batches": in_batches}
    if with_hazm:
        from hazm import Normalizer

        normalize = Normalizer().normalize
        readers["hazm Normalizer"] = lambda batch: [normalize(text) for text in batch]
    for name, read in readers.items():
        print(f"{name + ', its rules read':36} {_seconds(read, samples()):8.2f} s")
    if given != samples():
        print("\narticles read for the first time")
        _compare(readers, given, rounds=1)
    print("articles read again")
    _compare({**readers, "khabarkav one by one": one_by_one}, texts, rounds=ROUNDS)


def _compare(readers: dict[str, Reader], texts: Sequence[str], rounds: int) -> None:
    """Print the best of some rounds of each reader, which take the batches by turns."""
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    best = {name: [float("inf")] * len(batches) for name in readers}
    for _ in range(rounds):
        for number, batch in enumerate(batches):
            for name, read in readers.items():
                best[name][number] = min(best[name][number], _seconds(read, batch))
    each = {name: sum(seconds) / len(texts) for name, seconds in best.items()}
    for name, seconds in each.items():
        print(f"  {name:26} {1 / seconds:8,.0f} articles/s {seconds * 1000:8.3f} ms an article", end="")
        hazm = each.get("hazm Normalizer")
        print(f" {hazm / seconds:6.1f} times hazm" if hazm else "")
    print()


def stages(pipeline: Pipeline, texts: Sequence[str]) -> None:
    """Where the time goes, in batches."""
    steps: list[tuple[str, Callable[[Any], Any]]] = [("fold", lambda text: Document(Article(text)))]
    steps += [(stage.name, partial(_read, stage)) for stage in pipeline.stages]
    steps += [("assemble", assemble), ("validate", check), ("JSON", plain_json)]
    best = {name: float("inf") for name, _ in steps}
    for _ in range(ROUNDS):
        spent = dict.fromkeys(best, 0.0)
        for start in range(0, len(texts), BATCH):
            batch: list[Any] = list(texts[start : start + BATCH])
            for name, step in steps:
                clock = time.process_time()
                batch = [step(given) for given in batch]
                spent[name] += time.process_time() - clock
        best = {name: min(best[name], seconds) for name, seconds in spent.items()}
    total = sum(best.values())
    print("where the time goes")
    for name, seconds in best.items():
        print(f"  {name:26} {seconds / len(texts) * 1000:8.3f} ms {seconds / total:6.0%}")
    print()


def _read(stage: Stage, document: Document) -> Document:
    stage(document)
    return document


def growth(pipeline: Pipeline, texts: Sequence[str]) -> None:
    """Time for each thousand characters of ever longer articles: level where time is linear in length."""
    print("time by length of article")
    whole = "\n".join(texts)
    for length in (1_000, 4_000, 16_000, 64_000):
        text = (whole * (length // len(whole) + 1))[:length]
        seconds = min(_seconds(pipeline.plain_batch, [text]) for _ in range(ROUNDS))
        print(f"  {length:8,} characters {seconds / length * 1e6:8.3f} ms for each thousand")
    print()


def processes(texts: Sequence[str], ner: str) -> None:
    """Memory of a whole run, and the time from a cold start, in processes of their own."""
    command = [sys.executable, "-m", "pipeline.cli"]
    by_ner = ["--ner", ner]
    with tempfile.TemporaryDirectory() as folder:
        archive, article = Path(folder, "articles.jsonl"), Path(folder, "article.txt")
        with archive.open("w", encoding="utf-8") as lines:
            for number, text in enumerate(text for _ in range(10) for text in texts):
                print(json.dumps({"doc_id": str(number), "text": text}), file=lines)
        article.write_text(min(texts, key=len), encoding="utf-8")
        extract = [*command, "extract", article, *by_ner]
        starts = [_seconds_of_process(extract) for _ in range(ROUNDS)]
        subprocess.run([*command, "run", archive, "--to", Path(folder, "out.jsonl"), *by_ner], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    megabytes = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"{'cold start, one article':28} {min(starts):8.2f} s")
    print(f"{'peak memory of a run':28} {megabytes:8.0f} MB\n")


def _texts(path: Path | None) -> list[str]:
    if path is None:
        return samples()
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line]


def samples() -> list[str]:
    """The sample articles, which need nearly all rules."""
    paths = sorted((data_folder() / "samples").glob("*.txt"))
    return [path.read_bytes().decode("utf-8") for path in paths]


def _seconds_of_process(command: Sequence[str | Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _seconds(read: Reader, texts: Sequence[str]) -> float:
    start = time.process_time()
    read(texts)
    return time.process_time() - start


if __name__ == "__main__":
    main()
