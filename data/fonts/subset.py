"""Makes the two fonts of this folder, and the list of characters they hold.

    python subset.py list  UNIHAN_OTHER_MAPPINGS [TEXT …]   # writes characters.txt
    python subset.py fonts PACKAGE_FOLDER                   # writes NotoSansSC-*.ttf

UNIHAN_OTHER_MAPPINGS is the file Unihan_OtherMappings.txt of the Unicode
Character Database (plain or .bz2; the Debian package `unicode-data` installs
it). TEXT are files or folders whose Han characters are to be covered as well;
only characters seen at least TEXT_MINIMUM times are taken.

PACKAGE_FOLDER is the unpacked npm package `@expo-google-fonts/noto-sans-sc`,
version 0.4.3 (`npm pack @expo-google-fonts/noto-sans-sc@0.4.3`, then untar).

Needs Python 3.10 or later and `fonttools` (made with 4.68.0). The same input
gives the same bytes: no time, no path and no locale enters the fonts.
"""

import bz2
import re
import sys
from collections import Counter
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
CHARACTERS = HERE / "characters.txt"
WEIGHTS = {
    "NotoSansSC-Regular.ttf": "400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "700Bold/NotoSansSC_700Bold.ttf",
}

# A line of text is measured as 1.24 em high: the drawing library writes
# font-size = size / 1.24, so with this sum a measured width is the drawn one.
ASCENT_EM, DESCENT_EM = 0.94, 0.30

TEXT_MINIMUM = 20

# Characters that the standards may lack: of names and of older print …
NAMES = "镕堃喆赟淏翀祎頔濛垚昇瑄玥珺琨璟皓煊燊骉淼甯乂罡犇叒〇々"
# … and of traditional texts: forms that Hong Kong writes, words of Cantonese.
TRADITIONAL = (
    "爲羣裏綫衞麪峯枱啓説税脱兑鋭閲悦敍滙鈎竈牀祕僞衆産査盌喫巿溼擡綉銹廸驊紓舖絶鳯煑"
    "嘅佢哋啲咁咗嚟嘢嗰喺冇諗搵啱㗎咩囉嘞攞瞓靚攰嗌噉乜哂"
)

# Ranges taken whole: Latin, Greek, Cyrillic; punctuation; number forms;
# arrows, mathematics, boxes and shapes; CJK punctuation; full-width forms.
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x0391, 0x03A9), (0x03B1, 0x03C9),
    (0x0410, 0x044F), (0x2010, 0x2027), (0x2030, 0x203B), (0x20AC, 0x20AC),
    (0x2100, 0x2122), (0x2150, 0x217F), (0x2190, 0x2199), (0x2200, 0x22A5),
    (0x2460, 0x249B), (0x2500, 0x254B), (0x2581, 0x2588), (0x25A0, 0x25EF),
    (0x2605, 0x2606), (0x3000, 0x301E), (0x3021, 0x3029), (0x3105, 0x3129),
    (0x3220, 0x3229), (0x338E, 0x33D5), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5),
]


def gb2312():
    """The characters of GB 2312-80, by the codec."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(c) for pair in rows for c in pair.decode("gb2312", "ignore")}


def big5():
    """The 5,401 common characters of Big5 (its first level), by the codec."""
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    rows = (bytes([row, cell]) for row in range(0xA4, 0xC7) for cell in cells)
    return {ord(c) for pair in rows for c in pair.decode("big5", "ignore") if "\u3400" <= c <= "\u9fff"}


def general_standard(unihan):
    """The 8,105 characters of 通用规范汉字表 (2013): property kTGH."""
    path = Path(unihan)
    data = bz2.decompress(path.read_bytes()) if path.suffix == ".bz2" else path.read_bytes()
    found = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:", data.decode("utf-8"), re.MULTILINE)
    points = {int(point, 16) for point in found}
    if len(points) != 8105:
        sys.exit(f"{path.name}: {len(points)} characters with kTGH, 8105 expected")
    return points


def seen_in(places):
    """Han characters that occur at least TEXT_MINIMUM times in the texts."""
    counts = Counter()
    for place in map(Path, places):
        files = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
        for file in files:
            try:
                counts.update(file.read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                continue
    return {ord(c) for c, n in counts.items() if n >= TEXT_MINIMUM and "\u3400" <= c <= "\u9fff"}


def write_list(unihan, places):
    points = gb2312() | general_standard(unihan) | big5() | {ord(c) for c in NAMES + TRADITIONAL}
    extra = seen_in(places) - points
    points |= extra
    for first, last in RANGES:
        points.update(range(first, last + 1))
    text = "".join(map(chr, sorted(points)))
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    CHARACTERS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(points)} characters, {len(extra)} of them only from the texts")


def write_fonts(package):
    wanted = {ord(c) for c in CHARACTERS.read_text(encoding="utf-8")} - {0x0A}
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT"]
    options.recalc_timestamp = False
    for name, source in WEIGHTS.items():
        font = TTFont(Path(package) / source, recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted))
        subsetter.subset(font)
        em = font["head"].unitsPerEm
        font["hhea"].ascent = round(em * ASCENT_EM)
        font["hhea"].descent = -round(em * DESCENT_EM)
        font["hhea"].lineGap = 0
        font["OS/2"].fsSelection &= ~(1 << 7)  # USE_TYPO_METRICS off: hhea counts
        font.save(HERE / name, reorderTables=True)
        held = set(font.getBestCmap())
        lacking = "".join(chr(p) for p in sorted(wanted - held) if 0x3400 <= p <= 0x9FFF)
        size = (HERE / name).stat().st_size
        print(f"{name}: {size} bytes, {len(held)} characters, Han not in the source: {lacking or 'none'}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["list", unihan, *places]:
            write_list(unihan, places)
        case ["fonts", package]:
            write_fonts(package)
        case _:
            sys.exit(__doc__)
