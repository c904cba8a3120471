"""The office's own patterns: changed copies of forms, kept in the file and used instead of ours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.reports import form_file
from partyoffice.reports.form import Form
from partyoffice.store import settings
from partyoffice.store.settings import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "表样"
TEXT, NAME, LOADED, SCAN = "text", "name", "loaded", "scan"
LARGEST = 1024 * 1024  # bytes of a file that may be a form


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A pattern of the office's own: its file's text and name, when it was taken in, the digest of a scan.

    A scan without text belongs to the form as we ship it.
    """

    text: str = ""
    name: str = ""
    loaded: str = ""
    scan: str = ""


def _setting(code: str) -> Setting:
    return Setting(f"{TITLE}：{code}", TITLE, None)


def own_form(session: "Session", code: str) -> OwnForm:
    """Return what the office keeps for a form; empty where it uses ours."""
    value: dict[str, Any] = settings.get(session, _setting(code)) or {}
    return OwnForm(**{key: str(value.get(key, "")) for key in (TEXT, NAME, LOADED, SCAN)})


def _put(session: "Session", code: str, own: OwnForm) -> None:
    value = {TEXT: own.text, NAME: own.name, LOADED: own.loaded, SCAN: own.scan}
    settings.put(session, _setting(code), value)


def layout_of(session: "Session", code: str, name: str) -> Form:
    """Return the form to print ``code`` with: the office's own, else ours called ``name``."""
    own = own_form(session, code)
    if not own.text:
        return form_file.shipped(name)
    return replace(form_file.parse(own.text, own.name), own=f"{own.name} {own.loaded}".strip())


def text_of(session: "Session", code: str, name: str) -> str:
    """Return the file of the form in use, to be changed elsewhere and loaded again."""
    return own_form(session, code).text or form_file.shipped_text(name)


def read_file(path: Path) -> str:
    """Return the text of a form file (OfficeError for what is none)."""
    try:
        if path.stat().st_size > LARGEST:
            raise _no_form(path)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_form(path) from error


def _no_form(path: Path) -> OfficeError:
    return OfficeError(
        f"“{path.name}”不是表样文件", remedy="请选择从“表样”另存出来、用记事本改过并存为 UTF-8 的 .toml 文件"
    )


def keep(session: "Session", code: str, text: str, name: str, known: Iterable[str]) -> Form:
    """Keep a changed pattern for ``code`` and return it (OfficeError naming the line at fault).

    ``known`` are the keys this form can be filled with.
    """
    made = form_file.parse(text, name, known)
    if made.code.lower() != code.lower():
        raise OfficeError(
            f"“{name}”是 {made.code}（{made.title}）的表样，不是 {code.upper()} 的",
            remedy="请选中对应的表再载入，或把文件开头的 code 改对",
        )
    own = own_form(session, code)
    _put(session, code, OwnForm(text, Path(name).stem, str(clock.today()), own.scan))
    return made


def keep_scan(session: "Session", code: str, digest: str) -> None:
    """Keep the scan of the pre-printed page that places are held against."""
    own = own_form(session, code)
    _put(session, code, replace(own, scan=digest))


def drop(session: "Session", code: str) -> None:
    """Use our own pattern again; the scan stays."""
    own = own_form(session, code)
    _put(session, code, OwnForm(scan=own.scan))


def scans(session: "Session") -> set[str]:
    """Return the digests of every scan kept."""
    kept = settings.values_of(session, f"{TITLE}：")
    return {value[SCAN] for value in kept if value and value.get(SCAN)}
