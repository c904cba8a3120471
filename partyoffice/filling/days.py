"""How a template wants its dates written: as an example in it shows, or as its heading says."""

import re
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day

# 1985.03  1985-3-12  1985年3月12日  1985/03  19850312  198503  yyyy-mm-dd
_SHAPE = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d|[Yy]{4})(?P<s1>[-./年])(?P<m>1[0-2]|0?[1-9]|[Mm]{1,2})"
    r"(?:(?P<s2>[-./月])(?P<d>3[01]|[12]\d|0?[1-9]|[Dd]{1,2})?(?P<s3>日)?)?"
    r"|(?P<solid>(?:19|20)\d\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?|[Yy]{4}[Mm]{2}(?:[Dd]{2})?))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class DayForm:
    """How a day is written: the marks between its parts, two digits or as many as needed, how far.

    ``exact`` is False where only year and month are wanted.
    """

    after_year: str = "-"
    after_month: str = "-"
    after_day: str = ""
    wide: bool = True
    exact: bool = True

    def text(self, day: Day) -> str:
        """Return a day so written; a month stays a month."""
        month = f"{day.month:02d}" if self.wide else str(day.month)
        head = f"{day.year:04d}{self.after_year}{month}"
        if self.exact and day.day is not None:
            number = f"{day.day:02d}" if self.wide else str(day.day)
            return f"{head}{self.after_month}{number}{self.after_day}"
        return head + ("月" if self.after_year == "年" else "")


ISO = DayForm()


def form_in(text: str) -> DayForm | None:
    """Return the form of the first date in a text, such as an example or 如：1985.03; None without one."""
    found = _SHAPE.search(text)
    if not found:
        return None
    if solid := found["solid"]:
        return DayForm("", "", exact=len(solid) == len("19850312"))
    month, day = found["m"], found["d"]
    exact = day is not None
    narrow = len(month) == 1 or (exact and len(day) == 1)
    mark = found["s1"]
    return DayForm(mark, "月" if mark == "年" else mark, "日" if mark == "年" else "", not narrow, exact)


def form_for(heading: str, samples: list[object]) -> DayForm:
    """Return the form for a column: its examples first, then its heading, else YYYY-MM-DD.

    年月 in a heading asks for year and month.
    """
    texts = [str(one) for one in samples if isinstance(one, str)]
    found = next((form for text in [*texts, heading] if (form := form_in(text))), None)
    if found is not None:
        return found
    return DayForm(exact=not ("年月" in heading and "年月日" not in heading))


EPOCH, EPOCH_1904, FIRST = date(1899, 12, 30), date(1904, 1, 1), date(1900, 3, 1)


def serial(day: date, *, since_1904: bool) -> int | None:
    """Return the number a sheet keeps a day by, None where it has none that is sure."""
    if day < (EPOCH_1904 if since_1904 else FIRST):
        return None
    return (day - (EPOCH_1904 if since_1904 else EPOCH)).days
