"""What the upper committee did about a 发展对象: it consents since 2026, before it took note."""

from partyoffice.development.papers.file_texts import Folder, Texts, said
from partyoffice.development.records import EditionChoice
from partyoffice.development.rules.editions import NEW, Choice, edition_for
from partyoffice.development.rules.fields import FIELDS
from partyoffice.members.rules import Edition

LISTED = 8
CONSENTED, NOTED = "同意拟列为发展对象", "已备案"
CONSENT = {"upper_word": "上级党委对发展对象的意见（同意或备案）", "upper_on": "上级党委同意（备案）日期"}


def edition_of(folder: Folder, number: int) -> Edition:
    """Return the edition of a step: by its day, that of the paper while it has none, or as chosen."""
    step, rows = folder.day(number), folder.rows(EditionChoice)
    chosen = [Choice(Edition(one.edition), one.reason, one.on.first, one.by) for one in rows]
    return edition_for(step.first if step else folder.on, chosen[-1] if chosen else None)


def consent_texts(folder: Folder) -> Texts:
    """Return what the committee did and on which day; nothing while no such day is on record."""
    field = next(one for one in FIELDS[LISTED] if one.key == "consented")
    on, new = said(field, folder.text(LISTED, "consented")), edition_of(folder, LISTED) is NEW
    if not on and not new:
        step = folder.day(LISTED)
        on = step.spoken() if step else ""
    return {"upper_word": (CONSENTED if new else NOTED) if on else "", "upper_on": on}
