"""Issued papers: given out, made void, counted, taken back; their numbers stay."""

from datetime import date

import pytest

from partyoffice.archives import actions, queries
from partyoffice.archives.checks import check_numbers
from partyoffice.archives.documents import register as register_document
from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import Series, State
from partyoffice.archives.seek import find_papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.members import actions as members
from partyoffice.members.rules import Category
from partyoffice.members.trail import trail
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Wish
from partyoffice.reports.document import Table
from partyoffice.store import backup, history, numbers, settings
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office

SERIES = Series("党员证明信", pattern="青中党证〔$year〕$number号")
ON = Day(2026, 11, 20)


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- every number is given on a day
def day(stopped_clock):
    """Hold the day."""


@pytest.fixture
def people(office):
    with office.change("准备") as session:
        root = set_up(session, "青禾中学", OrgKind.GENERAL)
        bodies = [found(session, name, OrgKind.BRANCH, root.id) for name in ("甲支部", "乙支部")]
        settings.put(session, settings.OPERATOR, "方砚舟")
        return [
            members.add_person(session, {"name": name}, category=Category.FULL, branch=body).id
            for name, body in zip(("林知夏", "沈砚秋"), bodies, strict=True)
        ]


def issue(office, person=None, subject="林知夏", **more):
    about = {"code": "mem-04", "paper": "党员证明信", "on": ON, "series": SERIES} | more
    with office.change(f"出具 {about['paper']}：{subject}") as session:
        return actions.issue_paper(session, subject=subject, person_id=person, **about).id


def numbers_of(office, year=2026):
    with office.reading() as session:
        return [(one.number, one.state) for one in queries.register(session, year)]


def void(office, ident, reason):
    with office.change("作废") as session:
        actions.void_paper(session, session.get_one(IssuedPaper, ident), reason)


def test_a_paper_takes_the_next_number_and_keeps_what_was_typed_for_it(office, people):
    issue(office, people[0], given={"reason": "外出学习", "days": "3"}, note="当面领取")
    with office.reading() as session:
        [one] = queries.of_person(session, people[0])
        assert (one.number, one.number_text, one.year, one.handler) == (
            1,
            "青中党证〔2026〕1号",
            2026,
            "方砚舟",
        )
        assert (one.given, one.note, one.state, one.printed) == (
            {"reason": "外出学习", "days": "3"}, "当面领取", State.VALID, 0,
        )  # fmt: skip
        assert numbers.given(session, "党员证明信", 2026)[0].sentence == "出具 党员证明信：林知夏"


def test_a_paper_without_a_series_has_the_number_others_gave_it_or_none(office):
    issue(office, series=None, number_text="教党[2026] 05", subject="青禾市教育局")
    issue(office, series=None, subject="青禾市教育局")
    assert numbers_of(office) == [("教党〔2026〕5号", "有效"), ("", "有效")]
    with office.reading() as session:
        assert numbers.given_for(session, "issued_paper") == []
        labels = [row.label() for row in session.query(IssuedPaper)]
    assert labels == ["党员证明信教党〔2026〕5号", "党员证明信：青禾市教育局"]


def test_a_series_by_its_mere_name_is_numbered_by_year(office):
    issue(office, series="介绍信")
    assert numbers_of(office) == [("〔2026〕1号", "有效")]


def test_a_row_over_the_years_goes_on(office):
    row = Series("入党志愿书", yearly=False)
    issue(office, series=row, on=Day(2025, 12, 31))
    issue(office, series=row)
    assert (numbers_of(office, 2025), numbers_of(office)) == ([("第1号", "有效")], [("第2号", "有效")])


def test_a_number_from_the_book_is_taken_once_and_the_next_follows(office, people):
    issue(office, people[0], number=12)
    with pytest.raises(OfficeError, match="12 号已经在 2026-11-20 给了“出具 党员证明信：林知夏”"):
        issue(office, people[1], "沈砚秋", number=12)
    issue(office, people[1], "沈砚秋")
    assert [one for one, _ in numbers_of(office)] == ["青中党证〔2026〕12号", "青中党证〔2026〕13号"]


def test_nobody_named_is_refused_and_gives_no_number(office):
    with pytest.raises(OfficeError, match="没有写明党员证明信是给谁的"):
        issue(office, subject=" 　")
    with office.reading() as session:
        assert numbers.next_number(session, "党员证明信", 2026) == 1


# The number stays ------------------------------------------------------------------------------


def test_undo_takes_the_record_and_leaves_the_number_void(office, people):
    issue(office, people[0])
    office.undo()
    assert numbers_of(office) == [("青中党证〔2026〕1号", "作废（已撤销）")]
    issue(office, people[0])
    assert numbers_of(office)[-1] == ("青中党证〔2026〕2号", "有效")
    with office.reading() as session:
        first = queries.register(session, 2026, "mem-04")[0]
        assert (first.subject, first.paper, first.on, first.handler) == ("林知夏", "党员证明信", ON, "方砚舟")
        assert list(check_numbers(session, date(2026, 11, 20))) == []


def test_redo_brings_the_very_paper_back_under_its_number(office, people):
    issue(office, people[0])
    office.undo()
    office.redo()
    assert numbers_of(office) == [("青中党证〔2026〕1号", "有效")]
    office.undo()
    assert numbers_of(office)[0][1] == "作废（已撤销）"


def test_reverting_an_older_step_frees_no_number(office, people):
    issue(office, people[0])
    seq = office.last_seq
    issue(office, people[1], "沈砚秋")
    office.revert(seq)
    assert [state for _, state in numbers_of(office)] == ["作废（已撤销）", "有效"]
    with pytest.raises(OfficeError, match="已经在"):
        issue(office, people[0], number=1)


def test_a_restored_copy_has_the_number_void_and_says_so_mildly(office, people):
    copy = office.back_up(Reason.HAND)
    issue(office, people[0])
    office.release()
    backup.restore(office.door.at(copy.path), office.path)
    with Office.open(office.path) as again:
        assert numbers_of(again) == [("党员证明信 2026 年第 1 号", "作废（没有记录）")]
        with again.reading() as session:
            [finding] = check_numbers(session, date(2026, 11, 20))
        assert (finding.code, finding.severity) == ("number-unrecorded", Severity.INFO)
        assert "党员证明信 2026 年第 1 号已经给出（出具 党员证明信：林知夏）" in finding.message
        assert (finding.spot.kind, finding.spot.record_id) == ("given_number", 2026)
        issue(again, people[0])
        assert numbers_of(again)[-1][0] == "青中党证〔2026〕2号"
        again.first_seq = again.last_seq


def test_numbers_of_other_records_are_not_of_this_register(office):
    with office.change("收据") as session:
        numbers.give(session, "党费收据", 2026, 1, "收据")
    assert numbers_of(office) == []
    with office.reading() as session:
        assert list(check_numbers(session, date(2026, 11, 20))) == []
        assert queries.years(session) == []


def test_a_row_over_the_years_is_void_in_the_year_it_was_given(office):
    issue(office, series=Series("入党志愿书", yearly=False))
    office.undo()
    assert numbers_of(office) == [("第1号", "作废（已撤销）")]
    with office.reading() as session:
        assert queries.years(session) == [2026]
        assert queries.register(session, 2025) == []


# Void and printed ------------------------------------------------------------------------------


def test_a_paper_is_made_void_with_a_reason_once_and_can_be_taken_back(office, people):
    ident = issue(office, people[0])
    with pytest.raises(OfficeError, match="没有写作废的原因"):
        void(office, ident, " ")
    void(office, ident, "写错姓名，已收回")
    assert numbers_of(office) == [("青中党证〔2026〕1号", "作废（写错姓名，已收回）")]
    with pytest.raises(OfficeError, match="已经作废"):
        void(office, ident, "再来")
    with pytest.raises(OfficeError, match="已经作废"), office.change("打印") as session:
        actions.count_print(session, session.get_one(IssuedPaper, ident))
    office.undo()
    assert numbers_of(office)[0][1] == "有效"
    office.redo()
    with pytest.raises(OfficeError, match="已经在"):
        issue(office, people[1], number=1)


def test_printed_copies_add_up_and_can_be_only_logged(office, people):
    ident = issue(office, people[0])
    for copies in (1, 2, -5):
        with office.change("打印", kind="log") as session:
            actions.count_print(session, session.get_one(IssuedPaper, ident), copies)
    with office.reading() as session:
        assert session.get_one(IssuedPaper, ident).printed == 3
    assert office.undo_sentence == "出具 党员证明信：林知夏"


# Asking ----------------------------------------------------------------------------------------


def test_what_was_typed_last_is_found_again_by_person_or_body(office, people):
    issue(office, people[0], given={"reason": "旧"}, on=Day(2025, 3, 1))
    issue(office, people[0], given={"reason": "新"})
    wrong = issue(office, people[0], given={"reason": "错"})
    issue(office, None, "青禾市教育局", given={"reason": "单位"})
    void(office, wrong, "错")
    with office.reading() as session:
        assert queries.last_of(session, "mem-04", people[0]).given == {"reason": "新"}
        assert queries.last_of(session, "mem-04", subject="青禾市教育局").given == {"reason": "单位"}
        assert queries.last_of(session, "mem-04").given == {"reason": "单位"}
        assert queries.last_of(session, "mem-04", people[1]) is None
        assert queries.last_of(session, "mem-05", people[0]) is None
        assert [one.on for one in queries.of_person(session, people[0])] == [ON, ON, Day(2025, 3, 1)]
        assert queries.years(session) == [2026, 2025]


def test_a_form_narrows_the_register(office, people):
    issue(office, people[0])
    issue(office, people[1], "沈砚秋", code="ltr-01", paper="介绍信", series="介绍信")
    with office.reading() as session:
        assert queries.forms_of(queries.register(session, 2026)) == {
            "mem-04": "党员证明信",
            "ltr-01": "介绍信",
        }
        assert [one.subject for one in queries.register(session, 2026, "ltr-01")] == ["沈砚秋"]


def rows_of(document):
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return list(table.rows)


def test_the_register_is_a_document_by_year_and_branch(office, people):
    issue(office, people[0], note="当面领取")
    issue(office, people[1], "沈砚秋")
    void(office, 2, "写错")
    with office.reading() as session:
        whole = register_document(session, Wish(date(2026, 12, 31)))
        assert whole.title == "2026 年出具登记簿"
        assert "共 2 件，作废 1 件" in whole.lines
        assert [row[1:] for row in rows_of(whole)] == [
            ("青中党证〔2026〕1号", "党员证明信", "林知夏", ON, "方砚舟", "当面领取", 0, "有效"),
            ("青中党证〔2026〕2号", "党员证明信", "沈砚秋", ON, "方砚舟", "", 0, "作废（写错）"),
        ]
        first = tree(session).named("甲支部").id
        narrowed = register_document(session, Wish(date(2026, 12, 31), branch=first, plain=True))
        assert [row[3] for row in rows_of(narrowed)] == ["林知夏"]
        assert narrowed.lines == ()
        assert rows_of(register_document(session, Wish(date(2024, 12, 31)))) == []


def test_papers_are_found_by_number_name_pinyin_and_form(office, people):
    for name, person in (("林知夏", people[0]), ("沈砚秋", people[1])) * 6:
        issue(office, person, name)
    void(office, 12, "写错")
    with office.reading() as session:
        hits = find_papers(session, "12", 5)
        assert (hits[0].title, hits[0].note) == ("党员证明信青中党证〔2026〕12号", "沈砚秋·2026-11-20·作废")
        assert (hits[0].page, hits[0].target) == ("issued", {"issued": 12})
        assert find_papers(session, "1", 1)[0].target == {"issued": 1}
        assert [hit.target["issued"] for hit in find_papers(session, "lzx 证明信", 2)] == [11, 9]
        assert find_papers(session, "青中党证〔2026〕3号", 5)[0].target == {"issued": 3}
        assert list(find_papers(session, " ", 5)) == list(find_papers(session, "没有这个", 5)) == []


def test_the_card_and_the_journal_tell_of_it_without_what_was_typed(office, people):
    ident = issue(office, people[0], given={"reason": "不给人看的话"})
    void(office, ident, "写错")
    with office.reading() as session:
        newest, first, *_ = trail(session, people[0])
        assert [step.field.title for step in newest.steps] == ["状态", "作废原因"]
        assert first.came[0].startswith("新增出具记录：mem-04 党员证明信 青中党证〔2026〕1号")
        told = history.changes(session, office.last_seq - 1)
    assert {one.record for one in told} == {"林知夏·党员证明信青中党证〔2026〕1号"}
    assert "不给人看的话" not in str(told) + str(first)


def test_taking_back_the_person_is_refused_while_a_paper_stands(office):
    with office.change("新增") as session:
        person = members.add_person(session, {"name": "顾临舟"}, category=Category.FULL, branch=None).id
    seq = office.last_seq
    issue(office, person, "顾临舟")
    with pytest.raises(OfficeError, match="之后又改过"):
        office.revert(seq)
