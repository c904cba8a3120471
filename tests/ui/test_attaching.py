from types import SimpleNamespace

import pytest

from partyoffice.ui import attaching
from partyoffice.ui.messages import Recorder
from tests.store.forged import WORD_MACROS, compound, document


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Saves an attachment; gives its bar and what the system was asked to open."""
    opened, messages = [], Recorder()
    monkeypatch.setattr(attaching, "open_file", lambda path: opened.append(path) or True)
    monkeypatch.setattr(attaching, "open_folder", lambda path: opened.append(path.parent) or True)

    def save(name, content):
        path = tmp_path / name
        attaching._save(SimpleNamespace(ask_save_path=lambda *_: path, messages=messages), content, name)
        return path, dict(messages.notes[-1].links), opened, messages

    return save


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


def test_a_saved_attachment_is_opened_by_the_system_without_a_question(saved):
    path, links, opened, messages = saved("方案.docx", document())
    links["打开文件"]()
    links["打开所在文件夹"]()
    assert opened == [path, path.parent]
    assert not messages.questions
    path.unlink()
    links["打开文件"]()
    assert messages.notes[-1].what == "文件已移动"


@pytest.mark.parametrize(
    ("name", "content"),
    [("填报.docm", document(WORD_MACROS)), ("旧文.doc", compound("WordDocument", "_VBA_PROJECT"))],
)
def test_one_that_may_hold_macros_is_opened_only_by_the_users_word(saved, name, content):
    path, links, opened, messages = saved(name, content)
    links["打开文件"]()
    assert (opened, messages.questions[-1].title) == ([], f"“{name}”里可能有宏")
    messages.answers.append(attaching.OPEN)
    links["打开文件"]()
    assert opened == [path]


def test_what_older_programs_kept_is_still_saved_and_opened_whatever_it_is(saved):
    path, links, opened, _ = saved("假.docx", b"MZ\x90\0 never judged when it was kept")
    links["打开文件"]()
    assert (path.read_bytes()[:2], opened) == (b"MZ", [path])
