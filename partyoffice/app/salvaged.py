"""What a salvage gave, told on the page of the damaged office, with the ways to its lists."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.app import rescue_work
from partyoffice.store.salvage import Report
from partyoffice.ui.message_bar import TextDialog
from partyoffice.ui.outside import open_file, open_folder, open_or_say

if TYPE_CHECKING:
    from partyoffice.app.rescuing import RescuePage


def tell(page: "RescuePage", report: Report, target: Path, opening: Callable[[], object]) -> None:
    """Say how much was read, and lead to the new office, the lists and their folder."""
    listed = rescue_work.list_path(target)
    show = partial(open_or_say, page.messages, listed)
    page.messages.inform(
        report.sentence(),
        f"写进了“{target.name}”；逐条的清单“{listed.name}”在它旁边。打开以后请和手里的材料核对。",
        ("打开新文件", opening),
        ("查看清单", lambda: TextDialog("抢救清单", "\n".join(report.lines()), page).open()),
        ("打开 Excel 清单", partial(show, open_file)),
        ("打开所在文件夹", partial(show, open_folder)),
    )
