"""Write the Python packages with their licences into THIRD_PARTY_NOTICES.md.

Reads the packages the program itself needs (pyproject.toml and what those need) as installed
beside the Python that runs this: `python tools/notices.py`. The rest of the file stays as it is.
"""

import re
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
HEADING = "## Libraries"
BUILDING = "pyinstaller"  # its start-up program goes into the built one, what it needs itself does not
UNSTATED = {"sqlcipher3": "zlib/libpng"}  # the wheel says so in its LICENSE file alone
LEAD = """\
Installed from their own packages, unchanged, each with its own licence file; the built program
carries them. Names and licences as the packages state them (made by `tools/notices.py`).
PySide6 and Qt are used under the LGPL: their libraries lie as separate files in the built program's
folder and may be replaced there. PyInstaller's exception lets the program it builds carry any licence.
Inside the packages lie further works: SQLCipher (BSD-3-Clause, Zetetic LLC), SQLite (public domain) and
OpenSSL (Apache-2.0) in sqlcipher3; PDFium (BSD-3-Clause and Apache-2.0) in pypdfium2; libxml2 and
libxslt (MIT), zlib (Zlib) and on Windows libiconv (LGPL-2.1) in lxml; the image libraries named in
Pillow's licence file. The built program also carries Python (PSF-2.0).
"""


def needed() -> dict[str, Distribution]:
    """Return each package the program needs, directly or not, by lower-case name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    open_names = [name_of(line) for line in project["dependencies"]]
    found = {BUILDING: distribution(BUILDING)}
    while open_names:
        name = re.sub(r"[-_.]+", "-", open_names.pop().lower())  # one package, however it is asked for
        if name not in found:
            found[name] = distribution(name)
            lines = found[name].requires or []
            open_names += [name_of(line) for line in lines if applies(line)]
    return dict(sorted(found.items()))


def name_of(requirement: str) -> str:
    """Return the package a requirement names."""
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0]


def applies(requirement: str) -> bool:
    """Tell whether a requirement counts here: no extra, no other system, no older Python."""
    return ";" not in requirement


def licence(package: Distribution) -> str:
    """Return the licence as stated: expression, classifier, or the first line of the free text."""
    about = package.metadata
    stated = about["License-Expression"]
    named = [
        line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier", []) if line.startswith("License")
    ]
    return str(stated or ", ".join(named) or about["License"] or UNSTATED[package.name])


def section() -> str:
    """Return the section with its table."""
    rows = [f"| {about.name} | {about.version} | {licence(about)} |" for about in needed().values()]
    return "\n".join([HEADING, "", LEAD, "| package | version | licence |", "|---|---|---|", *rows, ""])


def write() -> None:
    """Put the section in its old place, or at the end."""
    text = NOTICES.read_text(encoding="utf-8") if NOTICES.exists() else "# Third-party notices\n"
    before, _, after = text.partition(HEADING)
    rest = after.partition("\n## ")[2]
    tail = f"\n## {rest}" if rest else ""
    NOTICES.write_text(f"{before.rstrip()}\n\n{section()}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(write())
