"""Which face prints what: the PC's own faces first, else the shipped, character by character.

Roles are song 宋体, hei 黑体, hei_bold, title 小标宋, kai 楷体, fang 仿宋. The environment variable
PARTYOFFICE_FONTS=shipped keeps to the shipped faces, so that tests print the same everywhere.
"""

import os
import sys
import unicodedata
from functools import cache
from pathlib import Path

from partyoffice.core.resources import resource
from partyoffice.reports.faces import Face, may_embed, plain_form

ROLES = ("song", "hei", "hei_bold", "title", "kai", "fang")
# What stands in for a character the role's own face lacks, nearest in look first.
FALLBACK = {
    "song": ("song", "kai", "hei"),
    "hei": ("hei", "hei_bold", "song"),
    "hei_bold": ("hei_bold", "hei", "song"),
    "title": ("title", "song", "hei_bold"),
    "kai": ("kai", "song", "hei"),
    "fang": ("fang", "song", "kai", "hei"),
}
# File names by role, best first: Windows, then what WPS and 方正 put on Kylin and UOS.
SYSTEM_FILES = {
    "song": ("simsun.ttc", "simsun.ttf", "FZSSK.TTF"),
    "hei": ("simhei.ttf", "FZHTK.TTF"),
    "hei_bold": (),
    "title": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf", "方正小标宋_GBK.ttf"),
    "kai": ("楷体_GB2312.ttf", "simkai.ttf", "FZKTK.TTF"),
    "fang": ("仿宋_GB2312.ttf", "simfang.ttf", "FZFSK.TTF"),
}
NO_GLYPH = "〓"  # what printers set where a character is missing


def _folders() -> list[Path]:
    if sys.platform == "win32":
        roots = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
        local = os.environ.get("LOCALAPPDATA")
        return [*roots, Path(local) / "Microsoft/Windows/Fonts"] if local else roots
    home = Path.home()
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]


@cache
def _installed() -> dict[str, Path]:
    """Return the font files of this PC by lower-case name."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.rglob("*.[tT][tT][fFcC]")):
            found.setdefault(path.name.lower(), path)
    return found


@cache
def _system_face(role: str) -> Face | None:
    """Return the best embeddable face of this PC for a role."""
    paths = (_installed().get(name.lower()) for name in SYSTEM_FILES[role])
    return next((Face(path) for path in paths if path and may_embed(path)), None)


@cache
def _shipped_face(role: str) -> Face:
    return Face(resource(f"fonts/{role}.ttf"))


class _Ems(dict[str, float]):  # ruff: ignore[subclass-builtin] -- looked up for every character printed
    """The width of each character met so far, in ems."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        """Remember the faces to ask, in order, and what each character is drawn by."""
        super().__init__()
        self.faces = faces
        self.drawn: dict[str, tuple[Face | None, str]] = {}

    def __missing__(self, char: str) -> float:
        """Ask each face for the character, then for its plain form."""
        found = (
            (face, form) for form in (char, plain_form(char)) for face in self.faces if form in face.covers
        )
        face, form = next(found, (None, NO_GLYPH))
        self.drawn[char] = face, form
        self[char] = face.advance(form) if face else 1.0
        return self[char]


class Setting:
    """How one role prints: by its own face, and what that lacks by the others."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        """Load nothing yet."""
        self._ems, self._own = _Ems(faces), faces[0]
        self._em = self._ems.__getitem__

    def width(self, text: str) -> float:
        """Return the width of a text in ems."""
        return sum(map(self._em, text))

    def drawn(self, char: str) -> tuple[Face | None, str]:
        """Return the face that has a character (None: no face has) and what it draws."""
        self._em(char)
        return self._ems.drawn[char]

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """Part a text into stretches of one face; what nothing covers is drawn as 〓."""
        if self._own.covers.issuperset(text):
            return [(self._own, text)]
        parts: list[tuple[Face, str]] = []
        for char in text:
            face, form = self.drawn(char)
            face = face or self.drawn(NO_GLYPH)[0] or self._own
            if parts and parts[-1][0] is face:
                parts[-1] = face, parts[-1][1] + form
            else:
                parts.append((face, form))
        return parts


class FontSet:
    """The faces of one PC, or only the shipped ones."""

    def __init__(self, *, shipped_only: bool) -> None:
        """Load nothing yet."""
        self.shipped_only = shipped_only
        self._settings: dict[str, Setting] = {}

    def faces(self, role: str) -> tuple[Face, ...]:
        """Return the faces asked for a role's characters, in order."""
        found: list[Face] = []
        for name in FALLBACK[role]:
            own = None if self.shipped_only else _system_face(name)
            found += [own, _shipped_face(name)] if own else [_shipped_face(name)]
        return tuple(found)

    def setting(self, role: str) -> Setting:
        """Return how a role prints (KeyError for an unknown role)."""
        if role not in self._settings:
            self._settings[role] = Setting(self.faces(role))
        return self._settings[role]

    def uncovered(self, text: str) -> set[str]:
        """Return the characters no face of the song role, the widest of all, can print.

        造字 (private use) and unassigned characters are among them: Python calls neither printable.
        """
        setting = self.setting("song")
        meant = {char for char in text if char.isprintable() or unicodedata.category(char) in {"Co", "Cn"}}
        return {char for char in meant if setting.drawn(char)[0] is None}


@cache
def _font_set(shipped_only: bool) -> FontSet:
    return FontSet(shipped_only=shipped_only)


def current() -> FontSet:
    """Return the faces to print with now."""
    return _font_set(os.environ.get("PARTYOFFICE_FONTS") == "shipped")


def uncovered(text: str) -> set[str]:
    """Return the characters that would be printed as 〓, to be named before printing."""
    from partyoffice.reports.breaking import printable

    return current().uncovered(printable(text))
