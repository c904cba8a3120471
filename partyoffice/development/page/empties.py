"""Calm words where nobody is to be shown, and what could be done."""

from typing import TYPE_CHECKING

from partyoffice.development.page import wording
from partyoffice.ui.empty import Empty

if TYPE_CHECKING:
    from partyoffice.development.page.way import WayPane


def nobody_in(page: "WayPane") -> Empty:
    """Return why the list is empty: nobody on the way yet, nobody in the stage, narrowed away."""
    register = ("登记入党申请人…", page.about.register)
    if not page.ways.people:
        why = "登记一名入党申请人，从第 1 步“递交入党申请书”开始；旧档案可以补录。"
        return Empty("users", "还没有人在发展进程中", why, (register,), primary=True)
    if page.crowd.words or page.crowd.only_late:
        return Empty(
            "search-x", "没有符合条件的人", "放宽查找或筛选的条件再看。", (("显示全部", page.crowd.clear),)
        )
    stage = wording.STAGES[page.strip.stage - 1] if page.strip.stage else ""
    return Empty("users", f"“{stage}”阶段现在没有人", "点别的阶段查看，或登记新的申请人。",
                 (("显示全部", page.crowd.clear), register))  # fmt: skip
