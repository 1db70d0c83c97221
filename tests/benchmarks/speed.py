"""How fast khabarkav is, beside hazm's Normalizer on the same texts in the same process.

    python tests/benchmarks/speed.py                    the sample articles, repeated
    python tests/benchmarks/speed.py ARTICLES.jsonl     articles of your own ("text" in each line)

Prints articles a second of hazm's Normalizer alone and of the whole pipeline (text in, JSON out), the ratio,
the time of each stage, how time grows with length, the memory a run takes and the time of a cold start.
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
from pathlib import Path

from pipeline import Article, Document, Pipeline
from pipeline.assemble import assemble
from pipeline.record import check, plain_json
from pipeline.resources import data_folder

# All but the cold start is measured in CPU seconds, so that what else the machine does counts little.
ROUNDS = 7
ARTICLES = 100  # a round reads at least so many


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "articles", nargs="?", type=Path, help="JSONL file of articles (default: the samples)"
    )
    parser.add_argument("--without-hazm", action="store_true", help="leave out the comparison, which is slow")
    options = parser.parse_args()
    texts = _texts(options.articles)
    pipeline = Pipeline()
    print(f"Python {platform.python_version()}, one process, {len(texts)} articles of", end=" ")
    print(f"{statistics.mean(map(len, texts)):,.0f} characters on average, best of {ROUNDS} rounds\n")
    processes(texts)  # first, for a process that is started counts the memory of the one that starts it
    throughput(pipeline, texts, with_hazm=not options.without_hazm)
    stages(pipeline, texts)
    growth(pipeline, texts)


def throughput(pipeline: Pipeline, texts: Sequence[str], *, with_hazm: bool) -> None:
    """Articles a second, the two measured by turns."""
    contestants: dict[str, Callable[[str], object]] = {
        "khabarkav": lambda text: plain_json(pipeline.plain(text))
    }
    if with_hazm:
        from hazm import Normalizer

        contestants["hazm Normalizer"] = Normalizer().normalize
    seconds_of = {name: [float("inf")] * len(texts) for name in contestants}
    for _ in range(ROUNDS):
        for name, read in contestants.items():
            for number, text in enumerate(texts):
                seconds_of[name][number] = min(seconds_of[name][number], _seconds(read, [text]))
    best = {name: sum(seconds) for name, seconds in seconds_of.items()}
    for name, seconds in best.items():
        per_article = seconds / len(texts)
        print(f"{name:28} {1 / per_article:8,.0f} articles/s {per_article * 1000:8.3f} ms an article")
    if with_hazm:
        print(f"{'ratio':28} {best['hazm Normalizer'] / best['khabarkav']:8.1f} times as fast\n")


def stages(pipeline: Pipeline, texts: Sequence[str]) -> None:
    """Where the time goes."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        spent: dict[str, float] = {}

        def took(name: str, since: float, spent: dict[str, float] = spent) -> float:
            now = time.process_time()
            spent[name] = spent.get(name, 0.0) + now - since
            return time.process_time()

        for text in texts:
            clock = time.process_time()
            document = Document(Article(text))
            clock = took("fold", clock)
            for stage in pipeline.stages:
                stage(document)
                clock = took(stage.name, clock)
            record = assemble(document)
            clock = took("assemble", clock)
            check(record)
            clock = took("validate", clock)
            plain_json(record)
            took("JSON", clock)
        for name, seconds in spent.items():
            best[name] = min(best.get(name, seconds), seconds)
    total = sum(best.values())
    print("where the time goes")
    for name, seconds in best.items():
        print(f"  {name:26} {seconds / len(texts) * 1000:8.3f} ms {seconds / total:6.0%}")
    print()


def growth(pipeline: Pipeline, texts: Sequence[str]) -> None:
    """Time for each thousand characters of ever longer articles: level where time is linear in length."""
    print("time by length of article")
    whole = "\n".join(texts)
    for length in (1_000, 4_000, 16_000, 64_000):
        text = (whole * (length // len(whole) + 1))[:length]
        seconds = min(_seconds(pipeline.plain, [text]) for _ in range(ROUNDS))
        print(f"  {length:8,} characters {seconds / length * 1e6:8.3f} ms for each thousand")
    print()


def processes(texts: Sequence[str]) -> None:
    """Memory of a whole run, and the time from a cold start, in processes of their own."""
    command = [sys.executable, "-m", "pipeline.cli"]
    with tempfile.TemporaryDirectory() as folder:
        archive, article = Path(folder, "articles.jsonl"), Path(folder, "article.txt")
        lines = (json.dumps({"doc_id": str(n), "text": text}) for n, text in enumerate(texts * 10))
        archive.write_text("\n".join(lines), encoding="utf-8")
        article.write_text(min(texts, key=len), encoding="utf-8")
        starts = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            subprocess.run([*command, "extract", article], check=True, stdout=subprocess.DEVNULL)
            starts.append(time.perf_counter() - start)
        subprocess.run([*command, "run", archive, "--to", Path(folder, "out.jsonl")], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    megabytes = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"{'cold start, one article':28} {min(starts):8.2f} s")
    print(f"{'peak memory of a run':28} {megabytes:8.0f} MB\n")


def _texts(path: Path | None) -> list[str]:
    if path is None:
        samples = sorted((data_folder() / "samples").glob("*.txt"))
        texts = [sample.read_bytes().decode("utf-8") for sample in samples]
    else:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line]
    return texts * -(-ARTICLES // len(texts))


def _seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
