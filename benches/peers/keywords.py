"""Recall of the authors' keywords on csl-keywords by jieba's own `analyse`: the same measure as `examples/quality/keywords.rs`.

    python3 benches/peers/run.py keywords CORPORA      (sets jieba up first)
    python keywords.py CORPORA                         (where it is installed)

jieba gets abstract and title as one text, as the file has them; its weights look at neither place. Halves as in keywords.rs.
"""

import hashlib
import sys
from pathlib import Path

import jieba
import jieba.analyse

POS = ("ns", "n", "vn", "v")


def papers(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        _, text, keywords = line.split("\t")
        yield text, {word.strip().lower() for word in keywords.split("_") if word.strip()}, hashlib.sha256(text.encode()).digest()[0] & 1


def row(name, gold, extract):
    hits, wanted = [[0, 0], [0, 0]], [0, 0]
    for text, author, half in gold:
        found = [word.strip().lower() for word in extract(text)]
        wanted[half] += len(author)
        for place, cut in enumerate((5, 10)):
            hits[half][place] += len(author & set(found[:cut]))
    hits.append([sum(column) for column in zip(*hits)])
    wanted.append(sum(wanted))
    cells = [f"{100 * hit / all_:.1f}" for row, all_ in zip(hits, wanted) for hit in row]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main():
    gold = list(papers(Path(sys.argv[1]) / "csl-keywords" / "dev.tsv"))
    jieba.setLogLevel(60)
    print("| keywords, % of the authors' | development @5 | @10 | check @5 | @10 | all @5 | @10 |\n|---|---:|---:|---:|---:|---:|---:|")
    row("jieba 0.42.1 extract_tags", gold, lambda text: jieba.analyse.extract_tags(text, topK=10))
    row("jieba 0.42.1 extract_tags, nouns and verbs", gold, lambda text: jieba.analyse.extract_tags(text, topK=10, allowPOS=POS))
    row("jieba 0.42.1 textrank", gold, lambda text: jieba.analyse.textrank(text, topK=10))


if __name__ == "__main__":
    main()
