"""The office's own patterns: changed copies of forms, kept in the file and used instead of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
TEXT, NAME, LOADED, SCANS = "text", "name", "loaded", "scans"
LARGEST = 1024 * 1024  # bytes of a file that may be a form


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A pattern of the office's own: its file's text and name, when it was taken in, scans of its pages.

    ``scans`` are digests by the number of the sheet; without text they belong to the form as we ship it.
    """

    text: str = ""
    name: str = ""
    loaded: str = ""
    scans: Mapping[int, str] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Its name and day, as they are said on the print."""
        return f"{self.name} {self.loaded}".strip()


def _setting(code: str) -> Setting:
    return Setting(f"{TITLE}：{code}", TITLE, None)


def own_form(session: "Session", code: str) -> OwnForm:
    """Return what the office keeps for a form; empty where it uses ours."""
    value: dict[str, Any] = settings.get(session, _setting(code)) or {}
    text, name, loaded = (str(value.get(key, "")) for key in (TEXT, NAME, LOADED))
    return OwnForm(text, name, loaded, {int(at): str(one) for at, one in value.get(SCANS, {}).items()})


def _put(session: "Session", code: str, own: OwnForm) -> None:
    scans = {str(sheet): digest for sheet, digest in sorted(own.scans.items())}
    value = {TEXT: own.text, NAME: own.name, LOADED: own.loaded, SCANS: scans}
    settings.put(session, _setting(code), value)


def layout_of(session: "Session", code: str, name: str) -> Form:
    """Return the form to print ``code`` with: the office's own, else ours called ``name``."""
    own = own_form(session, code)
    if not own.text:
        return form_file.shipped(name)
    return replace(form_file.parse(own.text, own.name), own=own.called)


def text_of(session: "Session", code: str, name: str) -> str:
    """Return the file of the form in use, to be changed elsewhere and loaded again."""
    return own_form(session, code).text or form_file.shipped_text(name)


def read_file(path: Path) -> str:
    """Return the text of a form file (OfficeError for what is none)."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:  # a device never ends
            raise _no_form(path)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_form(path) from error


def _no_form(path: Path) -> OfficeError:
    return OfficeError(
        f"“{path.name}”不是表样文件", remedy="请选择从“表样”另存出来、用记事本改过并存为 UTF-8 的 .toml 文件"
    )


def checked(code: str, text: str, name: str, known: Iterable[str]) -> Form:
    """Return the form a changed pattern makes for ``code`` (OfficeError naming the line at fault).

    ``known`` are the keys this form can be filled with.
    """
    made = form_file.parse(text, name, known)
    if made.code.lower() != code.lower():
        raise OfficeError(
            f"“{name}”是 {made.code}（{made.title}）的表样，不是 {code.upper()} 的",
            remedy="请选中对应的表再载入，或把文件开头的 code 改对",
        )
    return made


def keep(session: "Session", code: str, text: str, name: str, known: Iterable[str]) -> Form:
    """Keep a changed pattern for ``code`` and return it; see ``checked``."""
    made, own = checked(code, text, name, known), own_form(session, code)
    _put(session, code, replace(own, text=text, name=Path(name).stem, loaded=str(clock.today())))
    return made


def keep_scans(session: "Session", code: str, digests: Mapping[int, str]) -> None:
    """Keep the scans of the pre-printed pages that places are held against, by sheet."""
    own = own_form(session, code)
    _put(session, code, replace(own, scans=dict(digests)))


def drop(session: "Session", code: str) -> None:
    """Use our own pattern again; the scans stay."""
    own = own_form(session, code)
    _put(session, code, OwnForm(scans=own.scans))


def scans(session: "Session") -> set[str]:
    """Return the digests of every scan kept."""
    kept = settings.values_of(session, f"{TITLE}：")
    return {digest for value in kept if value for digest in value.get(SCANS, {}).values()}
