"""Write resources/holidays.json: the 法定节假日 and 调休 of mainland China, year by year.

Run once a year, after the State Council's notice, in an environment of its own that holds the
package chinesecalendar (MIT licence, not needed by the program): ``python tools/make_holidays.py``.
Only facts are taken: which weekdays are off, which Saturdays and Sundays are worked.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "holidays.json"
SATURDAY = 5


def by_year(days: Iterable[date]) -> dict[int, str]:
    """Return the days as month-day texts, one line a year."""
    found = defaultdict(list)
    for day in sorted(days):
        found[day.year].append(f"{day:%m-%d}")
    return {year: " ".join(texts) for year, texts in found.items()}


def main() -> None:
    """Write the file and say which years it holds."""
    import chinese_calendar  # from the scratch environment alone

    off = by_year(day for day in chinese_calendar.holidays if day.weekday() < SATURDAY)
    work = by_year(day for day in chinese_calendar.workdays if day.weekday() >= SATURDAY)
    years = {str(year): {"off": off[year], "work": work.get(year, "")} for year in sorted(off)}
    source = f"国务院办公厅各年节假日安排，按 chinesecalendar {version('chinesecalendar')} 整理"
    told = json.dumps({"source": source, "years": years}, ensure_ascii=False, indent=1)
    TARGET.write_text(told + "\n", encoding="utf-8")
    print(f"{min(off)}-{max(off)}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
