"""How fast `khabarkav run` goes through a whole archive, and what it costs.

    python tests/benchmarks/archive.py                    10,000 articles: the samples with other figures
    python tests/benchmarks/archive.py NEWS.jsonl.gz      an archive of your own
    python tests/benchmarks/archive.py --to out.jsonl     into another destination than a DuckDB database

Runs it with one worker and with two, as often as --rounds says, by turns with a loop that only counts, in one
process and in two: what the machine makes of a second process is the measure for what a second worker brings.
Prints articles a second, the share of CPU time that goes to anything but extraction, and the most memory that
all processes together had.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from khabarkav_command import below, write_archive

_COUNT = 50_000_000


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--to", default="news.duckdb", help="name of the destination")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rates: dict[int, list[float]] = {1: [], 2: []}
    loops: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        archive = options.archive or write_archive(Path(folder, "news.jsonl"), 10_000)
        for number in range(1, options.rounds + 1):
            for workers in (1, 2):
                loops[workers].append(counting_rate(workers))
                to = Path(folder, f"{number}-{workers}-{options.to}")
                report, memory = measured_run(archive, to, workers)
                rates[workers].append(report["articles_per_second"])
                print(f"{workers} workers: {described(report, memory)}")
    print(f"\nfrom 1 to 2 workers: {gain(rates):.2f} times the rate; of the loop: {gain(loops):.2f}")


def measured_run(archive: Path, to: Path, workers: int) -> tuple[dict[str, Any], int]:
    """The report of a run, and the most memory its processes had together, in bytes; what they share, such as
    rules, counts once."""
    path = to.with_name("report.json")
    options = ["--to", str(to), "--report", str(path), "--workers", str(workers)]
    command = [sys.executable, "-m", "pipeline.cli", "run", str(archive), *options]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    most = [0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            most[0] = max(most[0], sum(map(proportional_memory, [process.pid, *below(process.pid)])))

    watching = threading.Thread(target=watch)
    watching.start()
    process.wait()
    ended.set()
    watching.join()
    return json.loads(path.read_text(encoding="utf-8")), most[0]


def proportional_memory(pid: int) -> int:
    """The memory of a process in bytes, where pages that several share are divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def described(report: dict[str, Any], memory: int) -> str:
    shares = report["cpu_shares"]
    parts = ", ".join(f"{name} {share:.1%}" for name, share in shares.items() if name != "extraction")
    cpu = sum(report["cpu_seconds"].values())
    main = report["cpu_seconds_of_main_process"]
    return (
        f"{report['articles']:,} articles, {report['articles_per_second']:,.0f} a second; "
        f"{1000 * cpu / report['articles']:.2f} ms of CPU time each, {1 - shares['extraction']:.1%} of it "
        f"outside extraction ({parts}), {main / cpu:.1%} in the main process; {memory / 1e6:,.0f} MB"
    )


def counting_rate(processes: int) -> float:
    """How far so many processes count in a second, together."""
    command = [sys.executable, "-c", f"number = 0\nwhile number < {_COUNT}: number += 1"]
    start = time.perf_counter()
    for process in [subprocess.Popen(command) for _ in range(processes)]:
        process.wait()
    return _COUNT * processes / (time.perf_counter() - start)


def gain(rates: dict[int, list[float]]) -> float:
    """The median rate of two, in those of one."""
    return statistics.median(rates[2]) / statistics.median(rates[1])


if __name__ == "__main__":
    main()
