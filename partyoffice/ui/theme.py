"""The look in force: colours, type scale and sizes; changed live by ``apply``.

Everything drawn by hand asks ``ink``, ``font`` and the heights here when it paints, so a new theme
or font size needs no second start. ``signals.changed`` tells those who keep something.
"""

from dataclasses import asdict
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from partyoffice.core.resources import resource
from partyoffice.ui import icons
from partyoffice.ui.style_sheet import TEMPLATE
from partyoffice.ui.tokens import LIGHT, THEMES, Tokens

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC")
SMALLEST_PT, USUAL_PT, LARGEST_PT = 9, 10, 16
NAMES = {"light": "浅色", "dark": "深色", "contrast": "高对比", "system": "跟随系统"}
# Points against body 10, and weight: only Regular and Bold exist in both families.
SCALE = {
    "figure": (1.8, True),
    "title": (1.3, True),
    "strong": (1.1, False),
    "strong_bold": (1.1, True),
    "body": (1.0, False),
    "bold": (1.0, True),
    "cap": (0.9, False),
    "cap_bold": (0.9, True),
}


class Signals(QObject):
    """Tells that colours or sizes changed."""

    changed = Signal()


signals = Signals()
_state: dict[str, Any] = {"tokens": LIGHT, "name": "light", "size": USUAL_PT}
_held: WeakKeyDictionary[QWidget, float] = WeakKeyDictionary()
_wide: WeakKeyDictionary[QWidget, float] = WeakKeyDictionary()


def tokens() -> Tokens:
    """Return the colours in force."""
    found: Tokens = _state["tokens"]
    return found


def name() -> str:
    """Return the chosen theme: ``light``, ``dark``, ``contrast`` or ``system``."""
    return str(_state["name"])


def size() -> int:
    """Return the body size in points, 9 to 16."""
    return int(_state["size"])


@cache
def ink(token: str) -> QColor:
    """Return one colour by its use, such as ``ink("line2")``."""
    return QColor(getattr(tokens(), token))


@cache
def family() -> str:
    """Return the first family this PC has, else the shipped sans, else Qt's own choice."""
    known = set(QFontDatabase.families())
    for wanted in FAMILIES:
        if wanted in known:
            return wanted
    return _shipped_family() or QGuiApplication.font().family()


def _shipped_family() -> str:
    found = ""
    for path in sorted(resource("fonts").glob("hei*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        found = found or (names[0] if names else "")
    return found


def points(role: str) -> float:
    """Return the size of a role in points; nothing is set under 9 pt."""
    return max(float(SMALLEST_PT), round(SCALE[role][0] * size() * 2) / 2)


@cache
def font(role: str = "body") -> QFont:
    """Return the font of a role of the type scale."""
    made = QFont(family())
    made.setPointSizeF(points(role))
    made.setBold(SCALE[role][1])
    return made


@cache
def metrics(role: str = "body") -> QFontMetrics:
    """Return the metrics of a role, for widths and base lines."""
    return QFontMetrics(font(role))


def line(role: str = "body") -> int:
    """Return the height of a text line of the role in logical pixels."""
    return metrics(role).height()


def row_height() -> int:
    """Return the height of a table row."""
    return max(30, line() + 11)


def control_height() -> int:
    """Return the height of a button or field."""
    return max(30, line() + 11)


def head_height() -> int:
    """Return the height of a table head."""
    return max(32, line("cap") + 15)


def tall_head_height() -> int:
    """Return the height of a table head whose titles have notes under them."""
    return max(44, 2 * line("cap") + 10)


def tree_row() -> int:
    """Return the height of a row in a tree or side list."""
    return max(28, line() + 9)


def scaled(pixels: float) -> int:
    """Return a size drawn for 10 pt at the present font size, never smaller than drawn."""
    return round(pixels * max(1.0, size() / USUAL_PT))


def keep_height(widget: QWidget, pixels: float) -> None:
    """Hold a bar at a height drawn for 10 pt, now and whenever the font size changes."""
    _held[widget] = pixels
    widget.setFixedHeight(scaled(pixels))


def keep_width(widget: QWidget, pixels: float) -> None:
    """Hold a field at a width drawn for 10 pt, now and whenever the font size changes."""
    _wide[widget] = pixels
    widget.setFixedWidth(scaled(pixels))


def _resolved(chosen: str) -> str:
    if chosen != "system":
        return chosen
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def palette() -> QPalette:
    """Return the palette, so that menus and views outside the style sheet agree with it."""
    role, made = QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: "window", role.WindowText: "text", role.Base: "sheet", role.AlternateBase: "zebra",
        role.Text: "text", role.Button: "sheet", role.ButtonText: "text", role.PlaceholderText: "text3",
        role.Highlight: "focus", role.HighlightedText: "on_focus", role.ToolTipBase: "tip",
        role.ToolTipText: "on_tip", role.Link: "link", role.LinkVisited: "link", role.Mid: "line2",
        role.Midlight: "line", role.Dark: "edge", role.Light: "sheet", role.BrightText: "on_accent",
    }  # fmt: skip
    for part, token in pairs.items():
        made.setColor(part, ink(token))
    for part in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, ink("off"))
    return made


def _sheet() -> str:
    values: dict[str, object] = asdict(tokens())
    values |= {role + "_pt": points(role) for role in SCALE}
    height = control_height()
    values |= {"inner": height - 2, "inner_ring": height - 4, "family": family()}
    values |= {"small": scaled(22), "small_ring": scaled(22) - 2}
    values |= {
        "icon_check": icons.sheet_url("check", tokens().sheet, 3),
        "icon_down": icons.sheet_url("chevron-down", tokens().text2),
        "icon_right": icons.sheet_url("chevron-right", tokens().text3),
        "icon_tick": icons.sheet_url("check", tokens().text2),
        "icon_off": icons.sheet_url("chevron-down", tokens().off),
    }
    text = TEMPLATE
    for key in sorted(values, key=len, reverse=True):
        text = text.replace("@" + key, str(values[key]))
    return text


def forget() -> None:
    """Drop what was made for the former colours and sizes."""
    for made in (ink, font, metrics):
        made.cache_clear()
    icons.forget()


def _hold() -> None:
    for widget, pixels in list(_held.items()):
        if isValid(widget):
            widget.setFixedHeight(scaled(pixels))
    for widget, pixels in list(_wide.items()):
        if isValid(widget):
            widget.setFixedWidth(scaled(pixels))


def follow_system(app: QApplication) -> None:
    """Change with the system's light and dark while the theme is ``system``."""

    def follow() -> None:
        if name() == "system":
            apply(app, "system", size())

    QGuiApplication.styleHints().colorSchemeChanged.connect(follow)


def apply(app: QApplication, chosen: str, size_pt: int) -> None:
    """Dress the whole program: ``light``, ``dark``, ``contrast`` or ``system``, body size 9 to 16 pt."""
    chosen = chosen if chosen in NAMES else "light"
    _state.update(name=chosen, tokens=THEMES[_resolved(chosen)])
    _state["size"] = min(max(size_pt, SMALLEST_PT), LARGEST_PT)
    forget()
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette())
    app.setStyleSheet(_sheet())
    icons.refresh(ink)
    _hold()
    signals.changed.emit()
