"""Table of contents of the organisation."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months, add_years_forward
from partyoffice.core.finding import Spot
from partyoffice.organisation.records import SETTINGS, Organisation, Term
from partyoffice.part import Duty, Part

ALERT_MONTHS = 6
ARTICLE_TERM = "《中国共产党基层组织选举工作条例》（2020年）第三条"


def due_terms(session: Session, on: date) -> Iterable[Duty]:
    """Yield terms that end within six months or have ended without an election."""
    wanted = select(Term, Organisation.name).join(Organisation, Organisation.id == Term.organisation_id)
    for term, name in session.execute(wanted.where(Term.ended.is_(None))):
        ends = add_years_forward(term.start.first, term.years)
        if add_months(ends, -ALERT_MONTHS) <= on:
            word = "已届满，应当换届" if ends <= on else "即将届满，准备换届"
            text = f"第{term.number}届{word}（{term.start} 起 {term.years} 年）"
            yield Duty("term", name, ends, text, ARTICLE_TERM, Spot("organisation", term.organisation_id))


ORGANISATION = Part(
    "organisation", "党组织", records=(Organisation, Term), settings=SETTINGS, due=(due_terms,)
)
