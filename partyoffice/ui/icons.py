"""Lucide outlines, recoloured for the theme: for buttons, style sheets and painters.

``put`` remembers what it dressed, so that ``refresh`` can dress it again in new colours.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QDir, QRectF, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from partyoffice.core.resources import resource

STROKE = 1.75


class Dressed(Protocol):
    """A button or an action: whatever takes an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Take the icon."""


_dressed: WeakKeyDictionary[Dressed, tuple[str, str]] = WeakKeyDictionary()
_ink: list[Callable[[str], QColor]] = []


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def recoloured(name: str, colour: str, stroke: float = STROKE) -> str:
    """Return the outline as SVG text in one colour, ``stroke`` in 24ths of its side."""
    return (
        _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )


@cache
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(recoloured(name, colour, stroke).encode()))


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor, stroke: float = STROKE) -> None:
    """Draw an outline into ``rect``; sharp at every screen scale."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour.name(), stroke).render(painter, rect)


def pixmap(name: str, colour: QColor, size: int = 16, scale: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """Return an outline as a picture of ``size`` logical pixels."""
    made = QPixmap(round(size * scale), round(size * scale))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(made.rect()), colour, stroke)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@cache
def _icon(name: str, colour: str, off: str, size: int) -> QIcon:
    made = QIcon()
    for scale in {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0}:
        made.addPixmap(pixmap(name, QColor(colour), size, scale), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, QColor(off), size, scale), QIcon.Mode.Disabled)
    return made


def icon(name: str, tone: str = "text2", size: int = 16) -> QIcon:
    """Return an icon in the colour of a token; its disabled form is in ``off``."""
    ink = _ink[0]
    return _icon(name, ink(tone).name(), ink("off").name(), size)


def put(target: Dressed, name: str, tone: str = "text2") -> None:
    """Give a button or action its icon, and again whenever the theme changes."""
    _dressed[target] = (name, tone)
    if _ink:
        target.setIcon(icon(name, tone))


def refresh(ink: Callable[[str], QColor]) -> None:
    """Take the inks of a theme and dress again whatever still lives."""
    _ink[:] = [ink]
    for target, (name, tone) in list(_dressed.items()):
        if isValid(target):
            target.setIcon(icon(name, tone))


@cache
def _folder() -> QTemporaryDir:
    folder = QTemporaryDir()
    QDir.addSearchPath("sheet-icons", folder.path())
    return folder


@cache
def sheet_url(name: str, colour: str, stroke: float = STROKE) -> str:
    """Return the address by which a style sheet names a recoloured outline."""
    file = f"{name}-{colour[1:]}-{stroke}.svg"
    Path(_folder().filePath(file)).write_text(recoloured(name, colour, stroke), encoding="utf-8")
    return f"sheet-icons:{file}"


def forget() -> None:
    """Drop what was drawn in former colours."""
    _renderer.cache_clear()
    _icon.cache_clear()
