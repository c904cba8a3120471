"""Files kept with a meeting."""

import io

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.attaching import attach, detach, usual_kind
from partyoffice.meetings.actions.minutes import hold_meeting
from partyoffice.store import blobs
from partyoffice.store.attachments import LARGEST
from tests.meetings.conftest import values

PDF = b"%PDF-1.4"


@pytest.fixture
def meeting(office, branch):
    with office.change("登记会议") as session:
        return hold_meeting(session, values(branch))


def photo():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def kept(office, meeting):
    with office.reading() as session:
        rows = queries.attachments_of(session, meeting.id)
        return [(one.kind, one.name, blobs.content_of(session, one.content)[:4]) for one in rows]


def test_files_lie_with_the_meeting_by_their_kind_and_come_off_again(office, meeting):
    with office.change("附会议材料") as session:
        attach(session, meeting, "讲话稿.pdf", PDF, "发言稿", "书记讲话")
        attach(session, meeting, "会场.png", photo())
    [(kind, name, _), paper] = kept(office, meeting)
    assert (kind, name, paper) == ("照片", "会场.jpg", ("发言稿", "讲话稿.pdf", PDF[:4]))
    with office.change("移去附件") as session:
        detach(session, queries.attachments_of(session, meeting.id)[0])
    assert len(kept(office, meeting)) == 1
    office.undo()
    assert len(kept(office, meeting)) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("程序.exe", b"MZ", "不能附 .exe 文件"),
        ("照片.heic", b"x", "不能附 .heic 文件"),
        ("没有扩展名", b"x", "不能附 没有扩展名的 文件"),
        ("大.pdf", b"x" * (LARGEST + 1), "超过 20 MB"),
        ("空.pdf", b"", "空文件"),
        ("坏.jpg", b"no picture", "“坏.jpg”里面是文本，不是图片"),
        ("另一份.pdf", PDF, "“另一份.pdf”已经附过，就是“签到表.pdf”"),
    ],
)
def test_what_is_not_kept_is_refused_with_the_reason(office, meeting, name, content, words):
    with office.change("附签到表") as session:
        attach(session, meeting, "签到表.pdf", PDF)
    with pytest.raises(OfficeError, match=words), office.change("附文件") as session:
        attach(session, meeting, name, content)
    assert [one[:2] for one in kept(office, meeting)] == [("签到表", "签到表.pdf")]


def test_a_file_says_by_its_name_what_it_is():
    assert [usual_kind(one) for one in ("11月签到表.jpg", "会场.PNG", "方案.docx", "a照片.pdf")] == [
        "签到表", "照片", "其他", "照片",
    ]  # fmt: skip
