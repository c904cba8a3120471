"""What 表样 lists and changes: every paper with a form, the pattern in use, files out and in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice import papers
from partyoffice.core.errors import OfficeError
from partyoffice.part import Paper
from partyoffice.reports import form_file, own_forms
from partyoffice.reports.form import Form
from partyoffice.reports.own_forms import OwnForm
from partyoffice.store import files
from partyoffice.ui.marks import Mark

if TYPE_CHECKING:
    from partyoffice.store.office import Office

OURS, FAULTY = "自带", "读不出，请恢复自带"
MEASURED, UNMEASURED = "已校准", "未校准"
NO_PLACES = "这张表按格子排，不按毫米落位；请另存表样，用记事本改行高和格宽"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A paper with the pattern it is printed with; no form where the office's own cannot be read."""

    paper: Paper
    own: OwnForm
    form: Form | None

    @property
    def code(self) -> str:
        """The code as it is printed."""
        return self.paper.code.upper()

    @property
    def origin(self) -> str:
        """Whose pattern it is."""
        return f"本单位：{self.own.called}" if self.own.text else OURS

    @property
    def laying(self) -> str:
        """Whether its places were held against the pre-printed page; empty where there is none."""
        if self.form is None or not self.form.base:
            return ""
        return MEASURED if self.form.measured else UNMEASURED

    @property
    def laying_mark(self) -> Mark | None:
        """The mark beside it."""
        return {MEASURED: Mark.DONE, UNMEASURED: Mark.WARN}.get(self.laying)

    @property
    def remark(self) -> str:
        """What else is to be known: a pattern of our own making, or one that cannot be read."""
        return FAULTY if self.form is None else self.form.mark

    @property
    def why_fixed(self) -> str:
        """Why its places cannot be moved; empty where they can."""
        if self.form is None:
            return "本单位的表样读不出，请先恢复自带"
        return "" if self.form.places else NO_PLACES


def patterns(office: "Office") -> list[Pattern]:
    """Return every paper that has a form."""
    with office.reading() as session:
        return [_pattern(session, paper) for paper in papers.known().values() if paper.layout]


def _pattern(session: Any, paper: Paper) -> Pattern:  # noqa: ANN401 -- SQLAlchemy stays below
    own = own_forms.own_form(session, paper.code)
    try:
        return Pattern(paper, own, own_forms.layout_of(session, paper.code, paper.layout))
    except OfficeError:
        return Pattern(paper, own, None)


def text_of(pattern: Pattern) -> str:
    """Return the file of the pattern in use."""
    return pattern.own.text or form_file.shipped_text(pattern.paper.layout)


def save(pattern: Pattern, path: Path) -> None:
    """Write the pattern in use to a file, with the line ends that Notepad shows (OfficeError)."""
    with files.replaced(path, "另存") as draft:
        draft.write_text(text_of(pattern), encoding="utf-8-sig", newline="\r\n")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file read and found right, not used yet."""

    pattern: Pattern
    text: str
    name: str
    form: Form


def load(pattern: Pattern, path: Path) -> Loaded:
    """Read a changed copy (OfficeError naming the line at fault)."""
    text = own_forms.read_file(path)
    form = own_forms.checked(pattern.paper.code, text, path.name, papers.keys_of(pattern.paper))
    return Loaded(pattern, text, path.name, form)


def use(office: "Office", loaded: Loaded) -> None:
    """Print with a loaded pattern from now on."""
    paper = loaded.pattern.paper
    with office.change(f"载入表样：{paper.title}") as session:
        own_forms.keep(session, paper.code, loaded.text, loaded.name, papers.keys_of(paper))


def drop(office: "Office", pattern: Pattern) -> None:
    """Print with our own pattern again."""
    with office.change(f"恢复自带表样：{pattern.paper.title}") as session:
        own_forms.drop(session, pattern.paper.code)


def write_blank(paper: Paper, form: Form, path: Path) -> int:
    """Write a form with nothing in it and return its pages; one only laid over shows where its fields are."""
    if form.base == "overlay":
        from partyoffice.reports.form_proof import write_proof

        return write_proof(form, papers.titles_of(paper), path)
    from partyoffice.reports import form_pdf

    return form_pdf.write_forms(form, [None], path)
