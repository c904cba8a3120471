"""Why a verb rests on a move: each answers in one sentence, with nothing where it may be done."""

from partyoffice.transfers.queries import Entry
from partyoffice.transfers.rules.judging import GONE
from partyoffice.transfers.rules.kit import lettered
from partyoffice.transfers.rules.words import INTO, OUT, RECEIVED, VALID

NOT_OUT, NOT_IN, OVER = "这是转入或校内调整", "这不是转入", "这件转接已经办结或中止"


def open_out(one: Entry) -> str:
    """Say why it is no open move out."""
    return NOT_OUT if one.move.direction != OUT else "" if one.open else OVER


def open_in(one: Entry) -> str:
    """Say why nobody can be received."""
    return NOT_IN if one.move.direction != INTO else "" if one.open else OVER


def by_paper(one: Entry) -> str:
    """Say why no letter belongs to it."""
    return open_out(one) or ("" if one.move.by_paper else "不凭纸质介绍信转接")


def may_write(one: Entry) -> str:
    """Say why no letter can be given."""
    held = one.letter is not None and one.letter.state == VALID
    return by_paper(one) or ("已有有效的介绍信，要重开的先作废或登记遗失" if held else "")


def holds(one: Entry) -> str:
    """Say why no letter can be made void."""
    held = one.letter is not None and one.letter.state == VALID
    return by_paper(one) or ("" if held else "没有有效的介绍信")


def untold(one: Entry) -> str:
    """Say why there is nothing to tell the receiver."""
    gone = any(each.state in GONE and each.informed is None for each in one.move.letters)
    return open_out(one) or ("" if gone else "没有要告知接收方的旧信")


def received_in(one: Entry) -> str:
    """Say why no receipt can be printed."""
    done = one.move.direction == INTO and one.transfer.state == RECEIVED
    return "" if done and lettered(one.transfer.category) else "还没有接收，或不是党员"


def owes(one: Entry) -> str:
    """Say why no receipt is owed."""
    why = received_in(one) or ("" if one.move.by_paper else "网上转接不寄回执")
    return why or ("" if one.move.receipt is None else f"回执已在 {one.move.receipt} 寄出")


def may_close(one: Entry) -> str:
    """Say why no receipt can be noted."""
    return open_out(one) or (holds(one) if one.move.by_paper else "")


def still_open(one: Entry) -> str:
    """Say that it is over."""
    return "" if one.open else OVER


def was_out(one: Entry) -> str:
    """Say that it is no move out."""
    return "" if one.move.direction == OUT else NOT_OUT


def may_drop(one: Entry) -> str:
    """Say why an entry cannot be taken out."""
    if one.open and not one.move.letters:
        return ""
    return "有介绍信的、已办结的不能删除；不再办的用“中止”，原因留在登记里"
