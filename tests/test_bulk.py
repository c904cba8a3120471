"""Risky actions copy first: every place that changes the office is listed, as one record's or as many's."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "partyoffice"
# What may touch any number of people or payments at once. Each says how many: above fifty a copy goes before.
COUNTED = {
    "ui/register_deeds.py::Deeds._do",  # every verb of every register, for the rows that are ticked
    "ui/register_deeds.py::Deeds._save",  # … and for whom its form chose: 成批登记, 毕业生转出, 双培 …
    "members/page/deeds.py::Deeds._each",  # into the bin and out of it
    "members/page/edit_writing.py::carry_out",  # cells of the roster: 批量修改, 粘贴, 清除, 新增多人
    "development/page/together.py::Together.on_close",  # 多人同会办理
    "meetings/page/vote_dialog.py::VoteDialog.save",  # one meeting that votes on several
    "dues/page/ledger/entering.py::Entering._do",  # a month of everybody, paste, as above, 流入地, Del
    "dues/page/assessments/edits.py::AssessmentEdits._store",  # cells of 年度核定
    "dues/page/assessments/register.py::_carry",  # 沿用上年
}
# What copies first however many it touches.
ALWAYS = {
    "intake/staging.py::commit",  # every import: rosters, pay slips, dues, meetings, transfers …
    "members/accepting.py::accept",  # a list held against the roster
    "members/page/edit_writing.py::carry_out.beside",
    "app/sealing.py::SealDialog.on_seal.work",
    "ui/desk.py::Desk.change.beside",  # where all that are counted come to
    "store/office.py::Office._copy_before",  # an import or many records taken back
    "store/purging.py::erase",
    "store/migrate.py::_swap_in_upgraded",
    "store/backup.py::_keep_aside",  # the present office before a restore
    "store/encryption.py::_rewrite",  # a password set, changed, taken away
}
# One record with what hangs on it, or words that are no record of anybody.
ONE = """
app/issued.py::IssuedDialog._store_void app/issuing.py::Entry.taken app/pattern_work.py::drop
app/pattern_work.py::use app/placing_work.py::keep app/settings.py::SettingsDialog._store
app/snooze.py::Snoozing.back app/snooze.py::Snoozing.days app/snooze.py::Snoozing.ignore.save
app/snooze.py::Snoozing.till.save development/page/deeds.py::Deeds._store
development/page/deeds.py::Deeds.reopen development/page/deeds.py::Deeds.tick_material
development/page/forms.py::ask_applicant.save development/page/forms.py::ask_edition.save
development/page/forms.py::ask_end.save development/page/forms.py::ask_facts.save
development/page/row_forms.py::ask_row.save development/page/row_forms.py::remove_row
dues/page/ledger/forms.py::Forms._save_mended dues/page/ledger/forms.py::Forms._save_pay
dues/page/ledger/locking.py::Locking._open.save dues/page/registers/vouchers.py::_drop
meetings/page/minutes/blocks.py::ask.save meetings/page/minutes/deeds.py::Deeds._change
meetings/page/minutes/deeds.py::Deeds._signed meetings/page/minutes/deeds.py::Deeds._written
meetings/page/minutes/files.py::take_off meetings/page/minutes/templates.py::ask.save
meetings/page/vote_dialog.py::VoteDialog.on_drop members/page/change_forms.py::change_fact.save
members/page/change_forms.py::come_back.save members/page/change_forms.py::leave.save
members/page/deeds.py::Deeds.give_photo members/page/deeds.py::Deeds.remove_row
members/page/person_forms.py::_correct members/page/person_forms.py::new_person.save
members/page/restoring.py::restore members/page/row_forms.py::edit_row.save
members/page/row_forms.py::mend_history.save organisation/page/bodies.py::Bodies._dissolve.save
organisation/page/bodies.py::Bodies._rename.save organisation/page/bodies.py::Bodies.found.save
organisation/page/terms.py::drop_term organisation/page/terms.py::next_term.save
organisation/page/terms.py::one_term.save organisation/page/unit.py::unit_form.save
plans/page/registers/task_verbs.py::_drop_proof.drop ui/attaching.py::attach ui/desk.py::Desk.change
ui/views.py::Views._store_name ui/views.py::Views._store_new ui/views.py::Views.delete
ui/views.py::Views.set_start ui/views.py::Views.update
"""
NOT_THE_USERS = {"showcase", "making.py", "store"}  # invented offices; the floor everything stands on
CHANGING = ("office", "open_office()", "desk")
WORDS = {"change", "act", "back_up", "make"}
CALLED = re.compile(r"\b(?:change|act|back_up|make)\(")


def calls_in(node, place, within=""):
    """Yield the calls below a node that matter, each with the function it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = within
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inside = f"{within}.{child.name}".lstrip(".")
        if isinstance(child, ast.Call):
            named = getattr(child.func, "attr", getattr(child.func, "id", ""))
            if named in WORDS:
                yield f"{place}::{within}", named, child
        yield from calls_in(child, place, inside)


@cache
def calls():
    texts = ((path, path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py")))
    wanted = ((path, text) for path, text in texts if "office" in text and CALLED.search(text))
    trees = ((path.relative_to(ROOT).as_posix(), ast.parse(text)) for path, text in wanted)
    return [found for place, tree in trees for found in calls_in(tree, place)]


def changing():
    """Return where the office is changed for the user, with the calls that do it."""
    found = {}
    for place, named, call in calls():
        if named in {"change", "act"} and isinstance(call.func, ast.Attribute):
            of_the_user = place.split("/")[0].split(":")[0] not in NOT_THE_USERS
            logged = any(ast.unparse(word.value) == "'log'" for word in call.keywords)
            if of_the_user and not logged and ast.unparse(call.func.value).endswith(CHANGING):
                found.setdefault(place, []).append(call)
    return found


def test_every_place_that_changes_the_office_is_on_the_list():
    listed = COUNTED | ALWAYS | set(ONE.split())
    assert set(changing()) - listed == set(), "say whether it may touch many records at once"
    gone = {place for place in listed - set(changing()) if not place.startswith("store/")}
    assert gone == set()


@pytest.mark.parametrize("place", sorted(COUNTED - {"members/page/edit_writing.py::carry_out"}))
def test_what_may_touch_many_says_how_many(place):
    for call in changing()[place]:
        assert {word.arg for word in call.keywords} >= {"many"}, place
        assert ast.unparse(call.func.value).endswith("desk"), place


@pytest.mark.parametrize("place", sorted(ALWAYS))
def test_what_is_risky_whatever_it_touches_copies_first(place):
    inside = [(named, call.lineno) for where, named, call in calls() if where == place]
    copied = [line for named, line in inside if named in {"back_up", "make"}]
    changed = [line for named, line in inside if named == "change"]
    assert copied
    assert not changed or min(copied) < min(changed)
