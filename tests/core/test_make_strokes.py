import bz2
import importlib.util
import sys

from partyoffice.core.resources import home, resource

UNIHAN = """\
# Date: 2022-08-01 00:00:00 GMT
U+4E00\tkTotalStrokes\t1
U+4E01\tkTotalStrokes\t2
U+4E02\tkMandarin\tkǎo
U+4E03\tkTotalStrokes\t2 3
"""


def tool():
    spec = importlib.util.spec_from_file_location("make_strokes", home() / "tools" / "make_strokes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_stroke_file_is_cut_from_unihan_with_the_first_value(monkeypatch, tmp_path, capsys):
    make = tool()
    (tmp_path / "Unihan_IRGSources.txt.bz2").write_bytes(bz2.compress(UNIHAN.encode()))
    (tmp_path / "Unihan_Other.txt").write_text("U+20000\tkTotalStrokes\t6\n", encoding="utf-8")
    monkeypatch.setattr(make, "TARGET", tmp_path / "strokes.txt")
    monkeypatch.setattr(sys, "argv", ["make_strokes.py", str(tmp_path)])
    make.main()
    lines = (tmp_path / "strokes.txt").read_text(encoding="utf-8").splitlines()
    assert "2022-08-01" in lines[1]
    assert lines[-2:] == ["4E00 01/1", "20000 5"]
    assert "4 characters" in capsys.readouterr().out


def test_the_shipped_file_names_its_source_and_licence():
    head = resource("names/strokes.txt").read_text(encoding="utf-8").split("\n3400 ")[0]
    assert "Unihan" in head
    assert "Unicode License" in head
