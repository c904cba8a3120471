"""``salvage``: what can be read of a damaged office goes into a new one."""

from pathlib import Path
from typing import Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import must_be_elsewhere, password_of
from partyoffice.store import entrance
from partyoffice.store import salvage as salvaging


def salvage(given: Given) -> dict[str, Any]:
    """``salvage FILE OUT [--list L.xlsx]``: rows read and lost, by table; the damaged file stays as it is."""
    source, target = Path(given.file), Path(given.out)
    must_be_elsewhere(target, source)
    door = entrance.door(source, password_of(given))
    report = salvaging.salvage(door, target)
    if given.list:
        from partyoffice import salvage_list

        must_be_elsewhere(Path(given.list), source, target)
        salvage_list.write(report, door, door.at(target), Path(given.list))
    tables = {
        name: {"title": salvaging.title_of(name), "read": one.read, "lost": one.lost, "emptied": one.emptied}
        for name, one in report.tables.items()
        if one.read or one.lost
    }
    kept = {"unclear": report.unclear, "journal_kept": report.journal_kept, "tables": tables}
    return {"file": str(target), "read": report.read, "lost": report.lost} | kept
