import pytest
from pypdf import PdfReader

from partyoffice.reports import fonts, pdf
from partyoffice.reports.document import Column, Document, Fonts, Page, Signatures, Table
from partyoffice.reports.pdf_table import SMALLEST, TableSetter, shared
from partyoffice.reports.sign_line import sign_spots


def setter(columns, rows, width):
    return TableSetter(Table(columns, rows), fonts.current(), Fonts(), width, 700)


@pytest.mark.parametrize("total", [50, 100, 200, 1000])
def test_shared_widths_fill_the_room_exactly(total):
    found = shared([30, 60, 300], [20, 30, 40], total)
    assert sum(found) == pytest.approx(total)
    assert all(width > 0 for width in found)


def test_the_modest_are_served_before_the_widest_gives_way():
    assert shared([30, 60, 300], [20, 30, 40], 190) == pytest.approx([30, 60, 100])
    assert shared([30, 60, 300], [20, 30, 40], 90) == pytest.approx([20, 30, 40])


def test_weights_share_the_width_and_columns_without_one_take_what_they_hold():
    weighed = setter((Column("甲", 1), Column("乙", 3)), [("a", "b")], 400).widths
    assert weighed == pytest.approx((100, 300))
    mixed = setter((Column("序号"), Column("乙", 1), Column("丙", 3)), [("1", "b", "c")], 400).widths
    assert sum(mixed) == pytest.approx(400)
    assert mixed[2] == pytest.approx(3 * mixed[1])


def test_a_number_too_wide_for_its_column_shrinks_on_one_line_down_to_a_readable_size():
    made = setter((Column("号", 1, kind="id"), Column("余", 9)), [("330099199001021234", "")], 850)
    size, lines = made.lines(0, "330099199001021234")
    assert lines == ("330099199001021234",)
    assert SMALLEST <= size < 9
    tight = setter((Column("号", 1, kind="id"), Column("余", 9)), [("330099199001021234", "")], 400)
    size, lines = tight.lines(0, "330099199001021234")
    assert size == tight.size
    assert "".join(lines) == "330099199001021234"


def test_a_roster_too_wide_for_its_words_still_prints_them_all(tmp_path, bare):
    path = tmp_path / "wide.pdf"
    titles = [f"第{place}栏" for place in range(18)]
    row = tuple(f"内容{place}很长很长很长很长" for place in range(18))
    pdf.write(Document("宽表", (Table(tuple(map(Column, titles)), [row]),), page=Page(landscape=True)), path)
    text = bare(PdfReader(path).pages[0].extract_text())
    assert all(cell in text for cell in row)


def test_signatures_print_what_is_filled_in(tmp_path, bare):
    path = tmp_path / "signed.pdf"
    pdf.write(Document("表", (Signatures(("填表人", "日期"), ("林知夏",)),), foot=""), path)
    assert bare(PdfReader(path).pages[0].extract_text()) == "表填表人：林知夏日期："


def test_rules_to_sign_on_are_of_one_length_however_long_the_labels():
    short, long = (
        sign_spots([48, 120, 36], [True] * 3, 482),
        sign_spots([48, 84, 130], [True, False, False], 482),
    )
    assert [end - start - wide for (start, end), wide in zip(short, [48, 120, 36], strict=True)] == [
        pytest.approx(250 / 3)
    ] * 3
    assert (short[-1][1], long[-1][1]) == (pytest.approx(482), pytest.approx(482))
    assert [end - start for start, end in long[1:]] == [84, 130]
