"""Whether two tables of document, term, count and weight say the same, in whatever order: prints one sentence.

    python3 compare.py OURS.csv THEIRS.csv

In a process of its own: what a program holds while it starts another counts as that one's memory.
"""

import csv
import sys


def cells(table):
    with open(table, encoding="utf-8-sig", newline="") as file:
        return {(row["document"], row["term"]): (int(row["count"]), float(row["weight"])) for row in csv.DictReader(file)}


def main():
    ours, theirs = map(cells, sys.argv[1:])
    both = ours.keys() & theirs.keys()
    equal = sum(ours[cell][0] == theirs[cell][0] for cell in both)
    furthest = max((abs(ours[cell][1] - theirs[cell][1]) / theirs[cell][1] for cell in both), default=0.0)
    same = equal == len(ours) == len(theirs) and furthest < 1e-5
    print(f"{equal:,} of {len(ours.keys() | theirs.keys()):,} counts equal, weights within {furthest:.0e}{'' if same else ' – NOT THE SAME'}")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
