"""What 调整位置 keeps in the office: the moved places as the office's own pattern, and the scans."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from partyoffice import papers
from partyoffice.reports import form_edit, own_forms
from partyoffice.reports.form import Form, Place
from partyoffice.store import blobs
from partyoffice.ui import scan as scan_files
from partyoffice.ui.scan import Scan

if TYPE_CHECKING:
    from partyoffice.app.pattern_work import Pattern
    from partyoffice.store.office import Office

OWN_NAME = "调整过的位置"


def scans_of(office: "Office", digests: Mapping[int, str], wide: float) -> dict[int, Scan]:
    """Return the scans kept for each sheet; one whose bytes are gone is left out."""
    with office.reading() as session:
        found = {at: blobs.content_of(session, digest) for at, digest in digests.items()}
    return {at: scan_files.stored(content, wide, digests[at]) for at, content in found.items() if content}


def with_places(form: Form, places: Sequence[Place]) -> Form:
    """Return a form with its places moved."""
    return replace(form, places=tuple(places))


def keep(
    office: "Office",
    pattern: "Pattern",
    text: str,
    places: Sequence[Place],
    scans: Mapping[int, Scan],
    size: tuple[float, float],
    *,
    measured: bool,
) -> None:
    """Keep everything as one step that can be undone (OfficeError)."""
    paper = pattern.paper
    made = form_edit.moved(text, places, measured=measured)
    name = f"{pattern.own.name or OWN_NAME}.toml"
    pictures = {at: scan.baked(*size) for at, scan in scans.items() if not scan.kept}
    with office.change(f"套打位置：{paper.title}") as session:
        digests = {at: scan.kept or blobs.put(session, pictures[at]) for at, scan in scans.items()}
        own_forms.keep(session, paper.code, made, name, papers.keys_of(paper))
        own_forms.keep_scans(session, paper.code, digests)
