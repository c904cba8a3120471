"""How wide the columns of the ledger are, and which of them a narrow window does without (look §4)."""

from collections.abc import Mapping

from partyoffice.dues.page.ledger.columns import BASE, DUE, MONTHS, RATE, YEAR_DUE, YEAR_OWED, YEAR_PAID
from partyoffice.ui import theme
from partyoffice.ui.delegate import PAD
from partyoffice.ui.table_model import NUMBER_KEY

RATE_FROM, BASE_FROM = 1440, 1340  # logical widths of the window
# At 10 pt. A column whose texts need more takes more; a name of more than eight characters is cut.
DRAWN = {
    NUMBER_KEY: 44, "name": 96, BASE: 78, RATE: 48, DUE: 62, YEAR_DUE: 78, YEAR_PAID: 78, YEAR_OWED: 66,
    **dict.fromkeys(MONTHS, 68),
}  # fmt: skip
LONGEST_NAME = 126


def hidden(room: int) -> set[str]:
    """Return the columns that a list so wide does without: the line below says both."""
    found = {RATE} if room < theme.scaled(RATE_FROM) else set()
    return found | {BASE} if room < theme.scaled(BASE_FROM) else found


def least(texts: Mapping[str, str]) -> dict[str, int]:
    """Return the least width of each column: what is drawn, and the whole of its longest text."""
    measure = theme.metrics("bold").horizontalAdvance
    found = {
        key: max(theme.scaled(drawn), measure(texts.get(key, "")) + 2 * PAD + 1)
        for key, drawn in DRAWN.items()
    }
    return found | {"name": min(found["name"], theme.scaled(LONGEST_NAME))}


def widths(room: int, texts: Mapping[str, str], bar: int) -> dict[str, int]:
    """Return the widths in a list so wide: the months share what is left, the names take the rest of it."""
    found, gone = least(texts), hidden(room)
    widest = max(found[key] for key in MONTHS)
    still = sum(width for key, width in found.items() if key not in gone and key not in MONTHS)
    rest = room - still - bar
    month = max(widest, rest // len(MONTHS))
    found |= dict.fromkeys(MONTHS, month)
    found["name"] += max(0, rest - month * len(MONTHS))
    return found
