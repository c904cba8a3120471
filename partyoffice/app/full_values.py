"""完整（归档/上报）: papers with whole numbers only after a tick, remembered for the form and logged."""

from collections.abc import Iterable, Mapping
from typing import Any

from partyoffice import papers
from partyoffice.core import clock
from partyoffice.core.field import Care, Field, Kind
from partyoffice.part import Paper
from partyoffice.parts import PARTS
from partyoffice.reports.document import Document, Table
from partyoffice.reports.form import Form, Values
from partyoffice.store import settings
from partyoffice.store.office import Office
from partyoffice.store.settings import Setting

TICK = "完整（归档/上报）：证件号、电话、住址等不遮盖"
NOTE = "勾选会记住，并记入操作记录"
NOTED = Setting("exports.whole", "不经勾选的完整输出次数", 0, Kind.NUMBER)  # a line needs a change


def setting_of(code: str) -> Setting:
    """Return where the tick of a roster or form is kept."""
    return Setting(f"exports.full.{code}", "完整输出", {}, Kind.LONG)


def last(office: Office, code: str) -> dict[str, Any]:
    """Return how the last full paper of this kind went out: ``full``, ``purpose``; empty before the first."""
    with office.reading() as session:
        return dict(settings.get(session, setting_of(code)))


def log(office: Office, code: str, title: str, *, verb: str, whole: str, purpose: str = "") -> None:
    """Remember tick and purpose; all that goes out ``whole`` leaves its line in 操作记录, which says it."""
    if not office.writing or (not whole and not last(office, code).get("full")):
        return
    sentence = f"{verb}完整名册：{title}{whole}" if whole else f"{verb}改为遮盖：{title}"
    with office.change(sentence, kind="log") as session:
        made = {"full": bool(whole), "purpose": purpose, "at": clock.stamp()}
        settings.put(session, setting_of(code), made)


def note(office: Office, sentence: str) -> None:
    """Leave the line of what went out whole without a tick; no tick is remembered, nothing can be undone."""
    with office.change(sentence, kind="log") as session:
        settings.put(session, NOTED, settings.get(session, NOTED) + 1)


def told(fields: Iterable[Field], purpose: str = "") -> str:
    """Return （用途：…；敏感列：…）: what goes out whole, and what for; empty where there is neither."""
    titles = "、".join(field.title for field in fields if field.care is Care.SENSITIVE)
    parts = (f"用途：{purpose}" if purpose else "", f"敏感列：{titles}" if titles else "")
    return f"（{'；'.join(filter(None, parts))}）" if any(parts) else ""


def fields_in(document: Document, fields: Iterable[Field]) -> list[Field]:
    """Return those of the fields that a paper has a column of."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    titles = {column.title for table in tables for column in table.columns if not column.hidden}
    return [field for field in fields if field.title in titles]


def filled_in(values: Iterable[Values | None]) -> list[Field]:
    """Return the fields that need masking and stand in forms unmasked."""
    texts, hide = [one for one in values if one], sensitive()
    return [field for key, field in hide.items() if any(one.get(key) for one in texts)]


def sensitive() -> dict[str, Field]:
    """Return every field of every roster that needs masking, by key."""
    fields = (field for part in PARTS for roster in part.rosters for field in roster.columns)
    return {field.key: field for field in fields if field.care is Care.SENSITIVE}


def sensitive_in(titles: Mapping[str, str]) -> dict[str, Field]:
    """Return which fields of a form, told by key and title, need masking: one key has several meanings."""
    return {key: field for key, field in sensitive().items() if titles.get(key) == field.title}


def always(paper: Paper, form: Form | None) -> bool:
    """Say whether a paper is whole by its nature: a letter, and what fills a booklet printed before."""
    return paper.kept or paper.letter or (form is not None and form.base == "overlay")


def fields_on(paper: Paper, form: Form | None) -> list[Field]:
    """Return the sensitive fields that a form prints; a photograph is there to be seen."""
    if form is None:
        return []
    found = sensitive_in(papers.titles_of(paper))
    return [one for key, one in found.items() if key in form.fields and one.kind is not Kind.PHOTO]


def masked_values(values: Values, titles: Mapping[str, str]) -> Values:
    """Return the texts of a form, whose keys have these titles, as working papers show them."""
    hide = sensitive_in(titles)
    return {
        key: hide[key].mask(value) if key in hide and isinstance(value, str) and value else value
        for key, value in values.items()
    }
