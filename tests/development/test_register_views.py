"""The views beside 进程: each lists, prints, takes what is entered, and says why when it cannot."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development.actions import materials
from partyoffice.development.actions.booklets import take_in
from partyoffice.development.actions.students import note_wayfarer
from partyoffice.development.page.views import VIEWS, WAY
from partyoffice.development.records import Enrolment, Inquiry, Material, Posting, Review, Step, Voucher
from partyoffice.development.rules.profile import MENTOR, NOTICE_RESULTS
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found
from partyoffice.organisation.rules import OrgKind
from partyoffice.ui.attaching import open_kept
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Recorder
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.register import Role

SPECS = {view.key: view for view in VIEWS if view.key != WAY}
pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def people(office):
    """Give a school with one of each on the way, and members who may look after them."""
    with office.change("建账") as session:
        branch = found(session, "第一党支部", OrgKind.BRANCH, None)
        session.flush()

        def person(name, category, steps=None, **card):
            made = add_person(session, {"name": name} | card, category=category, branch=branch)
            session.add_all(Step(person_id=made.id, number=n, on=day) for n, day in (steps or {}).items())
            return made.id

        return {
            "周野": person("周野", Category.APPLICANT, {1: Day(2026, 10, 1), 2: Day(2026, 10, 9)}),
            "林知夏": person("林知夏", Category.ACTIVIST, {1: Day(2025, 5, 1), 3: Day(2025, 9, 1)}),
            "江予安": person("江予安", Category.CANDIDATE, {3: Day(2024, 9, 1), 13: Day(2026, 11, 1)}),
            "许青禾": person("许青禾", Category.PROBATIONARY, joined=Day(2025, 12, 1)),
            "沈砚秋": person("沈砚秋", Category.FULL, joined=Day(2010, 6, 1), full=Day(2011, 6, 1)),
            "方砚舟": person("方砚舟", Category.FULL, joined=Day(2010, 6, 1), full=Day(2011, 6, 1)),
        }


@pytest.fixture
def desk(office, people, tmp_path):
    made = Desk(office, Recorder(), Prefs(tmp_path / "prefs.json"))
    made.asked = []
    made.dialogs = lambda name, **about: made.asked.append((name, about))
    return made


@pytest.fixture
def show(desk, qtbot):
    def build(key):
        page = SPECS[key].factory(desk)
        qtbot.addWidget(page)
        page.resize(1000, 500)
        page.show()
        return page

    return build


def fill(page, **values):
    dialog = page.deeds.dialog
    for key, value in values.items():
        dialog.form.set_value(key, value)
    dialog.verb.click()
    assert not dialog.isVisible(), (dialog.form.problems(), dialog.message.what.text())


def names(page):
    return [row.person.name for row in page.grid.model.shown()]


def stored(office, kind):
    with office.reading() as session:
        return session.query(kind).all()


@pytest.mark.parametrize("key", SPECS)
def test_every_view_lists_prints_and_has_words_for_nothing(show, desk, key):
    page = show(key)
    assert page.register.empty.title
    assert page.register.topic == "development"
    assert page.print_out()
    assert desk.asked[-1][0] == "preview"
    page.pane.show_card()
    for verb in page.register.of_role(Role.ADD):
        page.pane.deeds.run(verb.key)
        page.deeds.dialog.form.load({})
        page.deeds.dialog.reject()


def test_who_has_no_mentor_is_listed_and_enter_names_one(show, office, people):
    page = show("vouchers")
    assert [(row.person.name, row.role) for row in page.grid.model.shown()] == [
        ("林知夏", "培养联系人"),
        ("江予安", "培养联系人"),
        ("江予安", "入党介绍人"),
    ]
    page.grid.choice.go_to(page.grid.model.shown()[0].id)
    page.deeds.run_role(Role.OPEN)
    fill(page, member_id=people["沈砚秋"])
    [row] = stored(office, Voucher)
    assert (row.person_id, row.role, row.name) == (people["林知夏"], MENTOR, "沈砚秋")
    assert page.pane.current().state == "在任"
    page.deeds.run("replace")
    fill(page, member_id=people["方砚舟"], why="调离本校")
    assert [one.end is None for one in stored(office, Voucher)] == [False, True]


def test_both_a_member_and_an_outsider_are_refused_in_the_form(show, office, people):
    page = show("vouchers")
    page.deeds.run("new")
    dialog = page.deeds.dialog
    for key, value in {
        "person_id": people["林知夏"],
        "member_id": people["沈砚秋"],
        "outside": "顾言",
    }.items():
        dialog.form.set_value(key, value)
    dialog.verb.click()
    assert dialog.form.problems() == {"outside": "名册中的人和外单位的人只填一个"}
    assert stored(office, Voucher) == []
    dialog.form.load({})
    dialog.reject()


def test_an_overdue_review_is_done_by_enter_and_one_for_several_at_once(show, office, people):
    page = show("watch")
    page.pane.show_view("late")
    assert names(page)[0] == "林知夏"
    assert "江予安" not in names(page)  # the half years are those of a 积极分子
    page.grid.choice.go_to(page.grid.model.shown()[0].id)
    page.deeds.run_role(Role.OPEN)
    assert page.deeds.dialog.form.values()["people"] == (people["林知夏"],)
    both = (people["江予安"], people["林知夏"])
    said = {"mentor_opinion": "同意", "branch_opinion": "同意"}
    fill(page, people=both, on=Day(2026, 11, 20), content="表现良好", **said)
    assert {row.person_id for row in stored(office, Review)} == set(both)
    assert office.undo_sentence == "登记培养考察：林知夏等 2 人"


def test_a_letter_is_numbered_answered_and_made_void(show, office, people):
    page = show("letters")
    page.deeds.run("new")
    fill(page, person_id=people["江予安"], addressee="安和县教育局党委", about="父亲", sent=Day(2026, 10, 1))
    assert page.pane.current().number == "政审函〔2026〕1号"
    page.deeds.run("answer")
    fill(page, returned=Day(2026, 10, 20), answer="无问题")
    assert [row.sealed for row in stored(office, Inquiry)] == [True]
    page.deeds.run("answer")
    assert page.pane.current().state == "已回函"


def test_several_people_are_posted_in_two_places_and_concluded_together(show, office, people, desk):
    page = show("notices")
    page.deeds.run("new")
    both = (people["江予安"], people["林知夏"])
    fill(page, people=both, place="公示栏", second="户籍地", start=Day(2026, 9, 21))
    assert {str(row.end) for row in stored(office, Posting)} == {"2026-09-28"}
    page.pane.show_view("over")
    page.grid.choice.select_all()
    page.deeds.run("conclude")
    fill(page, result=NOTICE_RESULTS[0])
    assert {row.result for row in stored(office, Posting)} == {NOTICE_RESULTS[0]}
    assert office.undo_sentence.startswith("登记结论：")
    office.undo()
    assert {row.result for row in stored(office, Posting)} == {""}


def test_the_form_of_a_notice_counts_its_working_days_and_asks_for_both_places(show, desk, people):
    page = show("notices")
    page.deeds.run("new")
    dialog = page.deeds.dialog
    dialog.form.set_value("start", Day(2026, 9, 21))
    dialog.form.set_value("end", Day(2026, 9, 25))
    said = dialog.form.remarks(dialog.form.values())
    assert said["start"][0].sentence.endswith("共 5 天，2026-09-28 期满")
    assert said["end"][0].sentence == "不够 5 个工作日"
    with desk.open_office().change("流动") as session:
        note_wayfarer(session, [people["林知夏"]], {"floating": True})
    dialog.form.set_value("people", (people["林知夏"], people["江予安"]))
    said = dialog.form.remarks(dialog.form.values())
    assert said["second"][0].sentence == "林知夏是流动人员，流出地和流入地都要公示"
    dialog.form.set_value("second", "户籍地")
    assert "second" not in dialog.form.remarks(dialog.form.values())
    dialog.form.load({})
    dialog.reject()


def test_a_booklet_is_given_only_to_who_passed_the_preview(show, office, people):
    with office.change("领入") as session:
        take_in(session, "001", "002", Day(2026, 10, 1))
    page = show("booklets")
    page.grid.choice.go_to(page.grid.model.shown()[0].id)
    page.deeds.run("give")
    dialog = page.deeds.dialog
    dialog.form.set_value("person_id", people["林知夏"])
    dialog.verb.click()
    assert "还没有预审合格" in dialog.message.what.text()
    fill(page, person_id=people["江予安"])
    assert page.pane.current().row.state == "已发"
    page.deeds.run("replace")
    fill(page, state="填错作废", reason="姓名写错", new=page.pane.rows[1].id)
    assert [row.row.state for row in page.pane.rows] == ["填错作废", "已发"]


def test_pupils_are_enrolled_marked_together_and_certified(show, office, people):
    page = show("classes")
    page.deeds.run("new")
    fill(page, kind="发展对象集中培训", name="第二期", organiser="局党委", start=Day(2026, 10, 12), days=3)
    page.deeds.run("enrol")
    fill(page, people=(people["江予安"], people["林知夏"]))
    pupils = show("pupils")
    pupils.grid.choice.select_all()
    pupils.deeds.run("mark")
    fill(pupils, mark=88)
    assert {row.verdict for row in stored(office, Enrolment)} == {"合格"}
    page.pane.catch_up()
    page.deeds.run("certify")
    assert sorted(row.certificate for row in stored(office, Enrolment)) == ["2026-001", "2026-002"]


def test_papers_are_ticked_together_described_and_scanned(show, office, desk, people, tmp_path, monkeypatch):
    page = show("folders")
    page.search("林知夏")
    page.pane.narrowing.show()
    assert [row.code for row in page.grid.model.shown()] == ["1-1", "2-2"]
    page.grid.choice.select_all()
    page.deeds.run("tick")
    assert {(row.code, row.present) for row in stored(office, Material)} == {("1-1", True), ("2-2", True)}
    scan = tmp_path / "申请书.pdf"
    scan.write_bytes(b"%PDF-1.4 x")
    monkeypatch.setattr(desk, "ask_open_path", lambda *_: scan)
    page.pane.narrowing.clear()
    page.pane.show_view("there")
    page.grid.choice.go_to(page.grid.model.shown()[0].id)
    page.deeds.run("scan")
    page.pane.catch_up()
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(desk, "ask_save_path", lambda *_: out)
    page.deeds.run("look")
    assert out.read_bytes() == b"%PDF-1.4 x"
    page.deeds.run("open")
    fill(page, pages=3, formed=Day(2025, 5, 1))
    assert page.pane.current().row.pages == 3


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_kept(
    desk, office, people, tmp_path, monkeypatch
):
    from partyoffice.ui.attaching import attach

    monkeypatch.setattr(desk, "ask_open_path", lambda *_: tmp_path / "没有.pdf")
    assert not attach(desk, "附扫描件", "attachment", lambda *_: None)
    assert "打不开" in str(desk.messages.notes[-1])
    monkeypatch.setattr(desk, "ask_open_path", lambda *_: tmp_path / "公示栏.heic")
    assert not attach(desk, "附照片", "attachment", lambda *_: None)
    assert "HEIC" in str(desk.messages.notes[-1])
    monkeypatch.setattr(desk, "ask_open_path", lambda *_: None)
    assert not attach(desk, "附扫描件", "attachment", lambda *_: None)
    open_kept(desk, "0" * 64, "没有.pdf")
    with office.change("x") as session:
        materials.keep_material(session, people["林知夏"], "1-1", {})


def test_a_plan_is_set_and_mended_by_enter(show, office):
    page = show("plan")
    page.deeds.run("new")
    body = page.pane.rows[0].id
    fill(page, organisation_id=body, year=2026, accepted=2)
    assert page.pane.current().state == "还差 2 名"
    page.deeds.run_role(Role.OPEN)
    fill(page, accepted=1)
    assert page.pane.current().by_key["accepted"].planned == 1


def test_the_calendar_leads_to_the_steps_of_who_it_is_about(show, desk):
    page = show("calendar")
    asked = []
    desk.page_wanted.connect(lambda name, target: asked.append((name, target)))
    first = page.grid.model.shown()[0]
    page.grid.choice.go_to(first.id)
    page.deeds.run_role(Role.OPEN)
    assert asked == [("development", {"view": "way", "person": first.person.id})]
    assert date(2026, 11, 20) > first.duty.due
    assert first.when.startswith("已超期")
