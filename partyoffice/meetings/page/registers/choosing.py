"""What the registers around 组织生活会 share: whom, which body and which meeting a form chooses from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.papers import life, life_forms, life_lists
from partyoffice.meetings.queries.life import LifeRow, life_names
from partyoffice.members.page.asking import options
from partyoffice.members.page.people import people_of
from partyoffice.organisation.queries import tree
from partyoffice.ui.choice_editor import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

Values = Mapping[str, Any]
PAGE, MINUTES = "meetings", "minutes"
BODY = Field("organisation_id", "党组织", Kind.LINK, required=True)
MEETING = Field("meeting_id", "会议", Kind.LINK, required=True, hint="先在“组织生活会”里登记")
NO_MEETING = "先在“组织生活会”里登记这次会议，会前也可以登记；然后在这里逐条登记。"


def bodies(desk: "Desk", _row: object = None) -> "Links":
    """Return the bodies that were not dissolved."""
    with desk.open_office().reading() as session:
        nodes = tree(session).nodes.values()
    return {BODY.key: options(one for one in nodes if not one.ended)}


def meetings(desk: "Desk", _row: object = None) -> "Links":
    """Return the meetings a form chooses from, the newest first."""
    with desk.open_office().reading() as session:
        found = life_names(session)
    return {MEETING.key: tuple(Option(one, name, note=str(on)) for one, name, on in found)}


def people(desk: "Desk", *keys: str) -> "Links":
    """Return the people of the office for some fields."""
    whom = people_of(desk.open_office())
    return dict.fromkeys(keys, whom)


def newest(session: "Session") -> int | None:
    """Return the newest meeting, which a form begins with; None where there is none."""
    return next((one for one, _name, _on in life_names(session)), None)


def today(_session: object, _row: object) -> Values:
    """Begin a form with today, which the user looks at."""
    return {"on": Day.of(clock.today())}


def filled(*pairs: tuple[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the facts of a card that say something."""
    return tuple((title, str(value)) for title, value in pairs if value)


def held_by(row: Any) -> str:  # noqa: ANN401 -- a row about a meeting
    """Return whose meeting a row is about: 第一党支部组织生活会."""
    return f"{row.meeting.body_name}{row.meeting.kind}"


def length(text: str) -> str:
    """Return how much was written: lists never show a text of this sort itself."""
    return f"{len(''.join(text.split()))} 字" if text.strip() else ""


def print_meeting(desk: "Desk", code: str, meeting: LifeRow) -> None:
    """Open the print dialog with what the records of a meeting tell a paper."""
    paper = next(one for one in (*life.PAPERS, *life_forms.PAPERS, *life_lists.PAPERS) if one.code == code)
    with desk.open_office().reading() as session:
        bodies_, given = paper.record(session, meeting.id) if paper.record is not None else ((), {})
    desk.open_dialog("print", paper=code, branch=next(iter(bodies_), meeting.body), given=given)
