"""Paragraphs that minutes say again and again (常用段落): those of the program, and what is typed of them."""

from collections.abc import Iterable

from partyoffice.core.text import table_of

HEADS = ("名称", "段落")
Block = tuple[str, str]  # its name, its words
# In our own words, to be changed by the office; （…） is what is still to be typed.
BLOCKS: tuple[Block, ...] = (
    ("清点人数", "主持人清点到会人数，说明请假情况，符合规定人数，宣布开会。"),
    ("学习文件", "集体学习（文件或讲话），由（姓名）领学，结合本职工作讨论。"),
    ("发言", "（姓名）：（发言要点）。"),
    ("不同意见", "（姓名）提出不同意见：（意见）。经说明和讨论，（结果）。"),
    ("一致同意", "与会人员没有不同意见，一致同意。"),
    ("布置落实", "会议确定由（姓名）负责，（日期）以前完成，下次会议通报。"),
    ("小结", "主持人小结：（要点）。"),
    ("散会", "会议议程进行完毕，散会。"),
)


def written(blocks: Iterable[Block]) -> str:
    """Return blocks as the table in which they are edited."""
    return "\n".join("\t".join(one) for one in blocks)


def read(text: str) -> list[Block]:
    """Return the blocks of such a table; one without a name is called by its first words."""
    found = []
    for name, *rest in table_of(text):
        words = " ".join(filter(None, rest))
        if words:
            found.append((name or words[:8], words))
    return found
