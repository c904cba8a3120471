import struct

import pytest
from fontTools.ttLib import TTCollection, TTFont

from partyoffice.core.resources import resource
from partyoffice.reports import fonts
from partyoffice.reports.faces import Face, may_embed, plain_form, to_unicode_map

FOLDER = resource("fonts")
FILES = sorted(FOLDER.glob("*.ttf"))
COMMON = "的一是在中国共产党支部委员会发展对象预备期转正名册〇０《》（）“”——……①②③"


def cmap(path):
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def test_every_role_has_its_shipped_face_and_all_weigh_no_more_than_thirty_megabytes():
    assert {path.stem for path in FILES} == set(fonts.ROLES)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 30_000_000


def test_the_licences_lie_beside_the_faces():
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    fandol = (FOLDER / "GPL-Fandol.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in fandol
    assert "As a special exception, if you create a document which uses this font" in fandol
    notices = (resource("fonts").parents[1] / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    assert not [path.name for path in FILES if f"`{path.name}`" not in notices]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_face_covers_gb2312_and_has_no_radicals_or_doubles(path):
    codes = cmap(path)
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    han = {ord(char) for row in rows for char in row.decode("gb2312", "ignore")}
    assert len(han) == 6763
    assert not han - codes
    assert not [code for code in codes if 0x2E80 <= code <= 0x2FDF or 0x2F800 <= code <= 0x2FA1F]
    assert 0xFA0C not in codes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_face_is_truetype_may_be_embedded_and_bears_no_reserved_name(path):
    assert may_embed(path)
    with TTFont(path, lazy=True) as font:
        named = " ".join(str(record) for record in font["name"].names if record.nameID in {1, 3, 4, 6})
    assert "LXGW" not in named
    assert "霞鹜" not in named
    assert "Noto" not in named


@pytest.mark.parametrize("role", fonts.ROLES)
def test_rare_names_print_in_every_role_by_some_face(role, rare):
    setting = fonts.current().setting(role)
    assert not [char for char in rare + COMMON + "☐☑☒" if setting.drawn(char)[0] is None]


def test_a_character_the_face_lacks_comes_from_the_next():
    runs = fonts.current().setting("fang").runs("顾𬭎同志")
    assert [(face.path.stem, text) for face, text in runs] == [
        ("fang", "顾"),
        ("song", "𬭎"),
        ("fang", "同志"),
    ]


def test_what_no_face_has_is_named_and_set_as_a_geta_mark():
    assert fonts.uncovered("张\U0001f600三\uabcd") == {"\U0001f600", "\uabcd"}
    assert fonts.uncovered("林知夏\n\t\u200b ") == set()
    assert fonts.uncovered("林\ue000\u0378夏") == {"\ue000", "\u0378"}
    runs = fonts.current().setting("hei").runs("张\U0001f600")
    assert "".join(text for _, text in runs) == "张〓"


def test_compatibility_forms_print_as_the_ordinary_character():
    assert plain_form("⼀") == "一"
    assert plain_form("㈱") == "㈱"
    assert fonts.uncovered("⼀\uf900") == set()


def test_forbidden_fonts_are_left_alone(tmp_path):
    path = tmp_path / "bound.ttf"
    data = bytearray((FOLDER / "hei_bold.ttf").read_bytes())
    with TTFont(FOLDER / "hei_bold.ttf", lazy=True) as font:
        place = font.reader.tables["OS/2"].offset + 8
    for kind, allowed in ((0, True), (2, False), (4, True), (8, True), (0x100, False), (0x204, False)):
        struct.pack_into(">H", data, place, kind)
        path.write_bytes(data)
        assert may_embed(path) is allowed, kind


def test_files_that_are_no_truetype_are_left_alone(tmp_path):
    for name, content in (
        ("empty.ttf", b""),
        ("text.ttf", "不是字体".encode()),
        ("cut.ttf", b"\0\1\0\0\0\\9"),
    ):
        (tmp_path / name).write_bytes(content)
        assert not may_embed(tmp_path / name)
    assert not may_embed(tmp_path / "missing.ttf")


def test_a_face_of_the_pc_comes_before_the_shipped_one(monkeypatch, tmp_path):
    monkeypatch.delenv("PARTYOFFICE_FONTS")
    own = tmp_path / "SimFang.TTF"
    own.write_bytes((FOLDER / "hei_bold.ttf").read_bytes())
    fonts._installed.cache_clear()
    fonts._system_face.cache_clear()
    monkeypatch.setattr(fonts, "_folders", lambda: [tmp_path])
    chain = fonts.FontSet(shipped_only=False).faces("fang")
    fonts._installed.cache_clear()
    fonts._system_face.cache_clear()
    assert [face.path.name for face in chain[:3]] == ["SimFang.TTF", "fang.ttf", "song.ttf"]


def test_the_text_map_writes_pairs_in_blocks_of_a_hundred():
    written = to_unicode_map("F1", [0, *range(0x4E00, 0x4E00 + 150), 0x2CB4E])
    assert "<97> <D872DF4E>" in written
    assert "100 beginbfchar" in written
    assert "51 beginbfchar" in written
    assert "<00> <97>" in written


def test_faces_of_one_file_name_in_two_folders_are_told_apart(tmp_path):
    assert Face(tmp_path / "a" / "simsun.ttc").name != Face(tmp_path / "b" / "simsun.ttc").name


def test_a_face_inside_a_collection_is_judged_by_its_own_tables(tmp_path):
    collection, path = TTCollection(), tmp_path / "two.ttc"
    free, bound = TTFont(FOLDER / "hei_bold.ttf"), TTFont(FOLDER / "hei_bold.ttf")
    bound["OS/2"].fsType = 2
    collection.fonts = [free, bound]
    collection.save(path)
    assert may_embed(path, 0)
    assert not may_embed(path, 1)
    assert "党" in Face(path, 0).covers
