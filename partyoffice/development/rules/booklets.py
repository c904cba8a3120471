"""入党志愿书 by its serial number: ranges as they are taken in, what may become of one, the stock."""

import re
from collections.abc import Sequence

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.fields import PREVIEWED
from partyoffice.development.rules.file import File
from partyoffice.development.rules.profile import GIVEN, IN_STOCK, LOST, SPOILT, USED

MOST = 500  # more at once is a slip of the finger
_SERIAL = re.compile(r"(\D*(?:\d+\D+)*)(\d+)")
NEXT = {IN_STOCK: (GIVEN, SPOILT, LOST), GIVEN: (SPOILT, LOST, USED), SPOILT: (), LOST: (), USED: ()}
BASIS = "志愿书由省级组织部门统一印制，逐本编号登记"


def serials(first: str, last: str) -> list[str]:
    """Return every number from the first through the last, leading zeros kept (OfficeError otherwise)."""
    start, end = _SERIAL.fullmatch(first.strip()), _SERIAL.fullmatch((last or first).strip())
    if start is None or end is None:
        raise OfficeError(
            f"编号“{first if start is None else last}”没有以数字结尾", remedy="请照志愿书上的编号填"
        )
    if start[1] != end[1] or len(start[2]) != len(end[2]):
        raise OfficeError(f"起号“{first}”和止号“{last}”不是一种编号", remedy="请核对；位数不同的分两次登记")
    count = int(end[2]) - int(start[2]) + 1
    if not 1 <= count <= MOST:
        raise OfficeError(f"从“{first}”到“{last}”不是 1 至 {MOST} 本", remedy="请核对起号和止号")
    return [f"{start[1]}{number:0{len(start[2])}d}" for number in range(int(start[2]), int(end[2]) + 1)]


def may_become(state: str, wanted: str) -> bool:
    """Say whether a booklet may go from one state to another; what is spoilt, lost or filed stays so."""
    return wanted in NEXT.get(state, ())


def may_have_one(file: File) -> list[Finding]:
    """Block giving a booklet before the 预审 was passed (DEV-14)."""
    preview = file.steps.get(13)
    if preview is not None and not preview.open and preview.text("result") in {"", PREVIEWED}:
        return []
    why = (
        f"预审结果为“{preview.text('result')}”"
        if preview is not None and not preview.open
        else "还没有预审合格"
    )
    return [Finding("DEV-14", Severity.BLOCK, f"{file.name}{why}，不能发给入党志愿书", file.name, BASIS)]


def check_stock(in_stock: int, waiting: Sequence[str]) -> list[Finding]:
    """Warn where fewer booklets lie in stock than people wait for one ([P])."""
    if in_stock >= len(waiting):
        return []
    message = f"志愿书在库 {in_stock} 本，{len(waiting)} 人已预审合格待发：{'、'.join(waiting)}"
    told = f"{len(waiting)} − {in_stock} = {len(waiting) - in_stock}，请向上级领取"
    return [Finding("booklet-stock", Severity.WARN, message, "", BASIS, told, mark="[P]")]
