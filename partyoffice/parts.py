"""The one list of what the office holds; window, command line and checks loop over it."""

from partyoffice.archives.actions import issue_paper, withdraw
from partyoffice.archives.part import ARCHIVES
from partyoffice.development.part import DEVELOPMENT
from partyoffice.dues.actions.bounds import hear
from partyoffice.dues.part import DUES
from partyoffice.dues.queries.bounds import paid_to
from partyoffice.elections.part import ELECTIONS
from partyoffice.meetings.part import meetings_part
from partyoffice.members.part import members_part
from partyoffice.organisation.part import ORGANISATION
from partyoffice.part import Part
from partyoffice.plans.part import PLANS
from partyoffice.store import blobs, journal, meta, numbers, settings  # noqa: F401 -- their tables belong to every office
from partyoffice.store.office import Office
from partyoffice.transfers.part import Hooks, transfers_part

TRANSFERS = transfers_part(Hooks(issue_paper, withdraw, DEVELOPMENT.arrived, DEVELOPMENT.held, hear, paid_to))
ABOVE = (DEVELOPMENT, DUES, TRANSFERS, ELECTIONS, PLANS, ARCHIVES)  # what meetings know only by these hooks
PARTS: tuple[Part, ...] = (
    ORGANISATION,
    members_part(DEVELOPMENT.facts),
    DEVELOPMENT,
    meetings_part({one.name: one for part in ABOVE for one in part.decisions}),
    DUES,
    TRANSFERS,
    ELECTIONS,
    PLANS,
    ARCHIVES,
)
Office.guards = tuple(one.guard for one in PARTS)  # the store keeps what it does not know
