"""打开交接包: its office is put where it is wished, opened, and counted against what the list says."""

from dataclasses import dataclass
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.handover import contents, paper, proof
from partyoffice.handover.proof import Package
from partyoffice.store import backup, encryption, engine, files, journal, newer, revisions, settings
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key
from partyoffice.store.office import Office

FORBIDDEN = '\\/:*?"<>|'
FACTS = ("uuid", "revision", "head", "chain", "rows")


@dataclass(frozen=True, slots=True)
class Received:
    """What was counted in the opened office beside what the list says: name, said, found."""

    counted: tuple[tuple[str, int, int], ...]
    unbroken: bool

    @property
    def agrees(self) -> bool:
        """Whether every count is the list's, and the journal closes."""
        return self.unbroken and all(said == found for _name, said, found in self.counted)


def usual_name(received: Package) -> str:
    """Return the file name its office had, fit for every system."""
    safe = (one if one not in FORBIDDEN and one.isprintable() else " " for one in received.told["name"])
    stem = "".join(safe)
    return f"{stem.strip(' .')[:60] or '党务数据'}.dangwu"


def must_be_free(target: Path) -> None:
    """Refuse a place where a file lies already: nobody's office is written over (OfficeError)."""
    if target.exists():
        raise OfficeError(f"“{target.name}”已经在这里", remedy="请换一个文件夹或文件名")


def place(received: Package, target: Path, key: Key | None = None) -> Door:
    """Put the office of a package at ``target``, proved whole on the disk before it has its name.

    ``key`` opens an encrypted one (``proof.key_for``). Raises OfficeError where it is not what the
    manifest says, where a newer program wrote it, and for what the disk refuses; nothing stays then.
    """
    must_be_free(target)
    if received.told["revision"] not in revisions.known():
        raise newer.refusal(received.path, received.told["program"])
    with files.replaced(target, "接收到") as draft:
        proof.take_out(received, draft)
        door = Door(draft, key, writing=False)
        engine.identify(door)
        facts = backup.facts_of(door)
        if any(facts[name] != received.told[name] for name in FACTS):
            raise proof.damaged(received.path, "里的数据和清单对不上")
        must_be_free(target)
    return Door(target, key)


def renew(door: Door, password: str) -> Door:
    """Give the received office a new password, so that the old one opens it no more; its copies too."""
    made = (encryption.set_password if door.key is None else encryption.change_password)(door, password)
    encryption.convert_copies(made, door.key)
    return made


def receive(received: Package, target: Path, key: Key | None = None) -> tuple[Door, Received]:
    """Place the office, open it, count it against the list, write down that it was received, copy it."""
    door = place(received, target, key)
    with Office.open(door.path, door.key) as office:
        return door, greet(office, received)


def greet(office: Office, received: Package) -> Received:
    """Count the opened office against the list, and write down that it was received."""
    with office.reading() as session:
        found, broken = contents.counts(session, received.on), journal.verify(session)
    said = {str(name): int(number) for name, number in received.told["lists"].items()}
    names = [*said, *(name for name in found if name not in said)]
    counted = tuple((name, said.get(name, 0), found.get(name, 0)) for name in names)
    told = {"日期": str(received.on), "文件": received.path.name, "校验短码": paper.short(received.sha256)}
    with office.change(f"接收交接包：{received.path.name}", kind="log") as session:
        settings.put(session, settings.HANDED, told)
    return Received(counted, broken is None)
