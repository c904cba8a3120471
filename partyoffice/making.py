"""Making an office: an empty one with its school, or an invented one."""

from collections.abc import Mapping
from glob import escape
from pathlib import Path
from uuid import uuid4

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Sampling
from partyoffice.parts import PARTS
from partyoffice.store import files, settings
from partyoffice.store.engine import Door
from partyoffice.store.office import Office
from partyoffice.store.settings import Setting

MOST = 20_000


def make_sample(office: Office, members: int, seed: int) -> None:
    """Fill an empty office with an invented school of ``members`` (1 to 20 000) and ten years."""
    wish = Sampling(members, seed, clock.today())
    with office.change("生成示例数据", kind="sample") as session:
        for part in PARTS:
            if part.sample is not None:
                part.sample(session, wish)
                session.flush()


def make_school(
    office: Office, school: str, kind: OrgKind = OrgKind.BRANCH, facts: Mapping[Setting, str] | None = None
) -> None:
    """Write down the school, its own Party body and the settings known from the beginning."""
    with office.change("填写单位信息") as session:
        set_up(session, school, kind)
        for setting, value in (facts or {}).items():
            settings.put(session, setting, value)


def new_office(
    path: Path, school: str, kind: OrgKind, facts: Mapping[Setting, str], password: str | None = None
) -> Door:
    """Make an office whole or not at all, and return its door; it takes its name when its school is in it.

    A draft left by a crash is swept away later like every half-written file.
    """
    if path.exists():
        raise OfficeError(f"“{path.name}”已经存在", remedy="请换一个文件名，或直接打开它")
    draft = path.with_name(f".{path.stem[:40]}-{uuid4().hex}{files.PARTIAL}")
    try:
        office = Office.create(draft, password)
        try:
            make_school(office, school, kind, facts)
        finally:
            office.release()
        files.replace(draft, path)
    finally:
        for left in draft.parent.glob(f"{escape(draft.name)}*"):
            files.remove(left)
    return office.door.at(path)
