"""What dues may be spent on: five uses (2008 规定第十九条), the later list, columns of 收支结存表."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ARTICLE_USES = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第十九条"
ARTICLE_DECIDED = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第二十条"
ARTICLE_GRANTS = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第二十一条"
LATER = "后来通行的开支范围，发文没有核实，请照上级要求"


class UseColumn(StrEnum):
    """The columns of 使用 in 年度党费收支、结存情况表."""

    STUDY = "学习资料"
    EDUCATION = "管理教育"
    EXCELLENCE = "创先争优"
    HARDSHIP = "困难补助"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing dues are spent on. ``use`` is which of the five uses it is, 0 for the later list alone."""

    title: str
    use: int
    column: UseColumn
    covers: str = ""

    @property
    def article(self) -> str:
        """What it rests on."""
        return f"{ARTICLE_USES}第{'一二三四五'[self.use - 1]}项" if self.use else LATER


PURPOSES = (
    Purpose("培训党员", 1, UseColumn.EDUCATION,
            "食宿、交通、师资、场地、资料、门票、讲解；积极分子、党务工作者也算"),
    Purpose("订阅购买学习资料和设备", 2, UseColumn.STUDY, "党员教育用的报刊、图书、音像制品、设备"),
    Purpose("表彰先进", 3, UseColumn.EXCELLENCE, "先进基层党组织、优秀共产党员、优秀党务工作者"),
    Purpose("补助生活困难党员", 4, UseColumn.HARDSHIP),
    Purpose("补助受灾党员", 5, UseColumn.HARDSHIP, "遭受严重自然灾害的"),
    Purpose("修缮受灾的党员教育设施", 5, UseColumn.OTHER),
    Purpose("组织生活和党内会议", 0, UseColumn.EDUCATION, "三会一课、主题党日、换届、学习教育"),
    Purpose("走访慰问", 0, UseColumn.HARDSHIP),
    Purpose("活动场所建设", 0, UseColumn.OTHER, "场所的建设、布置、设备"),
    Purpose("印制购买党务用品和手续费", 0, UseColumn.OTHER, "志愿书、介绍信、党费证、党徽党旗、银行手续费"),
    Purpose("党内规定的其他用途", 0, UseColumn.OTHER),
)  # fmt: skip
TITLES = tuple(one.title for one in PURPOSES)
_BY_TITLE = {one.title: one for one in PURPOSES}


def purpose_of(title: str) -> Purpose | None:
    """Return a purpose by its title; None for what dues are not spent on."""
    return _BY_TITLE.get(title)


def column_of(title: str) -> UseColumn:
    """Return in which column an expense is summed; what an old book called otherwise is 其他."""
    found = purpose_of(title)
    return found.column if found is not None else UseColumn.OTHER


def by_column(sums: Mapping[str, int]) -> dict[UseColumn, int]:
    """Return what was used by column, every column there, from sums by purpose."""
    return {
        column: sum(amount for title, amount in sums.items() if column_of(title) is column)
        for column in UseColumn
    }
