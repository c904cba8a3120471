"""What was decided and what is to be done after it: kept, listed, due, exported, shown in two registers."""

from dataclasses import replace

import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.actions.finishing import finalise, give_number
from partyoffice.meetings.actions.following import finish, follow, put_off
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.documents import lists
from partyoffice.meetings.duties import following as duties
from partyoffice.meetings.page.registers.decisions import DECISIONS
from partyoffice.meetings.page.registers.followups import FOLLOWUPS
from partyoffice.meetings.queries.decided import decided, to_do, years_decided
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting
from partyoffice.meetings.rules.writing import Business, Follow, Minutes
from partyoffice.part import Asked, Wish
from partyoffice.reports.document import as_text
from partyoffice.ui.register import Look
from tests.meetings.conftest import presences, tally, values

TODAY = Day(2026, 11, 20).first
HANDS = replace(tally(0, 18, 1, 1, secret=False), issued=0, returned=0, valid=0)
USED = Business(
    "党费使用", tally=HANDS, resolution="同意", weighty=True,
    follow_ups=[Follow("买书", "沈知然", Day(2026, 11, 1)), Follow("公示", "林知然", Day(2026, 12, 1))],
)  # fmt: skip
ITEMS = (
    USED,
    Business("七一安排", resolution="按方案办", follow_ups=[Follow("联系场地")]),
    Business("传达学习"),
)


@pytest.fixture
def meeting(office, branch):
    with office.change("登记会议") as session:
        given = values(branch, on=Day(2026, 10, 20), begins="15:30", ends="16:30")
        minutes = Minutes(given, presences(session, branch), ITEMS, whole=True)
        return save_minutes(session, minutes, {})[0].id


def item(session, subject):
    return session.query(AgendaItem).filter_by(subject=subject).one()


def thing(session, what):
    return session.query(FollowUp).filter_by(what=what).one()


def test_decisions_are_listed_by_year_with_their_vote_and_what_follows(office, branch, meeting):
    with office.reading() as session:
        first, second = decided(session, 2026)
        assert (first.subject, first.verdict, first.weighty, first.following, first.open) == (
            "党费使用", "通过", True, 2, 2,
        )  # fmt: skip
        assert first.vote == "应到 20，实到 20；赞成 18，反对 1，弃权 1"
        assert (second.subject, second.verdict, second.vote) == ("七一安排", "议定", "")
        assert decided(session, 2025) == decided(session, 2026, [branch + 1]) == []
        assert years_decided(session) == [2026]


def test_an_agreed_decision_is_numbered_once_its_minutes_are_final(office, meeting):
    with pytest.raises(OfficeError, match="还没有定稿"), office.change("编号") as session:
        give_number(session, item(session, "七一安排"))
    with office.change("定稿") as session:
        finalise(session, session.get_one(Meeting, meeting))
        give_number(session, item(session, "七一安排"))
    with office.reading() as session:
        assert [one.number for one in decided(session, 2026)] == ["决议〔2026〕1号", "决议〔2026〕2号"]
    with pytest.raises(OfficeError, match="已有编号"), office.change("编号") as session:
        give_number(session, item(session, "七一安排"))


def test_a_thing_is_put_off_with_its_reason_and_done_with_its_result(office, meeting):
    with office.change("延期") as session:
        put_off(session, thing(session, "买书"), Day(2026, 11, 25), "书店缺货")
    with office.change("办结") as session:
        finish(session, thing(session, "联系场地"), Day(2026, 11, 3), "已定礼堂 ")
    with office.reading() as session:
        assert [(one.what, str(one.standing), one.delays, one.result) for one in to_do(session, TODAY)] == [
            ("买书", "快到期", 1, ""), ("公示", "快到期", 0, ""), ("联系场地", "已办结", 0, "已定礼堂"),
        ]  # fmt: skip
        assert thing(session, "买书").delays == [
            {"from": "2026-11-01", "to": "2026-11-25", "why": "书店缺货"}
        ]
        assert len(to_do(session, TODAY, only_open=True)) == 2


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda s: put_off(s, thing(s, "买书"), Day(2026, 10, 30), "忙"), "不晚于原来的"),
        (lambda s: put_off(s, thing(s, "买书"), Day(2026, 11, 30), " "), "没有写延期原因"),
        (lambda s: finish(s, thing(s, "买书"), Day(2026, 11, 21), ""), "还没有到"),
        (lambda s: finish(s, thing(s, "买书"), Day(2026, 10, 19), ""), "早于会议日期"),
        (lambda s: follow(s, item(s, "党费使用"), {"what": "买书", "done": Day(2026, 1, 1)}), "早于会议日期"),
    ],
)
def test_days_that_cannot_be_are_refused(office, meeting, work, words):
    with pytest.raises(OfficeError, match=words), office.change("落实") as session:
        work(session)


def test_a_thing_that_is_done_is_not_put_off(office, meeting):
    with office.change("办结") as session:
        finish(session, thing(session, "买书"), Day(2026, 11, 3), "")
    with pytest.raises(OfficeError, match="已经办结"), office.change("延期") as session:
        put_off(session, thing(session, "买书"), Day(2026, 11, 30), "忙")


def test_what_is_overdue_or_due_soon_is_a_duty_of_its_body(office, branch, meeting):
    with office.reading() as session:
        first, second = duties.due(session, TODAY)
    assert (first.who, first.due, first.branch) == ("沈知然", Day(2026, 11, 1).first, branch)
    assert first.text == "落实“党费使用”：买书，已超期 19 天"
    assert (second.text, second.spot.view) == ("落实“党费使用”：公示", "followups")


def cells(document):
    return document.blocks[0].rows


def test_both_lists_are_exported_for_a_year_and_a_body(office, branch, meeting):
    with office.reading() as session:
        wish = Wish(TODAY, year=2026)
        paper = lists.decisions(session, wish)
        assert [row[5] for row in cells(paper)] == ["党费使用", "七一安排"]
        assert (paper.title, paper.lines[-1]) == ("2026 年决议一览表", "共 2 项")
        assert len(cells(lists.follow_ups(session, wish))) == 3
        assert cells(lists.follow_ups(session, replace(wish, year=2025))) == []
        assert cells(lists.decisions(session, replace(wish, branch=99))) == []
        picked = lists.follow_ups(session, replace(wish, columns=("责任人", "over"), plain=True))
        assert cells(picked)[0] == (1, "沈知然", 19)
        with pytest.raises(OfficeError, match="没有“体重”这样的列"):
            lists.decisions(session, replace(wish, columns=("体重",)))


def test_what_is_weighty_is_printed_for_a_year_and_everything_on_wish(office, branch, meeting):
    paper = papers.find("mtg-06")

    def told(**given):
        with office.reading() as session:
            return as_text(paper.build(session, branch, Asked(TODAY, given)))

    text = told(year="2026")
    assert "2026年度重大事项决策一览表" in text
    assert "党费使用 | 应到 20，实到 20；赞成 18，反对 1，弃权 1 | 通过 | 同意 | 0/2 件" in text
    assert "七一安排" not in text
    assert "七一安排" in told(year="2026", all="是")
    assert "没有标为重大事项的决议" in told(year="2025")
    with office.reading() as session:
        assert paper.usual(session, branch, TODAY) == {"year": "2026"}


def done(office, register, key, row, **given):
    with office.change("试") as session:
        register.verb(key).work(session, row, given)


def test_the_register_of_decisions_marks_numbers_and_sets_things_to_do(office, meeting):
    with office.reading() as session:
        first, second = DECISIONS.read(session, Look(TODAY, 2026))
        assert DECISIONS.card(session, first).facts == "一般"
    assert [view.key for view in DECISIONS.views if view.keep(second)] == ["all", "open"]
    assert DECISIONS.verb("number").why_not(second) == "会议记录定稿后再编号"
    done(office, DECISIONS, "weighty", first)
    assert DECISIONS.verb("weighty").sentence(first, {}) == "取消重大事项：党费使用"
    done(office, DECISIONS, "follow", second, what="发通知", by="江知然", due=None)
    with office.change("定稿") as session:
        finalise(session, session.get_one(Meeting, meeting))
    with office.reading() as session:
        first, second = DECISIONS.read(session, Look(TODAY, 2026))
    assert (first.one.weighty, second.one.following, DECISIONS.verb("number").why_not(second)) == (
        False,
        2,
        "",
    )
    assert "已有编号" in DECISIONS.verb("number").why_not(first)
    done(office, DECISIONS, "number", second)


def test_the_register_of_things_to_do_mends_finishes_and_puts_off(office, meeting):
    with office.reading() as session:
        rows = FOLLOWUPS.read(session, Look(TODAY))
    assert FOLLOWUPS.name(rows[0]) == "买书"
    done(office, FOLLOWUPS, "put-off", rows[0], to=Day(2026, 11, 30), why="缺货")
    done(office, FOLLOWUPS, "finish", rows[1], on=Day(2026, 11, 19), result=None)
    done(office, FOLLOWUPS, "open", rows[2], what="联系礼堂", by="江知然", due=None, done=None, result="")
    with office.reading() as session:
        rows = FOLLOWUPS.read(session, Look(TODAY))
        assert FOLLOWUPS.card(session, rows[0]).sections[1][1] == (("由 2026-11-01 延至 2026-11-30", "缺货"),)
    assert [row.one.what for row in rows] == ["买书", "联系礼堂", "公示"]
    assert [FOLLOWUPS.verb("finish").why_not(row) for row in rows] == ["", "", "已经办结"]
    done(office, FOLLOWUPS, "remove", rows[0])
    with office.reading() as session:
        assert session.query(FollowUp).count() == 2
