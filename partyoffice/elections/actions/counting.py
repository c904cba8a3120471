"""A ballot counted, found void, or its open seats left open with the consent of the electors."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean
from partyoffice.elections import queries
from partyoffice.elections.actions.ballots import refusal
from partyoffice.elections.actions.beginning import must_be_open
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.counting import Votes, check_consent, check_sheet, told_of
from partyoffice.elections.rules.standing import check_leaders, check_tellers, names_in
from partyoffice.elections.rules.words import COMMITTEE, HELD, LEADERS, RULES
from partyoffice.meetings.queries import seats as seats_of
from partyoffice.meetings.rules import elections as rules

CHECK = "请核对计票单"
Sheet = Mapping[str, Any]


def count(session: Session, ballot: Ballot, sheet: Sheet, votes: Sequence[Votes]) -> rules.Outcome:
    """Count a ballot: the paper side, each one's votes; who has more than half is elected.

    Raises OfficeError where too few came, more came back than was given out, the sums do not agree, a
    teller stands himself, or a 书记 is not of the committee: then nothing is kept.
    """
    election = session.get_one(Election, ballot.election_id)
    must_be_open(election)
    _must_be_last(session, ballot)
    stands = [one.name for one in queries.nominees_of(session, ballot.id) if not one.written_in]
    _must_name_all(stands, votes)
    base = queries.base_of(session)
    found = check_sheet(queries.framed(sheet, ballot.seats, base), *_papers(sheet), votes)
    tellers = "、".join(str(sheet.get(key) or "") for key in ("head_teller", "tellers", "counters"))
    found += check_tellers(names_in(tellers), stands)
    found += _of_committee(session, election, ballot, sheet.get("due") or 0, stands)
    if found:
        raise refusal(found, CHECK)
    ballot.base, ballot.void = base, ""
    _write(session, ballot, sheet, votes)
    return _elect(session, election, ballot)


def _papers(sheet: Sheet) -> tuple[int, int]:
    return sheet.get("valid") or 0, sheet.get("invalid") or 0


def _write(session: Session, ballot: Ballot, sheet: Sheet, votes: Sequence[Votes]) -> None:
    for key, value in sheet.items():
        setattr(ballot, key, clean(value) if isinstance(value, str) else value)
    nominees = _standing(session, ballot)
    for one in votes:
        _note(session, ballot, nominees, one)
    session.flush()


def _must_be_last(session: Session, ballot: Ballot) -> None:
    """Refuse counting anew what a later ballot rests on (OfficeError)."""
    later = [
        one
        for one in queries.ballots_of(session, ballot.election_id)
        if (one.office == ballot.office and one.round > ballot.round)
        or (ballot.office == COMMITTEE and one.office in LEADERS and queries.counted(one))
    ]
    if later:
        told = f"“{later[-1].office}”第 {later[-1].round} 次投票"
        raise OfficeError(f"后面已有{told}，不能再改这一次的计票", remedy="请先撤销或删除后面的一次")


def _standing(session: Session, ballot: Ballot) -> dict[str, Nominee]:
    """Return who stands by name; those written in by a former count are forgotten."""
    rows = queries.nominees_of(session, ballot.id)
    for one in rows:
        if one.written_in:
            session.delete(one)
    session.flush()
    return {one.name: one for one in rows if not one.written_in}


def _must_name_all(nominees: Sequence[str], votes: Sequence[Votes]) -> None:
    named = [one.name for one in votes]
    if twice := [name for name in dict.fromkeys(named) if named.count(name) > 1]:
        raise OfficeError(f"{'、'.join(twice)}的票数写了两次", remedy=CHECK)
    if missing := [name for name in nominees if name not in named]:
        raise OfficeError(f"没有写{'、'.join(missing)}的票数", remedy=CHECK)
    if unknown := [one.name for one in votes if not one.written_in and one.name not in nominees]:
        raise OfficeError(f"选票上没有{'、'.join(unknown)}", remedy="另选的人请写在“另选他人”里")
    if stands := [one.name for one in votes if one.written_in and one.name in nominees]:
        raise OfficeError(f"{'、'.join(stands)}是候选人，不是另选的人", remedy=CHECK)


def _of_committee(
    session: Session, election: Election, ballot: Ballot, due: int, stands: Sequence[str]
) -> list[Finding]:
    """Say what keeps the new committee from electing: its seats still open, more electors than it has."""
    if ballot.office not in LEADERS or not queries.ballots_of(session, election.id, COMMITTEE):
        return []
    committee = [one.name for _, one in queries.elected(session, election.id, COMMITTEE)]
    told = f"当选委员 {len(committee)} 人，应到 {due} 人"
    if queries.seats_left(session, election, COMMITTEE):
        message = f"委员还没有选足，{ballot.office}由新选出的委员会选举"
        return [Finding("E16", Severity.BLOCK, message, "", RULES, told)]
    if due != len(committee):
        message = f"{ballot.office}由新选出的委员会选举，应到人数要等于当选的委员人数"
        return [Finding("E16", Severity.BLOCK, message, "", RULES, told)]
    return check_leaders(ballot.office, stands, committee)


def _note(session: Session, ballot: Ballot, nominees: Mapping[str, Nominee], one: Votes) -> None:
    row = nominees.get(one.name)
    if row is None:
        row = Nominee(ballot_id=ballot.id, name=one.name, written_in=True)
        row.person_id = _of_roster(session, ballot, one.name)
        session.add(row)
    row.yes, row.no, row.abstain = one.yes, one.no, one.abstain


def _of_roster(session: Session, ballot: Ballot, name: str) -> int | None:
    """Return who of the body's members bears a written name; nobody where two do."""
    body, on = session.execute(
        select(Election.organisation_id, Election.held).where(Election.id == ballot.election_id)
    ).one()
    day = ballot.on or on
    found = [one for one in seats_of(session, body, day.first) if one.name == name] if day else []
    return found[0].person_id if len(found) == 1 else None


def _elect(session: Session, election: Election, ballot: Ballot) -> rules.Outcome:
    outcome = queries.outcome_of(session, ballot)
    for nominee in queries.nominees_of(session, ballot.id):
        nominee.elected = nominee.name in outcome.elected
    if ballot.office not in LEADERS and election.held is None:
        election.held = ballot.on
    election.state = HELD if election.reported is None else election.state
    session.flush()
    return outcome


def told(session: Session, ballot: Ballot) -> Finding:
    """Return what a count brought as a sentence for the user."""
    outcome, frame = queries.outcome_of(session, ballot), queries.frame_of(ballot)
    said = told_of(outcome, frame, among_tied=queries.among_tied(session, ballot))
    open_ = bool(outcome.tied or outcome.vacant)
    severity = Severity.WARN if open_ else Severity.INFO
    return Finding("ELEC-10", severity, f"{ballot.office}计票：{said}", "", RULES)


def find_void(session: Session, ballot: Ballot, reason: str, sheet: Sheet) -> None:
    """Note that a ballot does not hold, such as more came back than was given out; it is held anew."""
    must_be_open(session.get_one(Election, ballot.election_id))
    _must_be_last(session, ballot)
    if not clean(reason):
        raise OfficeError("没有写选举无效的原因", remedy="请写一句，如“收回的选票多于发出的选票”")
    for key, value in sheet.items():
        setattr(ballot, key, value)
    ballot.void, ballot.valid, ballot.invalid = clean(reason), None, None
    for one in _standing(session, ballot).values():
        one.yes, one.no, one.abstain, one.elected = None, None, None, False
    session.flush()


def leave_open(session: Session, ballot: Ballot, leaving: int, consented: int) -> None:
    """Leave seats open without another ballot, with the consent of more than half (OfficeError else)."""
    election = session.get_one(Election, ballot.election_id)
    must_be_open(election)
    vacant = queries.seats_left(session, election, ballot.office) + ballot.vacated
    if not queries.counted(ballot) or not vacant:
        raise OfficeError(f"“{ballot.office}”没有空缺的名额", remedy="计票以后名额没有选足的，才可以减少名额")
    found = check_consent(vacant, leaving, consented, queries.frame_of(ballot).due)
    if found:
        raise refusal(found, "请核对人数，或另行选举")
    ballot.vacated, ballot.consented = leaving, consented
    session.flush()
