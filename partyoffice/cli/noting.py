"""What goes out whole leaves one line in 操作记录, as from the window; where it cannot, that is said.

The verbs that write papers only read and work beside an open window, which alone may write: then the file
is written all the same and the line is missing, told on standard error and by ``noted``.
"""

import sys
from typing import Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import opened
from partyoffice.core.errors import OfficeError

REMEDY = "要留下记录，请关闭窗口后再做一次，或在窗口里做"


def purpose_of(given: Given) -> str:
    """Return what ``--purpose`` says a list is for, empty without it.

    Raises OfficeError for another word than the window offers, and for whole numbers in what is made public.
    """
    from partyoffice.app.purposes import PUBLIC, PURPOSES

    known = {one.title: one for one in PURPOSES}
    if given.purpose and given.purpose not in known:
        raise OfficeError(f"没有“{given.purpose}”这个用途", remedy=f"可用：{'、'.join(known)}")
    if given.purpose and given.unmasked and known[given.purpose].public:
        raise OfficeError(PUBLIC, remedy="请去掉 --unmasked")
    return str(given.purpose)


def note_whole(given: Given, sentence: str) -> dict[str, Any]:
    """Leave the line, once the file is written; return whether it was left, as ``noted``."""
    try:
        _note(given, f"命令行{sentence}")
    except OfficeError as error:
        sys.stderr.write(f"文件已写好，没有记入操作记录：{error.what}。数据没有改动。{REMEDY}。\n")
        return {"noted": False}
    return {"noted": True}


def _note(given: Given, sentence: str) -> None:
    from partyoffice.app import full_values

    office = opened(given)
    try:
        full_values.note(office, sentence)
    finally:
        office.release()  # a line alone is worth no copy
