"""What 调整位置 keeps in the office: the moved places as the office's own pattern, and the scans."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage

from partyoffice import papers
from partyoffice.reports import form_edit, own_forms
from partyoffice.reports.form import Form, Manner, Place
from partyoffice.store import blobs
from partyoffice.ui import scan as scan_files
from partyoffice.ui.scan import Scan

if TYPE_CHECKING:
    from partyoffice.app.pattern_work import Pattern
    from partyoffice.part import Paper
    from partyoffice.store.office import Office

OWN_NAME = "调整过的位置"


def scans_of(office: "Office", digests: Mapping[int, str], wide: float) -> dict[int, Scan]:
    """Return the scans kept for each sheet; one whose bytes are gone is left out."""
    with office.reading() as session:
        found = {at: blobs.content_of(session, digest) for at, digest in digests.items()}
    return {at: scan_files.stored(content, wide, digests[at]) for at, content in found.items() if content}


def under(office: "Office", paper: "Paper", manner: Manner, copies: int, pages: int) -> dict[int, QImage]:
    """Return the scans kept for a paper that is laid over, by page: its sheets, person by person."""
    with office.reading() as session:
        own, form = own_forms.own_form(session, paper.code), papers.layout_of(session, paper)
        how = papers.manner_of(form, manner)
        laid_over = form is not None and bool(form.base) and (how.overlay or bool(how.only))
        if form is None or not laid_over or pages != copies * form.sheets:
            return {}
        kept = {at: blobs.content_of(session, digest) for at, digest in own.scans.items()}
    pictures = {at: QImage.fromData(QByteArray(content)) for at, content in kept.items() if content}
    return {at: pictures[sheet] for at in range(pages) if (sheet := at % form.sheets + 1) in pictures}


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
