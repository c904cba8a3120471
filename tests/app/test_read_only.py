"""An office on a disk that takes nothing can be looked at, printed and exported, and stays as it is."""

import pytest
from PySide6.QtWidgets import QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.store.office import Office
from partyoffice.ui.register import Role


@pytest.fixture
def window(show, sample, monkeypatch):
    monkeypatch.setattr(files, "may_write", lambda _path: False)
    return show(sample)


def test_an_office_that_may_not_be_written_is_opened_to_be_looked_at_and_says_so(window, sample):
    before = sample.read_bytes()
    [note] = window.message_bar.notes
    assert note.what == "数据文件或它所在的文件夹是只读的"
    assert "复制到本机硬盘" in note.sentence
    with pytest.raises(OfficeError, match="以只读方式打开"), window.office.change("改"):
        pass
    assert window.close()
    assert sample.read_bytes() == before
    assert [one.name for one in sample.parent.glob("*.dangwu*")] == [sample.name]


def test_every_page_of_such_an_office_is_built(window, rest):
    for key in window.specs:
        window.show_page(key)
        rest(window)


def test_no_verb_of_a_register_opens_a_form_that_could_not_be_stored(window, rest):
    window.show_page("transfers")
    rest(window)
    register = next(one for one in window.page().findChildren(QWidget) if hasattr(one, "deeds"))
    adding = next(one for one in register.register.verbs if one.role is Role.ADD)
    register.deeds.run(adding.key)
    assert register.deeds.dialog is None
    assert "只读" in window.messages.notes[-1].sentence


def test_another_spelling_of_an_office_that_is_open_is_never_opened_for_writing(program, sample, tmp_path):
    link = tmp_path / "别名.dangwu"
    link.symlink_to(sample)
    with Office.open(sample) as held:
        with pytest.raises(OfficeError, match="已在另一个窗口中打开"):
            program.open(link)
        assert program.shown is None
        held.release()
