"""What filling a template does off the window's thread: looking at it, filling it, remembering answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import Any

from partyoffice.app import full_values
from partyoffice.app.lists_out import steps
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.filling import sheet, word
from partyoffice.filling.opening import AlikeError
from partyoffice.filling.word_file import WordLook
from partyoffice.intake.answers import remember, remembered
from partyoffice.members import filling
from partyoffice.part import Wish
from partyoffice.parts import PARTS
from partyoffice.store.office import Office
from partyoffice.ui.tasks import Progress

FACTS = tuple(fact for part in PARTS for fact in part.facts)
CODE, TITLE = "fill", "上级模板"
LEFT_EMPTY = "不填"


@dataclass(frozen=True, slots=True)
class Asked:
    """One heading or placeholder: what fills it, an example, what it could be, whether a formula does."""

    heading: str
    key: str = ""
    sample: str = ""
    could_be: tuple[str, ...] = ()
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A template as the dialog shows it; ``note`` says where its head is or what kind of paper it is."""

    path: Path
    mark: str
    asked: tuple[Asked, ...]
    note: str
    used: int = 0
    papers: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: whom, the answers, the word for nothing, where to."""

    wish: Wish
    whom: str
    answers: Mapping[str, str]
    sheet: str
    blank: str
    path: Path


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and what is worth a look."""

    rows: int
    left: tuple[str, ...]
    odd: Mapping[str, Sequence[str]]


def titles() -> dict[str, str]:
    """Return what a column can be filled with: key to title, as the choice offers it."""
    return {target.key: target.field.title for target in filling.targets(FACTS)}


def fields() -> list[Field]:
    """Return what a column can be filled with, as fields."""
    return [target.field for target in filling.targets(FACTS)]


def is_word(path: Path) -> bool:
    """Say whether a template is a Word paper."""
    return path.suffix.lower() == ".docx"


def look(office: Office, path: Path, name: str) -> Seen | tuple[str, ...]:
    """Return what a template asks for, or the sheets of which one has to be chosen."""
    with office.reading() as session:
        wanted = filling.wanted(session, FACTS, {}, name)
        if is_word(path):
            return _word_seen(path, word.look(path, wanted))
        try:
            return _sheet_seen(path, sheet.look(path, wanted))
        except AlikeError as error:
            return error.names


def _sheet_seen(path: Path, found: sheet.Look) -> Seen:
    columns, asked = found.columns, []
    could_be = {one.heading: one.could_be for one in columns.ambiguous}
    for at, label in enumerate(columns.labels):
        if label:
            reckoned = label in found.reckoned
            sample = found.samples.get(label, "")
            asked.append(Asked(label, columns.keys.get(at, ""), sample, could_be.get(label, ()), reckoned))
    rows = f"，可填 {found.room} 行" if found.room else ""
    note = f"工作表“{found.sheet}”，标题在第 {found.header_row} 行{rows}"
    return Seen(path, found.mark, tuple(asked), note, found.used)


def _word_seen(path: Path, found: WordLook) -> Seen:
    asked = list(starmap(Asked, found.keys.items()))
    asked += [Asked(one.heading, could_be=one.could_be) for one in found.ambiguous]
    asked += [Asked(text) for text in found.unmapped]
    note = "名单：带 {{序号}} 的一行每人一行" if found.roster else "一人一份，依次排在一个文件里"
    return Seen(path, found.mark, tuple(asked), note, papers=not found.roster)


def fill(office: Office, seen: Seen, order: Order, progress: Progress) -> Done:
    """Write the filled template; raises as the engine does, and for nobody to fill it with."""
    with office.reading() as session:
        wanted = filling.wanted(session, FACTS, order.answers, order.sheet)
        told = steps(progress, "填写")

        def people(keys: Sequence[str]) -> filling.Subjects:
            found = filling.subjects(session, order.wish, keys, FACTS, order.whom)
            if not found.people:
                raise OfficeError("没有要填的人", remedy="请换一个范围、组织或日期")
            return found

        if is_word(seen.path):
            keys = tuple(word.look(seen.path, wanted).keys.values())
            found = people(keys)
            written = word.fill(
                seen.path, order.path, wanted, found.values(), found.shared, blank=order.blank, progress=told
            )
            return Done(written.rows, written.left, {})

        def everything(look: sheet.Look) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
            found = people(tuple(look.columns.keys.values()))
            return found.values(), found.shared

        done = sheet.fill(seen.path, order.path, wanted, everything, blank=order.blank, progress=told)
        return Done(done.rows, tuple(done.look.unmapped), done.odd)


def keep_answers(office: Office, seen: Seen, answers: Mapping[str, str]) -> None:
    """Remember what was answered about the headings; the same template is not asked about again."""
    by_title = {title: key for key, title in titles().items()}
    made: dict[str, Any] = {
        _kept(heading): by_title.get(answer, answer) for heading, answer in answers.items()
    }
    with office.reading() as session:
        whole = remembered(session, seen.mark) | made
        if not office.writing or not made or whole == remembered(session, seen.mark):
            return
    with office.change(f"记住模板的列名对应：{seen.path.name}", kind="log") as session:
        remember(session, seen.mark, whole)


def _kept(heading: str) -> str:
    from partyoffice.intake.mapping import answer_key

    return answer_key(heading)


def log_full(office: Office, whole: str, purpose: str) -> None:
    """Note which whole values were handed out, and what for."""
    full_values.log(office, CODE, TITLE, verb="填写", whole=whole, purpose=purpose)
