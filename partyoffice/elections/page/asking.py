"""What the forms of 换届选举 have in common: fields, bodies, electors and meetings to choose from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import search_key
from partyoffice.elections.actions.ballots import Standing
from partyoffice.elections.queries.meetings import meetings_of
from partyoffice.elections.rules.words import BALLOTS
from partyoffice.meetings.queries import seats
from partyoffice.organisation.queries import full_name, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui.asking import label_keys
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.person_editor import Candidate, People
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.elections.queries.rows import Entry
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]

BODY = Field("body_id", "党组织", Kind.LINK, required=True)
OFFICE = Field("office", "选举", Kind.CHOICE, choices=BALLOTS, open=False, required=True)
SEATS = Field("seats", "应选名额", Kind.NUMBER, required=True)
PEOPLE = Field("people", "候选人", Kind.LINK, required=True, hint="书记、副书记照上级批准的次序选")
DAY = Field("day", "日期", Kind.DAY, required=True)
DOCUMENT = Field("document", "文号", hint="如 青教党〔2026〕50号")
REASON = Field("reason", "原因", required=True)


def bodies(desk: "Desk", _row: object) -> "Links":
    """Return the bodies that have a committee or a secretary."""
    with desk.open_office().reading() as session:
        whole = tree(session)
    nodes = [one for one in whole.nodes.values() if one.kind is not OrgKind.GROUP and not one.ended]
    named = [(one.id, full_name(whole, one.id)) for one in nodes]
    return {BODY.key: tuple(Option(ident, name, label_keys(name)) for ident, name in named)}


def electors(desk: "Desk", body: int) -> People:
    """Return who of a body may be elected, to choose several from."""
    with desk.open_office().reading() as session:
        found = [one for one in seats(session, body, clock.today()) if one.voting]
    known = {one.person_id: Candidate(one.person_id, one.name, one.post) for one in found}

    def seek(text: str) -> Sequence[Candidate]:
        word = search_key(text)
        fits = [one for one in known.values() if _fits(one.name, word)]
        return fits if word else list(known.values())

    return People(seek, known.get, several=True)


def _fits(name: str, word: str) -> bool:
    return any(word in search_key(key) for key in (name, *label_keys(name)))


def standing(session: "Session", body: int, people: Sequence[int]) -> list[Standing]:
    """Return those chosen as they stand, in the order chosen."""
    names = {one.person_id: one.name for one in seats(session, body, clock.today())}
    return [Standing(names.get(one, ""), one) for one in people]


def assemblies(desk: "Desk", row: "Entry") -> tuple[Option, ...]:
    """Return the newest meetings of a body, of which one elected."""
    with desk.open_office().reading() as session:
        found = [(one.id, one.label()) for one in meetings_of(session, row.body_id)]
    return tuple(Option(ident, name, label_keys(name)) for ident, name in found)


def remark(one: "Finding") -> Remark:
    """Return a finding as it stands beside a field."""
    return Remark(one.severity, one.message, one.arithmetic, one.article)


def today(_session: "Session", _row: object) -> Values:
    """Begin a form with today, which the user looks at."""
    return {DAY.key: Day.of(clock.today())}
