"""``fill`` and ``compare``: the upper office's templates and lists; beside a window too.

They only read, but for the line that whole numbers leave.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.noting import note_whole, purpose_of
from partyoffice.cli.offices import chosen, must_be_elsewhere, opened
from partyoffice.cli.papers import day_of
from partyoffice.core.calculation import asked_day
from partyoffice.core.errors import OfficeError
from partyoffice.intake.mapping import worth_keeping
from partyoffice.members.queries import find_one
from partyoffice.organisation.queries import find
from partyoffice.part import Wish
from partyoffice.parts import PARTS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.filling import sheet
    from partyoffice.intake.mapping import Question
    from partyoffice.members.comparing import Comparison

Answer = dict[str, Any]
FACTS = tuple(fact for part in PARTS for fact in part.facts)


def answered(given: Given) -> dict[str, str]:
    """Return the answers of ``--map``, heading to what it means."""
    return dict(_answer(text) for text in given.map)


def _answer(text: str) -> tuple[str, str]:
    heading, sign, field = text.partition("=")
    if not sign:
        raise OfficeError(f"“{text}”看不出哪一列对应哪个栏目", remedy="请写成 --map 职务=党内职务")
    return heading, field


def fill(given: Given) -> Answer:
    """``fill TEMPLATE FILE``: a sheet with everybody, or a Word paper for each."""
    source, path, purpose = Path(given.template), Path(given.file), purpose_of(given)
    with opened(given, writing=False) as office:
        must_be_elsewhere(path, source, chosen(given))
        _must_agree(source, path)
        with office.reading() as session:
            wish = _wish(given, session)
            fill_in = _filled_word if _is_word(source) else _filled
            told, keys = fill_in(given, session, wish)
    return told | (_noted(given, source, keys, purpose) if given.unmasked else {})


def _noted(given: Given, source: Path, keys: Iterable[str], purpose: str) -> Answer:
    from partyoffice.app import full_values

    hide = full_values.sensitive()
    whole = full_values.told([hide[key] for key in dict.fromkeys(keys) if key in hide], purpose)
    return note_whole(given, f"填写完整名册：{source.name}{whole}")


def _is_word(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def _must_agree(source: Path, path: Path) -> None:
    """Refuse a target of another kind: a template is filled as what it is."""
    wanted = ".docx" if _is_word(source) else ".xlsx"
    if path.suffix.lower() != wanted:
        raise OfficeError(
            f"填好的文件要和模板一样是 {wanted}", remedy=f"请把“{path.name}”改成以 {wanted} 结尾"
        )


def _wish(given: Given, session: "Session") -> Wish:
    from partyoffice.members.filling import NAMED, WHOM
    from partyoffice.members.ordering import ORDERS

    if given.member:
        given.roster = NAMED  # who is named is meant, whatever they are
    elif given.roster not in WHOM or given.roster == NAMED:
        raise OfficeError(
            f"不能按“{given.roster}”填写",
            remedy=f"可用：{'、'.join(WHOM.keys() - {NAMED})}，或用 --member 指明",
        )
    if given.order and given.order not in ORDERS:
        raise OfficeError(f"没有名为“{given.order}”的顺序", remedy=f"可用：{'、'.join(ORDERS)}")
    only = frozenset(find_one(session, who).id for who in given.member) if given.member else None
    branch = find(session, given.branch).id if given.branch else None
    return Wish(day_of(given), given.year, branch, order=given.order, masked=not given.unmasked, only=only)


def _filled(given: Given, session: "Session", wish: Wish) -> tuple[Answer, Iterable[str]]:
    from partyoffice.filling import sheet
    from partyoffice.members import filling

    wanted = filling.wanted(session, FACTS, answered(given), given.sheet)

    def people(look: "sheet.Look") -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
        keys = tuple(look.columns.keys.values())
        found = filling.subjects(session, wish, keys, FACTS, given.roster)
        return found.values(), found.shared

    done = sheet.fill(Path(given.template), Path(given.file), wanted, people, blank=given.empty)
    look = done.look
    told = {
        "rows": done.rows,
        "mapping": look.columns.headings(),
        "unmapped": look.unmapped,
        "ambiguous": _ambiguous(look.columns.ambiguous),
        "formulas": list(look.reckoned),
        "not_offered": {heading: list(words) for heading, words in done.odd.items()},
        "replaced_rows": look.used,
        "around": dict(done.around),
        "sheet": look.sheet,
        "header_row": look.header_row,
        "file": given.file,
    }
    return told, look.columns.keys.values()


def _ambiguous(asked: "Sequence[Question]") -> list[Answer]:
    return [{"heading": one.heading, "could_be": list(one.could_be)} for one in asked]


def _filled_word(given: Given, session: "Session", wish: Wish) -> tuple[Answer, Iterable[str]]:
    from partyoffice.filling import word
    from partyoffice.members import filling

    source, wanted = Path(given.template), filling.wanted(session, FACTS, answered(given))
    look = word.look(source, wanted)
    found = filling.subjects(session, wish, tuple(look.keys.values()), FACTS, given.roster)
    done = word.fill(source, Path(given.file), wanted, found.values(), found.shared, blank=given.empty)
    told = {
        "rows": done.rows,
        "mapping": look.keys,
        "unmapped": list(done.left),
        "ambiguous": _ambiguous(look.ambiguous),
        "roster": look.roster,
        "file": given.file,
    }
    return told, look.keys.values()


def compare(given: Given) -> Answer:
    """``compare FILE``: who and what differs between the roster and a list; nothing is changed."""
    from partyoffice.intake.target import Options
    from partyoffice.members import comparing

    importer = next(one for part in PARTS for one in part.importers if one.kind == "members")
    with opened(given, writing=False) as office:
        with office.reading() as session:
            branch = find(session, given.branch).id if given.branch else None
        on = asked_day(given.as_of, "日期")
        options = Options(sheet=given.sheet, on=on, answers=answered(given), hidden=given.hidden)
        scope = comparing.Scope(branch, empties=given.empties)
        found = comparing.compare(office, importer, Path(given.file), options, scope)
    return _compared(found)


def _compared(found: "Comparison") -> Answer:
    staged = found.staged
    labels, columns = staged.columns.labels, staged.columns
    return {
        "only_here": [one.who for one in found.only_here],
        "only_there": [one.who for one in found.only_there],
        "different": [
            {"who": one.who, "field": one.about.title, "here": one.here, "there": one.there, "row": one.row}
            | ({"why_not": one.why_not} if one.why_not else {})
            for one in found.different
        ],
        "unclear": [{"row": one.row, "who": one.who, "message": one.note} for one in found.unclear],
        "notes": [
            {"row": one.row, "who": one.who, "message": one.note} for one in found.only_there if one.note
        ],
        "same": found.same,
        "mapping": columns.headings(),
        "unmapped": [labels[index] for index in columns.unmapped if worth_keeping(labels[index])],
        "ambiguous": _ambiguous(columns.ambiguous),
        "hidden_rows": staged.hidden_rows,
        "sheet": staged.sheet,
        "header_row": staged.header_row,
    }
