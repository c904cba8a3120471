import json
import sys

import pytest

from partyoffice.core import resources
from partyoffice.core.errors import OfficeError


def test_resources_lie_beside_the_package():
    assert resources.home().joinpath("partyoffice", "core", "resources.py").is_file()
    assert resources.resource("codes/nation.json") == resources.home() / "resources" / "codes" / "nation.json"


def test_the_built_program_looks_where_it_was_unpacked(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    path = tmp_path / "resources" / "codes" / "nation.json"
    path.parent.mkdir(parents=True)
    path.touch()
    assert resources.resource("codes/nation.json") == path


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources.read_json.cache_clear()
    resources.read_toml.cache_clear()
    (tmp_path / "resources").mkdir()
    yield tmp_path / "resources"
    resources.read_json.cache_clear()
    resources.read_toml.cache_clear()


def test_files_are_read_once_and_as_utf8(shipped):
    (shipped / "a.json").write_text('{"名": "值"}', encoding="utf-8")
    (shipped / "a.toml").write_text('title = "值"', encoding="utf-8")
    assert resources.read_json("a.json") == {"名": "值"}
    assert resources.read_json("a.json") is resources.read_json("a.json")
    assert resources.read_toml("a.toml") == {"title": "值"}


def test_a_missing_file_is_named_with_what_to_do():
    with pytest.raises(OfficeError, match=r"“resources/codes/nowhere\.json”。数据不受影响。请重新解压"):
        resources.read_json("codes/nowhere.json")


def test_every_shipped_json_file_is_json():
    files = sorted((resources.home() / "resources").rglob("*.json"))
    assert files
    for path in files:
        json.loads(path.read_text(encoding="utf-8"))
