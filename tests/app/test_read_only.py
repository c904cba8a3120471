"""An office on a disk that takes nothing can be looked at, printed and exported, and stays as it is."""

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.store import files


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
