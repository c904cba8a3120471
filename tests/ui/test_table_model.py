import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from partyoffice.core.field import Care, Field, Kind
from partyoffice.ui.filtering import Search
from partyoffice.ui.table_model import MARK, RECORD_ID, SORT, Column, TableModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def names(model):
    return [model.text(row, 2) for row in range(model.rowCount())]


def test_qt_itself_finds_nothing_wrong_through_a_whole_life(model, qtbot):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(2)
    model.find("女")
    model.find("")
    model.sort(6, DOWN)
    model.set_masked(False)
    model.replace({11: (11, "沈砚秋", "女", "", "", 9), 13: (13, "方砚舟", "女", "", "", 0)})
    model.show_only([0, 2])
    model.replace({12: (12, "白榆", "女", "", "", 4)}, {12: ("白榆", "baiyu")})
    model.set_masked(True)
    model.show_only(None)
    model.sort(-1)
    model.fill([], [])
    model.fill([(1, "林知夏", "女", "", "", 1)], [1], [("林知夏",)])
    assert tester.model() is model


def test_numbers_sort_as_numbers_and_empty_ones_last_both_ways(model):
    place = model.place_of("count")
    model.sort(place, UP)
    assert names(model) == ["阿依古丽·买买提", "方砚舟", "骆嘉言", "沈砚秋", "林知夏"]
    model.sort(place, DOWN)
    assert names(model) == ["沈砚秋", "方砚舟", "骆嘉言", "阿依古丽·买买提", "林知夏"]


def test_equals_keep_the_order_they_were_filled_in_both_ways(model):
    place = model.place_of("sex")
    model.sort(place, UP)
    up = names(model)
    assert up == ["沈砚秋", "阿依古丽·买买提", "林知夏", "方砚舟", "骆嘉言"]
    model.sort(place, DOWN)
    assert names(model) == ["方砚舟", "骆嘉言", "沈砚秋", "阿依古丽·买买提", "林知夏"]


def test_the_number_column_counts_what_is_shown_and_sorts_back(model):
    model.sort(2)
    assert [model.text(row, 1) for row in range(3)] == ["1", "2", "3"]
    model.sort(1)
    assert names(model)[0] == "沈砚秋"
    model.sort(1, DOWN)
    assert names(model)[0] == "骆嘉言"


def test_a_sort_takes_remembered_cells_along(model):
    kept = QPersistentModelIndex(model.index(3, 2))
    model.sort(2)
    assert kept.data() == "林知夏"


def test_roles_answer_for_record_mark_sort_and_alignment(model):
    cell = model.index(0, model.place_of("state"))
    assert cell.data(RECORD_ID) == 11
    assert str(cell.data(MARK)) == "full"
    assert model.index(0, model.place_of("count")).data(SORT) == 3
    right = model.index(0, model.place_of("count")).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_a_number_in_free_text_is_masked_with_the_words_around_it_whole():
    note = Column.of(Field("note", "备注", Kind.LONG), str)
    model = TableModel([note])
    model.fill(["爱人电话 19900006204"], [1])
    assert model.text(0, 0) == "爱人电话 199****6204"
    model.set_masked(False)
    assert model.text(0, 0) == "爱人电话 19900006204"


def test_sensitive_columns_are_masked_until_shown(model):
    place = model.place_of("id_number")
    assert model.text(0, place) == "330099********4122"
    model.set_masked(False)
    assert model.text(0, place) == "330099198802034122"


def test_a_column_of_a_field_takes_title_width_and_mask_from_it():
    field = Field("phone", "手机", Kind.PHONE, care=Care.SENSITIVE, widest="13900006204")
    column = Column.of(field, str)
    assert (column.title, column.sample, column.mask("13900006204")) == ("手机", "13900006204", "139****6204")
    assert Column.of(Field("paid", "实交", Kind.MONEY), str).align == "right"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("砚", ["沈砚秋", "方砚舟"]),
        ("chen", ["沈砚秋"]),
        ("CYQ", ["沈砚秋"]),
        ("ayglmmt", ["阿依古丽·买买提"]),
        ("阿依古丽买买提", ["阿依古丽·买买提"]),
        ("砚 2216", ["方砚舟"]),
        ("４１２２", ["沈砚秋"]),
        ("%", []),
        ("_", []),
        ("'", []),
        ("*", []),
        ("", ["沈砚秋", "阿依古丽·买买提", "方砚舟", "林知夏", "骆嘉言"]),
    ],
)
def test_search_takes_any_spelling_and_every_character_literally(model, query, found):
    model.find(query)
    assert names(model) == found


def test_a_hit_never_spans_two_spellings():
    assert Search([("ab", "cd")]).find("bc") == []


def test_typing_on_and_taking_back_find_the_same_as_a_fresh_search():
    keys = [(f"{number:05d}",) for number in range(2000)]
    search = Search(keys)
    for query in ("0", "01", "019", "0199", "019", "1", "1 2", "1 23", ""):
        assert search.find(query) == Search(keys).find(query), query


def test_search_and_sort_go_together(model):
    model.sort(2, DOWN)
    model.find("砚")
    assert names(model) == ["沈砚秋", "方砚舟"]
    assert model.rows_of([13, 12]) == {13: 1}
    assert model.total() == 5


def test_search_keys_are_made_with_the_first_search_and_from_then_on_kept():
    made = []
    search = Search(lambda: made.append("once") or [("林知夏",), ("白榆",)])
    assert made == []
    assert search.find("") == [0, 1]
    assert search.find("白") == [1]
    search.put(0, ("白术",))
    assert (search.find("白"), made) == ([0, 1], ["once"])
