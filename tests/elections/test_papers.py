"""The papers of an election say what its register says: of the term asked for, of the ballot that is next."""

from datetime import date

import pytest
from elections_given import NAMES, SHEET, standing, votes

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.elections.actions.ballots import describe, put_up, vote_again
from partyoffice.elections.actions.beginning import correct
from partyoffice.elections.actions.counting import count
from partyoffice.elections.papers.about import about
from partyoffice.elections.papers.words import ask, confirm, name, result
from partyoffice.elections.rules.words import NOT_COUNTED
from partyoffice.part import Asked
from partyoffice.reports.document import as_text

ON = date(2026, 11, 20)


def given(session, code, body):
    return papers.proposed(session, papers.find(code), body, ON)


def values(session, code, body, **more):
    paper = papers.find(code)
    stack = papers.fill(session, paper, [body], Asked(ON, given(session, code, body) | more))
    return stack.values


def test_ballots_are_as_many_as_electors_and_name_who_stands(session, body, people, election, ballot):
    made = values(session, "elec-07", body)
    assert len(made) == 5
    assert [made[0][f"n{at}"] for at in range(1, 6)] == [*NAMES[:4], ""]
    assert [made[0][f"h{at}"] for at in (1, 4, 5)] == ["高", "高", "无"]
    assert made[0]["heading"] == "第四届支部委员会委员选票"
    assert made[0]["rule"] == "应选 3 名，候选人 4 名（按姓氏笔画为序）"
    correct(session, election, {"excluded": [
        {"name": NAMES[4], "reason": NOT_COUNTED[3], "consented": "2026-10-01", "adopted": "2026-10-20"}
    ]})  # fmt: skip
    assert len(values(session, "elec-07", body)) == 4
    many = "\n".join(f"候选{at}" for at in range(13))
    with pytest.raises(OfficeError, match="最多列 12 名"):
        values(session, "elec-07", body, names=many)
    assert values(session, "elec-07", body, names="\n".join(many.split("\n")[:8]))[0]["h8"] == "低"


def test_a_second_ballot_and_the_leaders_have_ballots_of_their_own(session, body, people, election, ballot):
    count(session, ballot, SHEET, votes(10, 6, 7, 6))
    vote_again(session, election, "委员", standing(people, NAMES[1], NAMES[3]))
    made = values(session, "elec-07", body)
    assert [made[0]["n1"], made[0]["n2"], made[0]["h3"]] == [NAMES[1], NAMES[3], "无"]
    put_up(session, election, "书记", 1, standing(people, NAMES[0]))
    put_up(session, election, "副书记", 1, standing(people, NAMES[2]))
    leaders = values(session, "elec-08", body)
    assert [leaders[0]["n1"], leaders[0]["n2"]] == ["书记 方砚舟", "副书记 沈砚秋"]
    assert leaders[0]["heading"] == "第四届支部委员会书记、副书记选票"


def test_sheets_say_whether_the_election_holds_and_who_is_elected(session, body, people, election, ballot):
    (before,) = values(session, "elec-10", body)
    assert [row["name"] for row in before["rows"]] == list(NAMES[:4])
    assert (before["due"], before["valid"]) == ("5", "")
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    (sheet,) = values(session, "elec-09", body)
    assert sheet["quorum"] == "应到 11 人，五分之四为 9 人，实到 10 人，可以进行选举"
    assert sheet["holds"] == "收回 10 张，等于发出的 10 张，选举有效"
    assert values(session, "elec-09", body, returned="11")[0]["holds"].endswith("选举无效，应重新选举")
    assert values(session, "elec-09", body, present="8")[0]["quorum"].endswith("不能进行选举")
    (told,) = values(session, "elec-11", body)
    assert (told["half"], told["elected"]) == ("应到 11 人，超过半数为 6 票", "方砚舟、江予安、沈砚秋")
    assert [row["won"] for row in told["rows"]] == ["当选", "当选", "当选", "未当选"]


def test_the_letters_are_composed_from_the_register(session, body, people, election, ballot):
    one = about(session, body)
    assert "由3名委员组成，候选人4名，差额1名，为应选人数的33%；设书记1名" in "".join(ask(one))
    assert "方砚舟、江予安、沈砚秋、林知夏" in "".join(name(one))
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    told = "".join(result(about(session, body)))
    assert "发出选票10张，收回10张，其中有效票10张" in told
    assert "方砚舟10票，江予安9票，沈砚秋8票，林知夏3票" in told
    assert confirm(about(session, body)) == [
        "同意第四届支部委员会选举结果：方砚舟、江予安、沈砚秋同志任委员。"
    ]
    letter = papers.fill(session, papers.find("elec-13"), [body], Asked(ON, given(session, "elec-13", body)))
    assert "《关于第四届支部委员会选举结果的报告》收悉。" in as_text(letter.documents[0])


def test_profiles_take_the_card_and_what_was_written_beside_the_name(session, body, people, ballot):
    people[NAMES[0]].title_name = "高级教师"
    describe(session, ballot, {NAMES[0]: ("党支部书记", "教学骨干")})
    (made,) = values(session, "elec-06", body)
    first = made["rows"][0]
    assert (first["name"], first["joined"], first["post"]) == ("方砚舟", "2010.06", "高级教师")
    assert (first["office"], first["profile"]) == ("党支部书记", "教学骨干")


def test_a_body_without_an_election_leaves_room_for_the_pen(session, body):
    one = about(session, body, "7")
    assert (one.number, one.term) == ("新一届", "")
    assert "____年__月__日" in "".join(ask(one))
    assert given(session, "elec-07", body) == {"day": "2026-11-20"}
    assert Day.of(ON).spoken() in values(session, "elec-10", body)[0]["when"]
