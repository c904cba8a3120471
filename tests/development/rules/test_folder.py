from datetime import date

from partyoffice.core.dates import Day
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.folder import lacking, lines_of, percent, wanted_case
from partyoffice.development.rules.probation import Decision

ON = date(2026, 11, 20)


def file(days, **more):
    steps = {n: day if isinstance(day, Taken) else Taken(n, day) for n, day in days.items()}
    return File(1, "林知夏", steps=steps, **more)


def test_what_is_due_is_what_closed_steps_leave_behind():
    one = file({1: Day(2025, 6, 1), 2: Day(2025, 6, 20)})
    lines = lines_of(one, wanted_case(one, ON))
    assert [paper.code for paper in lacking(lines, set())] == ["1-1", "1-2"]
    assert lacking(lines, {"1-1", "1-2"}) == []
    assert percent(lines, {"1-1"}, due=True) == 50
    assert 0 < percent(lines, {"1-1"}) < 5
    assert percent([], {"1-1"}) is None
    assert not any(line.material.code in {"1-4", "4-8"} for line in lines)


def test_a_young_league_member_wants_the_recommendation_an_older_one_does_not():
    def needs(code, case, one):
        return next(line.required for line in lines_of(one, case) if line.material.code == code)

    young = file({3: Day(2025, 9, 1)}, in_league=True, birth=Day(1997, 9, 2))
    old = file({3: Day(2025, 9, 1)}, in_league=True, birth=Day(1997, 9, 1))
    unknown = file({}, in_league=True)
    ruled = file({}, general_branch=True)
    assert needs("2-1", wanted_case(young, ON), young)
    assert not needs("2-1", wanted_case(old, ON), old)
    assert needs("2-1", wanted_case(unknown, ON), unknown)
    assert needs("4-5-1", wanted_case(ruled, ON), ruled)
    assert needs("2-5", wanted_case(old, ON, reports=True), old)
    assert needs("3-6", wanted_case(old, ON, local={"3-6"}), old)


def test_the_papers_of_the_end_go_by_what_was_decided():
    def decisions(step=None, **more):
        return wanted_case(file({23: step} if step else {}, **more), ON).decisions

    assert decisions() == {Decision.ON_TIME}
    assert decisions(extended=6) == {Decision.EXTEND, Decision.ON_TIME}
    assert decisions(Taken(23, Day(2026, 6, 1), {"decision": "取消预备党员资格"})) == {Decision.REVOKE}


def test_the_record_of_the_whole_way_is_due_with_the_filing():
    one = file({25: Day(2026, 11, 1)})
    lines = {line.material.code: line for line in lines_of(one, wanted_case(one, ON, local={"0-1"}))}
    assert lines["0-1"].due
    assert lines["5-12"].due
    assert not lines["5-0"].required
