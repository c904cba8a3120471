"""彻底删除 of people in the bin: the one deed of the page that asks first, for nothing brings them back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from partyoffice.members import purging, views
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.ui.tasks import Progress

FOR_EVER = (
    "本人的信息、履历、照片和附件都会从数据文件里抹去，不能撤销，在此之前的操作也不能再按 Ctrl+Z 撤销。"
    "操作记录里只留下谁在什么时候做了什么，句子里的姓名还在。删除前会先备份一份；这一份和以前的备份、"
    "U 盘上的备份里仍有这些信息，要到旧备份清理或您自己删掉以后才没有。"
)
GONE = "数据文件里已没有这些信息；删除前的备份在“备份与恢复”里。"
NOBODY_OLD = "没有在回收站里超过 180 天的人"


def chosen(page: "RosterPage") -> dict[int, str]:
    """Return whom a verb is about, by name: who is selected, else the current one."""
    ids = page.grid.choice.ids() or [page.current()]
    names = {one.id: one.name for one in page.listing.book.people}
    return {each: names[each] for each in ids if each in names}


class Erasing:
    """Purges who is chosen in the bin, or who has been there for long."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.desk = page, page.desk

    @writes
    def purge(self) -> None:
        """Ask, naming them, and purge the people chosen in the bin."""
        if self.page.side.view() != views.BIN:
            self.desk.messages.inform(
                "只有回收站里的人可以彻底删除", "录错的人请先移入回收站，再到“回收站”里删除。"
            )
            return
        self._ask(chosen(self.page))

    @writes
    def purge_old(self) -> None:
        """Ask, naming them, and purge who has been in the bin for more than 180 days."""
        with self.desk.open_office().reading() as session:
            old = purging.long_in_bin(session, self.page.day())
        if old:
            self._ask(old)
        else:
            self.desk.messages.inform(NOBODY_OLD, "满 180 天以后，首页的待办里会提醒。")

    def _ask(self, people: Mapping[int, str]) -> None:
        if not people:
            return
        who = next(iter(people.values())) if len(people) == 1 else f"这 {len(people)} 人"
        names = tuple(people.values()) if len(people) > 1 else ()
        if self.desk.messages.ask(f"彻底删除{who}？", FOR_EVER, "彻底删除", "不删除", names):
            self._run(list(people))

    def _run(self, ids: list[int]) -> None:
        office = self.desk.open_office()

        def work(_progress: "Progress") -> str:
            return purging.purge_people(office, ids)

        self.desk.run_task("正在彻底删除", work, self._done)

    def _done(self, who: str) -> None:
        self.desk.messages.inform(f"已彻底删除 {who}", GONE)
