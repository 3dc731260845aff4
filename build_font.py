"""Make the stamp's font again: Noto Sans CJK SC with the characters of GB 2312, ASCII and some signs, as WOFF2.

    python build_font.py NotoSansCJK-Regular.ttc

The whole font is Debian's fonts-noto-cjk (/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc), under the SIL Open
Font License 1.1, which its part in the package keeps: see OFL.txt beside it.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

OUT = Path(__file__).resolve().parent / "backend" / "fieldloop" / "evidence" / "font" / "stamp.woff2"
FAMILY = "Noto Sans CJK SC"
SIGNS = "·—…“”‘’、。《》（）：；！，？～℃°№①②③④⑤⑥⑦⑧⑨⑩±×÷≤≥→←↑↓□■○●◇◆△▲★☆￥〇"


def characters() -> set[int]:
    """Return what the stamp can write: names in Chinese and in the languages of Latin-1."""
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {ord(sign) for sign in SIGNS}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def main() -> None:
    """Write the font, and say how large it is and what it lacks."""
    font = next(one for one in TTCollection(sys.argv[1]).fonts if one["name"].getBestFamilyName() == FAMILY)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True
    )
    options.drop_tables += ["VORG", "vhea", "vmtx", "GSUB", "GPOS", "GDEF", "BASE"]
    options.desubroutinize = False
    tool = subset.Subsetter(options)
    wanted = characters()
    tool.populate(unicodes=wanted)
    tool.subset(font)
    lacking = sorted(wanted - set(font.getBestCmap()))
    font.flavor = "woff2"
    OUT.parent.mkdir(exist_ok=True)
    font.save(OUT)
    print(
        f"{OUT.name}: {OUT.stat().st_size} bytes, {len(TTFont(OUT).getBestCmap())} characters;"
        f" not in the font: {''.join(map(chr, lacking)) or 'none'}"
    )


if __name__ == "__main__":
    main()
