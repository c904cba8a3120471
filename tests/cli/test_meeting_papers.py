"""``print CODE FILE --meeting ID``: papers of a meeting on record."""

import pytest

from partyoffice.meetings.records import Meeting
from partyoffice.store.office import Office


@pytest.fixture
def meeting(office):
    with Office.open(office, writing=False) as opened, opened.reading() as session:
        return session.query(Meeting).first().id


def test_minutes_and_the_summary_of_votes_are_printed_from_a_meeting(answer, office, meeting, tmp_path):
    for code, ending in (("mtg-01", "pdf"), ("mtg-02", "docx"), ("mtg-05b", "pdf"), ("dev-12b", "pdf")):
        path = tmp_path / f"{code}.{ending}"
        told = answer("--office", office, "print", code, path, "--meeting", meeting)
        assert told["pages"] >= 1
        assert path.stat().st_size


def test_what_is_typed_goes_before_the_record(answer, office, meeting, tmp_path):
    path = tmp_path / "记录.pdf"
    told = answer(
        "--office", office, "print", "mtg-02", path, "--meeting", meeting, "--set", "会议名称=补印的记录"
    )
    assert told["pages"] == 1


@pytest.mark.parametrize(
    ("code", "meeting", "words"),
    [("mtg-02", 999, "没有编号为 999 的会议"), ("mem-01", 1, "不从会议记录填写")],
)
def test_a_meeting_there_is_not_and_a_paper_that_has_none_are_refused(
    ask, office, tmp_path, code, meeting, words
):
    status, _, err = ask("--office", office, "print", code, tmp_path / "a.pdf", "--meeting", meeting)
    assert status == 1
    assert words in err
    assert not (tmp_path / "a.pdf").exists()
