#!/usr/bin/env python3
"""wenmai beside other programs: whole runs from files to TF-IDF, words cut right, keywords found.

    cargo build --release
    python3 benches/peers/run.py pipeline FOLDER [--rounds 5] [--top 20 0]
    python3 benches/peers/run.py segmentation CORPORA
    python3 benches/peers/run.py keywords CORPORA

The peers are set up in a virtual environment under target/, in the versions of requirements.txt, which needs the network once.

`pipeline`: files are read and cut without the hidden Markov model, words counted and weighed by scikit-learn's TF-IDF, and of those
of two and more Chinese characters the 20 heaviest of each document, or all, written as CSV. FOLDER holds .md and .txt files, or one .jsonl with a column
`content`. So that all count the same tokens, the texts are laid out first, outside the time: each becomes one line (wenmai would leave
out the numbers of headings and the frame of web pages, which the others do not know), and letters, digits and Chinese numerals
become commas (wenmai keeps 5G, 12万亿元 and ×小时 whole), and so do blanks (it joins 附 则); the share of Chinese characters lost by that
is printed. First every cell of every table is compared: counts must be equal, weights within 1e-5 of each other (wenmai writes six digits).

Programs run in turn, wenmai before each of the others (A B A C A D), after a round that is not timed. CPU time and peak of
resident memory are the system's account of each process; the ratio is the median of the ratios of neighbours.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent.parent / "target"))
ENDING = ".exe" if os.name == "nt" else ""
WORK = "--by document --scheme sklearn --unknown single --min-count 1 --general-stopwords false --policy-stopwords false"
HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af\uf900-\ufaff〇"
NUMERALS = "一二三四五六七八九十百千万亿零〇两几萬億兩幾"
TAKEN_OUT = re.compile(rf"(?:[^\W_{HAN}]|[{NUMERALS}]|[ \t\u3000\u00a0×])+")


def environment(lists):
    """The Python of a virtual environment that holds what the lists name."""
    place = TARGET / "peers"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = "".join((HERE / name).read_text() for name in lists)
    note = place / "installed.txt"
    held = note.read_text() if note.exists() else ""
    if wanted not in held:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
        files = [part for name in lists for part in ("-r", HERE / name)]
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *files], check=True)
        note.write_text(held + wanted)
    return python


def flat(text):
    """A text as one line of Chinese characters and punctuation."""
    lines = (line.strip(" \t\u3000#*") for line in text.splitlines())
    return "。" + "。".join(TAKEN_OUT.sub("，", line) for line in lines if line) + "。\n"


def han(text):
    return len(re.findall(f"[{HAN}]", text))


def lay_out(source, place):
    """Writes the texts of `source` to `place`, a document a file, and says how much that is."""
    if source.suffix == ".jsonl":
        rows = source.read_text(encoding="utf-8").splitlines()
        texts = ((f"{number:05}.txt", json.loads(row)["content"]) for number, row in enumerate(rows, 1))
    else:
        files = sorted(path for path in source.rglob("*") if path.suffix in (".md", ".txt"))
        files = [path for path in files if not path.name.lower().startswith("readme") and path.name != "_index.md"]
        texts = ((path.relative_to(source).with_suffix(".txt"), path.read_text(encoding="utf-8-sig")) for path in files)
    count = size = before = after = 0
    for name, text in texts:
        path, line = place / name, flat(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line, encoding="utf-8")
        count, size, before, after = count + 1, size + len(line.encode()), before + han(text), after + han(line)
    if not before:
        sys.exit(f"{source} holds no Chinese text in .md or .txt files; for a table name the .jsonl file itself")
    return f"{count:,} documents, {size / 1e6:.1f} MB, {100 * after / before:.1f} % of their Chinese characters"


def measure(command):
    """CPU seconds, peak MiB and wall seconds of a command that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed: {message}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return usage.ru_utime + usage.ru_stime, peak, wall


def commands(options, place):
    """wenmai and its peers: each makes a command of a table and of how many words of a document it lists."""
    wenmai = options.wenmai or TARGET / "release" / f"wenmai{ENDING}"
    if not wenmai.exists():
        sys.exit(f"{wenmai} is missing: cargo build --release")
    python = environment(["requirements.txt"])
    folder = place / "texts"
    work = ["-q", *WORK.split(), "--top"]
    other = options.jieba_rs.split()
    yield "wenmai", lambda table, top: [wenmai, "tfidf", folder, "-o", table, *work, top]
    yield "the same program on jieba-rs 0.11", lambda table, top: [wenmai, "tfidf", folder, "-o", table, *work, top, *other]
    for name, script in (("rjieba + polars", "rjieba_polars.py"), ("rjieba + scikit-learn", "rjieba_sklearn.py"), ("jieba + scikit-learn", "jieba_sklearn.py")):
        yield name, lambda table, top, script=script: [python, HERE / script, folder, table, top]


def agree(own, peers, place):
    """Says of each peer whether its table of all cells is ours; the first run of each also warms the machine up."""
    ours, theirs = place / "ours.csv", place / "theirs.csv"
    measure(own(ours, 0))
    failed = False
    for name, command in peers.items():
        measure(command(theirs, 0))
        print(f"{name}: ", end="", flush=True)
        failed |= subprocess.run([sys.executable, HERE / "compare.py", ours, theirs]).returncode != 0
    return not failed


def turns(own, peers, table, top, rounds):
    """Runs wenmai before each of the others, and prints the table."""
    ours, results = [], {name: [] for name in peers}
    for _ in range(rounds):
        for name, command in peers.items():
            before, after = measure(own(table, top)), measure(command(table, top))
            ours.append(before)
            results[name].append((*after, after[0] / before[0], after[1] / before[1]))
    middle = lambda rows, column: statistics.median(row[column] for row in rows)
    listed = f"{top} heaviest words" if top else "all words"
    print(f"\n| {listed} of each document, median of {rounds} | CPU s | ÷ wenmai | peak MiB | ÷ wenmai | wall s |\n|---|---:|---:|---:|---:|---:|")
    print(f"| wenmai | {middle(ours, 0):.2f} | 1 | {middle(ours, 1):.0f} | 1 | {middle(ours, 2):.2f} |")
    for name, rows in results.items():
        ratios = [row[3] for row in rows]
        cpu = f"{middle(rows, 0):.2f} | {statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"
        print(f"| {name} | {cpu} | {middle(rows, 1):.0f} | {middle(rows, 4):.1f} | {middle(rows, 2):.2f} |", flush=True)


def pipeline(options):
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        laid_out = lay_out(options.folder, place / "texts")
        peers = dict(commands(options, place))
        own = peers.pop("wenmai")
        print(f"{laid_out}; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
        same = agree(own, peers, place)
        for top in options.top:
            turns(own, peers, place / "table.csv", top, options.rounds)
        print(f"\nload of the machine: {os.getloadavg()[0]:.1f}")
    if not same:
        sys.exit("the tables differ")


def quality(script, lists):
    def run(options):
        sys.exit(subprocess.run([environment(lists), HERE / script, options.folder]).returncode)

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    whole = commands.add_parser("pipeline", help="whole runs from files to TF-IDF")
    whole.add_argument("--rounds", type=int, default=5)
    whole.add_argument("--top", type=int, nargs="+", default=[20, 0], help="words of each document to write, a table for each; 0 for all")
    whole.add_argument("--wenmai", type=Path, help="the program, if not the one under target/release")
    whole.add_argument("--jieba-rs", default="--segmenter jieba-rs", help="options that make wenmai cut with jieba-rs")
    whole.set_defaults(run=pipeline)
    words = commands.add_parser("segmentation", help="word F1 of other segmenters")
    words.set_defaults(run=quality("segmentation.py", ["requirements.txt", "requirements-quality.txt"]))
    keywords = commands.add_parser("keywords", help="keywords found by jieba")
    keywords.set_defaults(run=quality("keywords.py", ["requirements.txt"]))
    for command in (whole, words, keywords):
        command.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
