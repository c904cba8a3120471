"""A built program tells which of its files are missing, cut short or altered."""

import shutil
import sys

import pytest

from partyoffice.core import resources, shipped

ROOT = resources.home()
NATIONS = (ROOT / "resources" / "codes" / "nation.json").read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return what lies in the folder of a built program, with its list."""
    folder = tmp_path_factory.mktemp("built")
    for name in ("resources/codes", "resources/forms", "docs/images", "docs/manual", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    library = folder / "PySide6" / "Qt6Core.dll"
    library.parent.mkdir()
    library.write_bytes(b"a library")
    (folder / "PySide6" / "py.typed").touch()
    shipped.write_list(folder)
    return folder


@pytest.fixture
def here(built, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(built), raising=False)
    return built


@pytest.fixture
def put(here):
    """Put other bytes in a file's place, and its own back afterwards."""
    kept = {}

    def replace(name, content):
        path = here / name
        kept.setdefault(path, path.read_bytes())
        path.write_bytes(content)

    yield replace
    for path, content in kept.items():
        path.write_bytes(content)


def test_a_checkout_has_no_list_and_lacks_nothing():
    assert not (ROOT / shipped.LIST).exists()
    assert shipped.lacking() == shipped.altered() == []


def test_a_whole_program_lacks_nothing(here):
    assert shipped.lacking() == shipped.altered() == []
    shipped.write_list(here)  # the list lists not itself
    assert shipped.LIST not in (here / shipped.LIST).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b'{"docs', b"\xff\xfe", b"[1]"])
def test_a_list_cut_short_or_spoilt_is_lacking_itself(put, content):
    put(shipped.LIST, content)
    assert shipped.lacking() == shipped.altered() == [shipped.LIST]


def test_a_built_program_without_its_list_lacks_that(here, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert shipped.lacking() == shipped.altered() == [shipped.LIST]


def test_a_file_cut_short_is_lacking(put):
    put("resources/codes/nation.json", NATIONS[:-1])
    assert shipped.lacking() == ["resources/codes/nation.json"]


def test_a_library_may_be_replaced_by_another_but_not_by_nothing(put):
    put("PySide6/Qt6Core.dll", b"own")
    assert shipped.lacking() == []
    assert shipped.altered() == ["PySide6/Qt6Core.dll"]
    put("PySide6/Qt6Core.dll", b"")
    assert shipped.lacking() == ["PySide6/Qt6Core.dll"]


def test_one_letter_changed_is_altered(put):
    put("resources/codes/nation.json", NATIONS.replace(b"01", b"02", 1))
    assert shipped.lacking() == []
    assert shipped.altered() == ["resources/codes/nation.json"]


def test_a_missing_picture_of_the_manual_stops_nobody(here):
    picture = next((here / "docs" / "images").iterdir())
    kept = picture.read_bytes()
    picture.unlink()
    assert shipped.lacking() == []
    picture.write_bytes(kept)


def test_what_cannot_be_reached_is_lacking(here, monkeypatch):
    def broken(path):
        raise OSError(path)

    listed = shipped._listed()
    monkeypatch.setattr(shipped, "_listed", lambda: listed)
    monkeypatch.setattr(shipped.Path, "is_file", broken)
    monkeypatch.setattr(shipped.Path, "read_bytes", broken)
    assert shipped.lacking() == shipped.altered() == list(listed)
