"""What the peers share: which files there are, and which tokens are words.

The words are those that wenmai counts in the texts that run.py lays out: tokens of Chinese characters. Asked once a distinct word and not
once a token, after counting, so that it costs the peers next to nothing. All of them are weighed, and those of two characters and
more are written, as wenmai does it.
"""

import re
import sys
from pathlib import Path

WORD = "^[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af\uf900-\ufaff]+$"
WRITTEN = 2  # least characters

_word = re.compile(WORD)


def is_word(token):
    return _word.match(token) is not None


def documents(folder):
    """Names and texts, in the order of the names."""
    folder = Path(folder)
    for path in sorted(folder.rglob("*.txt")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def arguments():
    """Where the texts are, the table to write, and how many words of each document it lists: the heaviest, 0 for all."""
    if len(sys.argv) != 4:
        sys.exit(f"{sys.argv[0]} FOLDER TABLE.csv TOP")
    return sys.argv[1], sys.argv[2], int(sys.argv[3])
