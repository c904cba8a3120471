"""The colours of the window as data: light, dark, high contrast; ``contrast`` recomputes their ratios."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour by its use, as ``#RRGGBB``.

    Surfaces and lines first, then inks. Nobody outside the theme writes a colour.
    """

    window: str
    panel: str
    sheet: str
    zebra: str
    hover: str
    sunken: str
    na: str
    sel: str
    sel_line: str
    line: str
    line2: str
    accent: str
    accent_hover: str
    accent_down: str
    accent_soft: str
    accent_line: str
    warn_soft: str
    warn_line: str
    info_soft: str
    tip: str
    on_tip: str
    desk: str
    text: str
    text2: str
    text3: str
    accent_text: str
    link: str
    ok: str
    warn: str
    off: str
    edge: str
    focus: str
    on_accent: str
    on_focus: str


LIGHT = Tokens(
    window="#F4F1EA",
    panel="#FAF8F4",
    sheet="#FFFFFF",
    zebra="#FCFAF7",
    hover="#F3EFE7",
    sunken="#EEEAE1",
    na="#F1EDE5",
    sel="#E4ECF3",
    sel_line="#B9CDDD",
    line="#E6E1D7",
    line2="#CFC8BA",
    accent="#A61B1B",
    accent_hover="#8F1515",
    accent_down="#771010",
    accent_soft="#FBEFEC",
    accent_line="#E3B5AE",
    warn_soft="#FBF3E1",
    warn_line="#E3CD9C",
    info_soft="#EAF0F5",
    tip="#33302A",
    on_tip="#F7F4EE",
    desk="#D9D4C9",
    text="#25221D",
    text2="#585247",
    text3="#6E675B",
    accent_text="#A61B1B",
    link="#1D5A8C",
    ok="#2F6B3F",
    warn="#875400",
    off="#8C8578",
    edge="#8A8274",
    focus="#1D6299",
    on_accent="#FFFFFF",
    on_focus="#FFFFFF",
)
DARK = Tokens(
    window="#1B1918",
    panel="#211F1E",
    sheet="#272523",
    zebra="#2A2826",
    hover="#332F2D",
    sunken="#171615",
    na="#1F1E1C",
    sel="#2B3D4C",
    sel_line="#466178",
    line="#38352F",
    line2="#4E4A42",
    accent="#B8302A",
    accent_hover="#C53A33",
    accent_down="#9E2621",
    accent_soft="#3E2623",
    accent_line="#7A3C35",
    warn_soft="#3A3120",
    warn_line="#6B5830",
    info_soft="#263440",
    tip="#ECE8E0",
    on_tip="#25221D",
    desk="#141312",
    text="#ECE8E0",
    text2="#BDB6AA",
    text3="#AEA699",
    accent_text="#F39C90",
    link="#8CC2EE",
    ok="#8CC79A",
    warn="#E2B45F",
    off="#8F887C",
    edge="#8B8478",
    focus="#6FB3EA",
    on_accent="#FFFFFF",
    on_focus="#10202E",
)
# For weak eyes and poor screens: black ground, every text at least 7:1, every line at least 3:1.
CONTRAST = Tokens(
    window="#000000",
    panel="#000000",
    sheet="#000000",
    zebra="#0D0D0D",
    hover="#242424",
    sunken="#1A1A1A",
    na="#141414",
    sel="#00315C",
    sel_line="#8CC8FF",
    line="#7A7A7A",
    line2="#B0B0B0",
    accent="#C8102E",
    accent_hover="#B00E28",
    accent_down="#8F0B20",
    accent_soft="#2E0A0A",
    accent_line="#FF9A8F",
    warn_soft="#2A2000",
    warn_line="#FFD34D",
    info_soft="#00213A",
    tip="#FFFFFF",
    on_tip="#000000",
    desk="#000000",
    text="#FFFFFF",
    text2="#F0F0F0",
    text3="#DADADA",
    accent_text="#FFB0A8",
    link="#9AD4FF",
    ok="#8FE89E",
    warn="#FFD34D",
    off="#A6A6A6",
    edge="#FFFFFF",
    focus="#4DB8FF",
    on_accent="#FFFFFF",
    on_focus="#000000",
)
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def _linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
