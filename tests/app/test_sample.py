import pytest

from partyoffice.core import clock
from partyoffice.members import card, documents
from partyoffice.members.documents import people_of
from partyoffice.part import Wish
from partyoffice.reports import form_file as form
from partyoffice.reports import form_pdf
from partyoffice.reports.document import as_text
from partyoffice.store.office import Office
from partyoffice.ui.desk import Desk


@pytest.fixture
def invented(sample):
    with Office.open(sample) as office, office.reading() as session:
        yield session
        office.release()


def test_the_papers_of_a_sample_say_so(invented):
    for made in (documents.members, documents.changes, documents.bodies):
        assert "示例数据" in as_text(made(invented, Wish(clock.today()))), made.__name__


def test_a_sheet_to_work_on_says_so_in_its_name(invented):
    assert documents.members(invented, Wish(clock.today(), plain=True)).title == "党员花名册（示例数据）"


def test_the_form_of_an_invented_person_says_so_and_a_real_one_does_not(invented, empty, tmp_path):
    import pypdfium2

    person = people_of(invented, Wish(clock.today()), lambda one: one.member, ())[0]
    values = dict(card.values(invented, person.id, clock.today()))
    assert values["stamp"] == "示例数据"
    texts = []
    for each in (values, values | {"stamp": ""}):
        path = tmp_path / "mem-01.pdf"
        form_pdf.write_forms(form.shipped("mem-01"), [each], path)
        pdf = pypdfium2.PdfDocument(path)
        texts.append(pdf[0].get_textpage().get_text_range())
        pdf.close()
    assert ["示例数据" in text for text in texts] == [True, False]


def test_the_papers_of_a_real_office_say_nothing_of_a_sample(empty):
    with Office.open(empty) as office, office.reading() as session:
        assert "示例" not in as_text(documents.bodies(session, Wish(clock.today())))
        office.release()


def test_files_written_from_a_sample_are_named_so(window, monkeypatch, tmp_path):
    from partyoffice.ui import desk

    asked = []
    monkeypatch.setattr(
        desk.QFileDialog, "getSaveFileName", lambda *a: asked.append(a[2]) or (str(tmp_path / "a.pdf"), "")
    )
    assert Desk.ask_save_path(window.desk, "pdf", "另存为", "名册.pdf", "pdf") == tmp_path / "a.pdf"
    assert asked[0].endswith("示例_名册.pdf")


def test_a_list_printed_from_a_sample_says_so_and_one_of_a_real_office_does_not(window):
    from partyoffice.app.lists_out import findings_document, marked

    paper = findings_document([])
    assert "示例数据" in marked(window.desk, paper).lines
    assert marked(window.desk, marked(window.desk, paper)).lines.count("示例数据") == 1
    window.desk.name_prefix = ""
    assert marked(window.desk, paper) is paper


def test_leaving_the_sample_is_one_click_back_to_the_own_office(program, show, empty, sample):
    show(empty)
    window = show(sample)
    assert window.header.badge.isVisibleTo(window)
    assert window.header.leave.isVisibleTo(window)
    assert program.own() == empty.resolve()
    window.header.leave.click()
    assert program.shown is not window
    assert program.shown.office.path == empty.resolve()
    assert not program.shown.header.leave.isVisibleTo(program.shown)


def test_leaving_the_sample_without_an_own_office_begins_one(program, show, sample, qtbot):
    from partyoffice.app.new_office import NewOffice

    window = show(sample)
    assert program.own() is None
    window.actions_table["file.leave"].trigger()
    dialog = window.findChild(NewOffice)
    assert dialog.isVisible()
    dialog.close()


def test_a_real_office_offers_the_sample_and_no_leaving(show, empty):
    window = show(empty)
    assert "file.sample" in window.actions_table
    assert "file.leave" not in window.actions_table
    assert not window.header.leave.isVisibleTo(window)
