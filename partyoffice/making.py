"""Making an office: an empty one with its school, or an invented one."""

from partyoffice.core import clock
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Sampling
from partyoffice.parts import PARTS
from partyoffice.store.office import Office

MOST = 20_000


def make_sample(office: Office, members: int, seed: int) -> None:
    """Fill an empty office with an invented school of ``members`` (1 to 20 000) and ten years."""
    wish = Sampling(members, seed, clock.today())
    with office.change("生成示例数据", kind="sample") as session:
        for part in PARTS:
            if part.sample is not None:
                part.sample(session, wish)
                session.flush()


def make_school(office: Office, school: str, kind: OrgKind = OrgKind.BRANCH) -> None:
    """Write down the school and its own Party body."""
    with office.change("填写单位信息") as session:
        set_up(session, school, kind)
