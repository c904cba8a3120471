"""What the organisation knows for 首页: terms that end, as duties (of 换届选举) and in the year."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot
from partyoffice.organisation.records import SAMPLE, Organisation, Term
from partyoffice.organisation.rules import ARTICLE_TERM, term_end
from partyoffice.part import Duty, YearCell, YearRow
from partyoffice.store import rehearsal, settings


def due_terms(session: Session, on: date) -> Iterable[Duty]:
    """Yield terms that end within six months or have ended without an election."""
    for term, name in _running(session):
        known = term_end(term.start.first, term.years, on)
        if known.alert_from <= on:
            ends = known.ends
            word = "已届满，应当换届" if ends <= on else "即将届满，准备换届"
            text = f"第{term.number}届{word}（{term.start} 起 {term.years} 年）"
            spot = Spot("organisation", term.organisation_id)
            yield Duty("term", name, ends, text, ARTICLE_TERM, spot, term.organisation_id)


def due_rehearsal(session: Session, on: date) -> Iterable[Duty]:
    """Yield the trial of the copies, once a month; the sample's are nobody's."""
    if not settings.get(session, SAMPLE) and rehearsal.is_due(session, on):
        last = date(on.year, on.month, monthrange(on.year, on.month)[1])
        said = rehearsal.last(session).get(rehearsal.ON, "")
        text = f"演练恢复一次，看备份是不是真能用（{f'上次 {said}' if said else '还没有演练过'}）"
        yield Duty("rehearsal", "备份", last, text, spot=Spot("backups", 0))


def _running(session: Session) -> Sequence[tuple[Term, str]]:
    wanted = select(Term, Organisation.name).join(Organisation, Organisation.id == Term.organisation_id)
    rows = session.execute(wanted.where(Term.ended.is_(None)))
    return [(row[0], row[1]) for row in rows]


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:
    """Return one row: in which month whose term ends."""
    months: dict[int, list[tuple[Term, str]]] = {}
    for row in _running(session):
        ends = _ends(row[0])
        if ends.year == wanted:
            months.setdefault(ends.month, []).append(row)
    cells = tuple(_cell(months.get(month, []), on) for month in range(1, 13))
    return [YearRow("届满换届", cells, "任期届满、还没有换届的党组织")]


def _cell(ending: Sequence[tuple[Term, str]], on: date) -> YearCell:
    if not ending:
        return YearCell()
    late = any(_ends(term) < on for term, _name in ending)
    ways = tuple(
        (f"{name} 第{term.number}届 {_ends(term)} 届满", "members", {"branch": term.organisation_id})
        for term, name in ending
    )
    note = "；".join(words for words, _page, _target in ways)
    return YearCell(str(len(ending)), "late" if late else "soon", note, ways)


def _ends(term: Term) -> date:
    return term_end(term.start.first, term.years, term.start.first).ends
