from operator import itemgetter

import pytest
from PySide6.QtGui import QInputMethodEvent

from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.text import mask_id_number
from partyoffice.ui import chinese, theme
from partyoffice.ui.date_editor import read as read_day
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, TICK, Column, TableModel


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def dressed(qapp):
    """Give the application, and put the usual look back afterwards."""
    yield qapp
    theme.apply(qapp, "light", 10)


PEOPLE = (
    (11, "沈砚秋", "女", "2012-06-21", "330099198802034122", 3),
    (12, "阿依古丽·买买提", "女", "2013-07-07", "330099198805011248", 1),
    (13, "方砚舟", "男", "2011-07-18", "330099198707012216", 2),
    (14, "林知夏", "女", "", "330099199604012228", None),
    (15, "骆嘉言", "男", "2026-09-18", "330099199805012238", 2),
)
KEYS = (
    ("沈砚秋", "shenyanqiu", "chenyanqiu", "syq", "cyq", "4122"),
    ("阿依古丽·买买提", "ayiguli·maimaiti", "aygl·mmt", "1248"),
    ("方砚舟", "fangyanzhou", "fyz", "2216"),
    ("林知夏", "linzhixia", "lzx", "2228"),
    ("骆嘉言", "luojiayan", "ljy", "2238"),
)


def make_columns():
    return (
        TICK,
        NUMBER,
        Column("name", "姓名", itemgetter(1), sample="阿依古丽·买买提"),
        Column("sex", "性别", itemgetter(2), sample="女"),
        Column("joined", "入党时间", itemgetter(3), sample="2012-06-21"),
        Column(
            "id_number", "身份证号", itemgetter(4), care=Care.SENSITIVE, mask=mask_id_number, sample="3" * 18
        ),
        Column(
            "count",
            "次数",
            lambda row: str(row[5] or ""),
            sort=itemgetter(5),
            align="right",
            sample="12",
            kind=Kind.NUMBER,
        ),
        Column("state", "状态", lambda _row: "正式", mark=lambda _row: Mark.FULL, sample="正式"),
    )


@pytest.fixture
def model(qapp):
    """A small roster of invented people."""
    made = TableModel(make_columns())
    made.fill(PEOPLE, [row[0] for row in PEOPLE], KEYS)
    return made


@pytest.fixture
def grid(model, qtbot):
    """The roster on screen, three columns frozen."""
    made = Grid(model, frozen=3, unit="人")
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


FIELDS = {
    "name": Field("name", "姓名", Kind.NAME, required=True),
    "sex": Field("sex", "性别", Kind.CHOICE, choices=("男", "女"), open=False),
    "joined": Field("joined", "入党时间", Kind.DAY),
    "id_number": Field("id_number", "身份证号", Kind.ID_NUMBER),
    "count": Field("count", "次数", Kind.NUMBER),
    "state": Field("state", "状态", Kind.CHOICE, choices=("正式", "预备")),
}


class PlainEdits:
    """Edits of the small roster; every call of ``write`` is kept, and shown at once."""

    def __init__(self, grid):
        self.grid, self.written, self.asked = grid, [], []
        self.rows = {row[0]: list(row) for row in PEOPLE}
        self.locked_ids, self.refuses = set(), False
        self.at = {"name": 1, "sex": 2, "joined": 3, "id_number": 4, "count": 5}

    def field(self, key):
        return FIELDS.get(key)

    def links(self, _key):
        return ()

    def asks(self, key):
        return key == "state"

    def ask(self, record_id, key):
        self.asked.append((record_id, key))

    def locked(self, record_id, _key):
        return "已在回收站，请先恢复" if record_id in self.locked_ids else ""

    def name(self, record_id):
        return self.rows[record_id][1]

    def value(self, record_id, key):
        held = self.rows[record_id][self.at[key]]
        return (read_day(held) if held else None) if key == "joined" else held

    def judge(self, change):
        if change.key == "name" and change.value == "沈砚秋":
            return "已有同名的人"
        return "次数不能超过 99" if change.key == "count" and (change.value or 0) > 99 else ""

    def write(self, changes, verb="修改"):
        if self.refuses:
            return False
        self.written.append((verb, [(one.record_id, one.key, one.value) for one in changes]))
        for one in changes:
            empty = None if one.key == "count" else ""
            held = str(one.value) if one.key == "joined" and one.value else one.value
            self.rows[one.record_id][self.at[one.key]] = empty if held is None else held
        rows = [tuple(self.rows[row[0]]) for row in PEOPLE]
        self.grid.model.fill(rows, [row[0] for row in rows], KEYS)
        return True

    def add(self, _rows):
        return False


@pytest.fixture
def edits(grid):
    """The roster with cells that can be changed, numbers shown."""
    made = PlainEdits(grid)
    grid.edits = made
    grid.model.set_masked(False)
    grid.take_focus()
    return made


@pytest.fixture
def told(grid):
    """What the roster refused, in its words."""
    said = []
    grid.refused.connect(said.append)
    return said


@pytest.fixture
def compose(qapp):
    """Compose without committing, as an input method does while the candidates stand."""

    def put(widget, text):
        qapp.sendEvent(widget, QInputMethodEvent(text, []))

    return put


@pytest.fixture
def commit(qapp):
    """Type Chinese as an input method does."""

    def put(widget, text):
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return put
