import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit

from partyoffice.ui import icons, style_sheet, theme
from partyoffice.ui.tokens import CONTRAST, DARK, THEMES, Tokens, contrast

INKS = ("text", "text2", "text3", "accent_text", "link", "ok", "warn")
FAINT = ("off", "edge", "focus")  # exempt or not text: at least 3
GROUNDS = ("sheet", "zebra", "panel", "window", "hover", "sel", "na")
# The published table: ratio on sheet, panel, window, sel.
TABLE = {
    "light": {
        "text": (15.85, 14.94, 14.05, 13.27),
        "text2": (7.74, 7.30, 6.86, 6.48),
        "text3": (5.59, 5.27, 4.96, 4.69),
        "accent_text": (7.52, 7.09, 6.66, 6.30),
        "link": (7.26, 6.84, 6.43, 6.08),
        "ok": (6.37, 6.01, 5.65, 5.34),
        "warn": (6.37, 6.00, 5.64, 5.33),
        "off": (3.66, 3.45, 3.24, 3.06),
        "edge": (3.80, 3.58, 3.37, 3.18),
        "focus": (6.44, 6.07, 5.71, 5.40),
    },
    "dark": {
        "text": (12.50, 13.43, 14.34, 9.17),
        "text2": (7.59, 8.16, 8.70, 5.57),
        "text3": (6.34, 6.81, 7.27, 4.65),
        "accent_text": (7.25, 7.79, 8.32, 5.32),
        "link": (8.05, 8.65, 9.23, 5.90),
        "ok": (7.82, 8.40, 8.97, 5.74),
        "warn": (7.95, 8.54, 9.12, 5.83),
        "off": (4.35, 4.67, 4.99, 3.19),
        "edge": (4.12, 4.43, 4.73, 3.02),
        "focus": (6.77, 7.28, 7.77, 4.97),
    },
}


@pytest.mark.parametrize("name", TABLE)
def test_contrast_is_what_the_design_says(name):
    tokens = THEMES[name]
    for ink, wanted in TABLE[name].items():
        grounds = (tokens.sheet, tokens.panel, tokens.window, tokens.sel)
        found = [contrast(getattr(tokens, ink), ground) for ground in grounds]
        assert found == pytest.approx(wanted, abs=0.006), ink


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground(name):
    tokens = THEMES[name]
    for ground in GROUNDS:
        for ink in INKS:
            assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5, (ink, ground)
        for ink in FAINT:
            assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3, (ink, ground)


@pytest.mark.parametrize("name", THEMES)
def test_text_on_coloured_bars_and_buttons_can_be_read(name):
    tokens = THEMES[name]
    pairs = [("on_accent", ground) for ground in ("accent", "accent_hover", "accent_down")]
    pairs += [("text2", ground) for ground in ("accent_soft", "warn_soft", "info_soft")]
    pairs += [("on_tip", "tip"), ("on_focus", "focus"), ("accent_text", "accent_soft")]
    for ink, ground in pairs:
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5, (ink, ground)


def test_high_contrast_keeps_seven_to_one_and_every_line_in_sight():
    for ground in GROUNDS:
        for ink in INKS:
            assert contrast(getattr(CONTRAST, ink), getattr(CONTRAST, ground)) >= 7, (ink, ground)
    for line in ("line", "line2", "edge", "focus", "accent", "sel_line"):
        assert contrast(getattr(CONTRAST, line), CONTRAST.sheet) >= 3, line
    for bar in ("accent", "warn"):
        assert contrast(getattr(CONTRAST, f"{bar}_line"), getattr(CONTRAST, f"{bar}_soft")) >= 3, bar


def test_high_contrast_is_taken_live_and_an_unknown_theme_means_the_usual_one(dressed):
    theme.apply(dressed, "contrast", 12)
    assert theme.ink("sheet").name() == "#000000"
    assert CONTRAST.link in dressed.styleSheet()
    theme.apply(dressed, "sepia", 12)
    assert theme.name() == "light"


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_style_sheet_names_only_known_tokens(dressed):
    assert "@" not in dressed.styleSheet()
    assert "@line2" in style_sheet.TEMPLATE


def test_a_new_theme_reaches_palette_sheet_and_inks(dressed):
    theme.apply(dressed, "dark", 10)
    assert dressed.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.sheet
    assert DARK.accent in dressed.styleSheet()
    assert theme.ink("text").name().upper() == DARK.text


def test_a_new_size_reaches_rows_and_living_fields(dressed, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint().height()
    theme.apply(dressed, "light", 16)
    assert theme.row_height() > 30
    assert field.sizeHint().height() > before
    assert field.sizeHint().height() == theme.control_height()


def test_sizes_stay_between_nine_and_sixteen_points(dressed):
    theme.apply(dressed, "light", 40)
    assert theme.size() == 16
    theme.apply(dressed, "light", 1)
    assert theme.size() == 9
    assert min(theme.points(role) for role in theme.SCALE) == 9


def test_a_change_of_look_is_told(dressed, qtbot):
    with qtbot.waitSignal(theme.signals.changed):
        theme.apply(dressed, "dark", 11)


def test_following_the_system_picks_one_of_the_two(dressed):
    theme.apply(dressed, "system", 10)
    assert theme.name() == "system"
    assert theme.tokens() in THEMES.values()


def test_every_token_has_a_full_colour():
    for tokens in THEMES.values():
        for key in Tokens.__slots__:
            value = getattr(tokens, key)
            assert value.startswith("#"), key
            assert len(value) == 7, key


def test_icons_take_the_colour_asked_for():
    assert 'stroke="#123456"' in icons.recoloured("plus", "#123456")
    assert "currentColor" not in icons.recoloured("plus", "#123456")


def test_narrow_fields_and_bars_grow_with_the_font(dressed, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    theme.keep_width(field, 100)
    theme.keep_height(field, 40)
    theme.apply(dressed, "light", 15)
    assert (field.width(), field.height()) == (150, 60)


def test_the_system_turning_dark_is_followed_only_when_asked(dressed, monkeypatch):
    theme.follow_system(dressed)
    applied = []
    monkeypatch.setattr(theme, "apply", lambda _app, name, _size: applied.append(name))
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert applied == []
    monkeypatch.setitem(theme._state, "name", "system")
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert applied == ["system"]
