#!/usr/bin/env python3
"""CPU time and peak memory of whole runs of wenmai, against jieba-rs alone cutting the same texts.

    cargo build --release --bin wenmai --example cut_only
    python3 benches/cpu.py FOLDER [--speech FILE] [--rounds 5] [--repeat 4]

Every measurement is a process of its own; user and system time and the peak of resident memory come from the system's
account of it (Linux, macOS). jieba-rs runs before each of them, in the same minute, so that what else the machine does
falls on both; the ratio is the median of the ratios of neighbours. FOLDER holds .md or .txt files. With --repeat N the
last part takes the texts N times from a temporary folder and compares wall time on one and two threads.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENDING = ".exe" if os.name == "nt" else ""
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", Path(__file__).resolve().parent.parent / "target")) / "release"
WENMAI = BUILT / f"wenmai{ENDING}"
CUT_ONLY = BUILT / "examples" / f"cut_only{ENDING}"
PARTS = ["workbook", "ranks", "charts", "report"]


def measure(command):
    """CPU seconds, peak MB and wall seconds of a command that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{' '.join(map(str, command))} failed: {message}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return usage.ru_utime + usage.ru_stime, peak, wall


def median(rows, column):
    return statistics.median(row[column] for row in rows)


def against_jieba(folder, output, rounds):
    """A B A B …: jieba-rs before every setting of wenmai."""
    run = ["run", folder, "-q", "-o", output / "run"]
    without = lambda parts: [*run, "--without", ",".join(parts)]
    settings = {
        "counts and one TF-IDF (tfidf --by document)": ["tfidf", folder, "--by", "document", "-q", "-o", output / "tfidf.csv"],
        "the same on one thread": ["tfidf", folder, "--by", "document", "-q", "-o", output / "tfidf.csv", "--threads", "1"],
        "one frequency table (freq)": ["freq", folder, "-q", "-o", output / "freq.csv"],
        "run, CSV only": without([*PARTS, "parquet"]),
        "run, CSV and Parquet": without(PARTS),
        **{f"run, CSV, Parquet and {part}": without([p for p in PARTS if p != part]) for part in PARTS},
        "run, everything": run,
    }
    alone = []
    results = {name: [] for name in settings}
    for _ in range(rounds):
        for name, arguments in settings.items():
            before = measure([CUT_ONLY, folder])
            cpu, peak, _ = measure([WENMAI, *arguments])
            alone.append(before)
            results[name].append((cpu, peak, cpu / before[0]))
    print(f"| what | CPU s | × jieba-rs alone | peak MB |\n|---|---:|---:|---:|\n| jieba-rs alone | {median(alone, 0):.2f} | 1.00 | {median(alone, 1):.0f} |")
    for name, rows in results.items():
        print(f"| {name} | {median(rows, 0):.2f} | {median(rows, 2):.2f} | {max(row[1] for row in rows):.0f} |")


def threads(folder, output, rounds, repeat):
    """Wall time on one thread over that on two, on the texts taken several times."""
    many = output / "many"
    for copy in range(repeat):
        shutil.copytree(folder, many / str(copy))
    size = sum(f.stat().st_size for f in many.rglob("*") if f.is_file()) / 1e6
    settings = {
        "tfidf --by document": ["tfidf", many, "--by", "document", "-q", "-o", output / "tfidf.csv"],
        "run, CSV and Parquet": ["run", many, "-q", "-o", output / "run", "--without", ",".join(PARTS)],
    }
    print(f"\n{size:.0f} MB\n\n| what | wall s, 1 thread | wall s, 2 threads | faster | CPU s, 1 thread | CPU s, 2 threads | peak MB |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, arguments in settings.items():
        pairs = [[measure([WENMAI, *arguments, "--threads", str(n)]) for n in (1, 2)] for _ in range(rounds)]
        one, two = ([pair[i] for pair in pairs] for i in (0, 1))
        faster = statistics.median(a[2] / b[2] for a, b in pairs)
        peak = max(row[1] for row in two)
        print(f"| {name} | {median(one, 2):.2f} | {median(two, 2):.2f} | {faster:.2f} × | {median(one, 0):.2f} | {median(two, 0):.2f} | {peak:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--speech", type=Path, help="one short text, for the time of a small job")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=0)
    options = parser.parse_args()
    for program in (WENMAI, CUT_ONLY):
        if not program.exists():
            sys.exit(f"{program} is missing: cargo build --release --bin wenmai --example cut_only")
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    with tempfile.TemporaryDirectory() as place:
        against_jieba(options.folder, Path(place), options.rounds)
        if options.speech:
            rows = [measure([WENMAI, "freq", options.speech, "-q"]) for _ in range(max(options.rounds, 15))]
            print(f"\none speech of {options.speech.stat().st_size / 1e3:.0f} KB to a frequency table: {median(rows, 0) * 1000:.0f} ms CPU, {median(rows, 1):.0f} MB")
        if options.repeat:
            threads(options.folder, Path(place), options.rounds, options.repeat)
    print(f"\nload of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
