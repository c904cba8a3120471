from operator import itemgetter

import pytest
from PySide6.QtGui import QInputMethodEvent

from partyoffice.core.field import Care
from partyoffice.core.text import mask_id_number
from partyoffice.ui import chinese, theme
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
            "count", "次数", lambda row: str(row[5] or ""), sort=itemgetter(5), align="right", sample="12"
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


@pytest.fixture
def commit(qapp):
    """Type Chinese as an input method does."""

    def put(widget, text):
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return put
