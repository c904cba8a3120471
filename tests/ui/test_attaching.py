from types import SimpleNamespace

from partyoffice.ui import attaching
from partyoffice.ui.messages import Recorder


def test_an_attachment_is_saved_elsewhere_whole_or_the_older_file_stays(tmp_path, room):
    path, messages = tmp_path / "方案.docx", Recorder()
    path.write_bytes(b"old")
    desk = SimpleNamespace(ask_save_path=lambda *_: path, messages=messages)
    with room(1000):
        attaching._save(desk, bytes(5000), path.name)
    assert "没有改动" in messages.notes[-1].sentence
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(path, b"old")]
    attaching._save(desk, bytes(5000), path.name)
    assert messages.notes[-1].what == "附件已另存"
    assert path.stat().st_size == 5000
