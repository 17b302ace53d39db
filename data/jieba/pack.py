"""Packs jieba's dictionary and hidden Markov model into the two files that build/main.rs reads.

    python3 data/jieba/pack.py jieba-rs/src/data/dict.txt jieba-macros/src/hmm.model

dict.txt is sorted, so a word is written as the number of characters it shares with the word before it (one hexadecimal
digit) and its remaining characters: `zcat data/jieba/dictionary.gz` stays a readable list, a tenth smaller than the plain one.
"""

import gzip
import pathlib
import sys

folder = pathlib.Path(__file__).parent


def write(name, text):
    with open(folder / name, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())


lines, last = [], ""
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    word, frequency, tag = line.split()
    assert last < word, f"{word} is out of order"
    shared = 0
    while shared < min(len(last), len(word), 15) and last[shared] == word[shared]:
        shared += 1
    lines.append(f"{shared:x}{word[shared:]} {frequency} {tag}")
    last = word
write("dictionary.gz", "\n".join(lines) + "\n")
write("model.gz", pathlib.Path(sys.argv[2]).read_text())
