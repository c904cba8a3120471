"""Cut resources/names/strokes.txt from the Unihan database.

Run once per Unicode release: ``python tools/make_strokes.py /usr/share/unicode`` (the Debian
package unicode-data; any folder with Unihan_*.txt or Unihan_*.txt.bz2 will do). Of kTotalStrokes
only the first value is kept, the count of the mainland's glyph.
"""

import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "names" / "strokes.txt"
HEAD = """\
# Stroke counts of Chinese characters: the first value of kTotalStrokes.
# Cut from the Unicode Han Database (Unihan), dated {stamp}, by tools/make_strokes.py.
# Copyright Unicode, Inc.; distributed under the Unicode License (https://www.unicode.org/terms_of_use.html).
# A line: first code point in hex, then one character per code point, chr(47 + strokes); "/" is unknown.
"""
LONGEST = 256
UNKNOWN = "/"
BASE = 47


def lines(folder: Path) -> Iterator[str]:
    """Yield the lines of all Unihan files in a folder, packed or not."""
    for path in sorted(folder.glob("Unihan_*.txt*")):
        data = bz2.decompress(path.read_bytes()) if path.suffix == ".bz2" else path.read_bytes()
        yield from data.decode("utf-8").splitlines()


def read(folder: Path) -> tuple[dict[int, int], str]:
    """Return strokes by code point, and the date the database gives itself."""
    strokes, stamp = {}, ""
    for line in lines(folder):
        if found := re.match(r"U\+([0-9A-F]+)\tkTotalStrokes\t(\d+)", line):
            strokes[int(found[1], 16)] = int(found[2])
        elif line.startswith("# Date:"):
            stamp = line.split()[2]
    return strokes, stamp


def row(strokes: dict[int, int], start: int) -> str:
    """Return one line of up to LONGEST code points, unknown tail cut, empty if none is known."""
    codes = range(start, start + LONGEST)
    text = "".join(chr(BASE + strokes[code]) if code in strokes else UNKNOWN for code in codes)
    text = text.rstrip(UNKNOWN)
    return f"{start:X} {text}\n" if text else ""


def main() -> None:
    """Write the file and say how many characters it holds."""
    strokes, stamp = read(Path(sys.argv[1]))
    first, last = min(strokes) // LONGEST * LONGEST, max(strokes)
    rows = "".join(row(strokes, start) for start in range(first, last + 1, LONGEST))
    TARGET.write_text(HEAD.format(stamp=stamp) + rows, encoding="utf-8")
    print(f"{len(strokes)} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
