"""The style of an official document as data: what stands on it, and the measures of its page.

Source: GB/T 9704-2012《党政机关公文格式》; the clause stands beside each measure. The lines of the type
area are 29.61 pt apart, so that 22 of them fill its 225 mm from the top of the first character to the
foot of the last (5.2.3 撑满版心; Word's 28.95 pt would leave 2 mm free above and below).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from partyoffice.core.dates import Day
from partyoffice.core.paper_words import day_of_document, on_paper, stated

if TYPE_CHECKING:
    from partyoffice.reports.document import Block

MM = 72 / 25.4
PAPER = (210.0, 297.0)  # 5.1, A4
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0  # 5.2.1: 天头, 订口, 版心
LINES, CHARACTERS = 22, 28  # 5.2.3
SIZE, TITLE_SIZE, SMALL_SIZE = 16.0, 22.0, 14.0  # 3号 2号 4号
LINE = (HEIGHT * MM - SIZE) / (LINES - 1)
SMALL_LINE = SMALL_SIZE + SIZE * 7 / 8  # 3.2: a 行 is the character and 7/8 of a 3号 one
ADVANCE = WIDTH * MM / CHARACTERS
INDENT = 2  # 7.3.3 每个自然段左空二字

HEAD_TOP, RULE_BELOW_NUMBER = 35.0, 4.0  # 7.2.4, 7.2.7
LETTER_TOP, LETTER_RULE, LETTER_FOOT, LETTER_WIDTH = 30.0, 4.0, 20.0, 170.0  # 10.1, from the paper's edge
THICK_RULE, THIN_RULE = 0.35, 0.25  # 7.4.1
PAGE_NUMBER_BELOW = 7.0  # 7.5, from the type area to the dashes
SEALED_RIGHT, OPEN_RIGHT = 4, 2  # 7.3.5.1, 7.3.5.2, in characters
SEALED_ABOVE = 2  # lines between text and name, so that a seal of 42 mm touches no text (7.3.5.1)

Style = Literal["plain", "red", "letter"]


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment: named below the text, and printed after it where its content is given."""

    name: str
    blocks: tuple["Block", ...] = ()

    @property
    def title(self) -> str:
        """The name without a mark behind it (7.3.4 附件名称后不加标点符号)."""
        return self.name.strip().rstrip("。；;，,")


@dataclass(frozen=True, slots=True)
class Official:
    """What a document carries beside title and text, each part empty where it has none.

    ``style``: ``plain`` prints no head, as schools mostly do; ``red`` the 发文机关标志 ``head`` with
    ``number``, ``signer`` and the red rule; ``letter`` the 信函格式 (10.1). ``sealed`` leaves the
    place of a seal. ``duplex`` puts the 版记 on the back of the last sheet.
    """

    issuer: str
    day: Day | None = None
    addressee: str = ""
    number: str = ""
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    copies: str = ""
    printer: str = ""
    printed: Day | None = None
    style: Style = "plain"
    head: str = ""
    signer: str = ""
    sealed: bool = True
    duplex: bool = False

    @property
    def dated(self) -> str:
        """成文日期, or room to write it by hand."""
        return day_of_document(self.day) if self.day else "　　　　年　　月　　日"

    @property
    def to(self) -> str:
        """主送机关 with its colon (7.3.2)."""
        return on_paper(self.addressee).rstrip("：:") + "：" if self.addressee.strip() else ""

    @property
    def remark(self) -> str:
        """附注 in its brackets (7.3.6)."""
        return f"（{self.note.strip().strip('（）()')}）" if self.note.strip() else ""

    @property
    def named(self) -> tuple[str, ...]:
        """附件说明: a name for each attachment, numbered where there are several (7.3.4)."""
        names = [annex.title for annex in self.annexes]
        several = len(names) > 1
        return tuple(f"{place}. {name}" if several else name for place, name in enumerate(names, 1))

    @property
    def copied(self) -> str:
        """抄送机关, ending with a full stop (7.4.2)."""
        copies = stated(self.copies, "").rstrip("。")
        return f"{on_paper(copies)}。" if copies else ""

    @property
    def imprint(self) -> tuple[str, str]:
        """印发机关 and 印发日期 (7.4.3); both empty where nobody prints it."""
        day = self.printed or self.day
        return (self.printer, f"{day_of_document(day)}印发" if day else "印发") if self.printer else ("", "")

    def lines(self) -> Iterator[str]:
        """Yield what stands on the paper beside title and text, from top to foot."""
        said = (
            self.head, self.number, f"签发人：{self.signer}" if self.signer else "", self.to,
            "附件：" + "；".join(self.named) if self.annexes else "", self.issuer, self.dated, self.remark,
            f"抄送：{self.copied}" if self.copied else "", "　".join(self.imprint).strip(),
        )  # fmt: skip
        yield from (text for text in said if text)
