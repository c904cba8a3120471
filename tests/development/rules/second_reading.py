"""A second reading of development.md, written from its text alone: slow, plain, day by day.

Nothing here is taken from the program. A person is a dictionary of plain dates and texts; every limit is
found by walking through the calendar; the days off are those of the notice for 2026 named in the text.
"""

from datetime import date, timedelta

ONE = timedelta(days=1)
BORDER = date(2026, 5, 11)
FULL = "正式党员"


def is_new(day, chosen=None):
    """§0: the edition by the day of the step, unless the office chose one for the person."""
    return (chosen or (2026 if day >= BORDER else 2014)) == 2026


def month_later(start, months):
    """T1: the same day number; where the month has none, its last day."""
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def carried(start, months):
    """T2, T4, T5: the same day number; where the month has none, the first of the next one."""
    clamped = month_later(start, months)
    return clamped if clamped.day == start.day else clamped + ONE


OFF_2026 = {
    *(date(2026, 1, n) for n in (1, 2, 3)), *(date(2026, 2, n) for n in range(15, 24)),
    *(date(2026, 4, n) for n in (4, 5, 6)), *(date(2026, 5, n) for n in range(1, 6)),
    *(date(2026, 6, n) for n in (19, 20, 21)), *(date(2026, 9, n) for n in (25, 26, 27)),
    *(date(2026, 10, n) for n in range(1, 8)),
}  # fmt: skip
WORKED_2026 = {date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))}


def works(day):
    """§4: Mon–Fri but for the days off, and the weekends that are worked for them."""
    return day in WORKED_2026 or (day.weekday() < 5 and day not in OFF_2026)


def fifth_working_day(start, wanted=5):
    """T8: the first posting day counts if it is a working day."""
    day, seen = start, 0
    while True:
        seen += works(day)
        if seen == wanted:
            return day
        day += ONE


# -- quantities --------------------------------------------------------------------------------


def activist_since(one):
    return one["days"].get(3)


def earliest_candidate(one):
    """DEV-07 with §12 of the regulation: a whole year of 培养, times in several organizations added up."""
    stretches = list(one["spells"]) + ([(one["days"][3], None)] if 3 in one["days"] else [])
    if not stretches:
        return None
    first = min(start for start, _ in stretches)
    last = max(start for start, _ in stretches)
    gap, day = 0, first
    while day < last:
        gap += not any(start <= day and (end is None or day <= end) for start, end in stretches)
        day += ONE
    return carried(first, 12) + gap * ONE


def half_years(one, on):
    """DEV-06, T11: which half-yearly 考察 are overdue on a day, and the next one."""
    decided = activist_since(one)
    held = sorted(day for day in one["reviews"] if decided <= day <= on)
    overdue, number, begin = [], 0, None
    while True:
        number += 1
        due = month_later(decided, 6 * number)
        mine = next((day for day in held if begin is None or day > begin), None)
        if mine is not None:
            held.remove(mine)
        elif due < on:
            overdue.append(due)
        else:
            return overdue, due
        begin = due


def full_on(one):
    """T3, T4, T5: a whole year from the meeting, and whole months more where it was extended."""
    if 15 not in one["days"]:
        return None
    full = carried(one["days"][15], 12)
    return carried(full, one["extended"]) if one["extended"] else full


# Months from the day of an earlier step, and whether only the new edition sets them.
MONTHS = {2: (1, 1, False), 15: (13, 1, True), 17: (15, 3, False), 20: (17, 1, True), 24: (23, 3, False)}


def deadline(one, number, on):
    """The last day a step may be taken, by the column "limit" of §2.1; None where there is none."""
    if number in MONTHS:
        first, months, only_new = MONTHS[number]
        start = one["days"].get(first)
        start = (one["received"] or start) if number == 2 else start
        holds = start is not None and (not only_new or is_new(on, one["chosen"]))
        return month_later(start, months) if holds else None
    if number == 6:
        overdue, coming = half_years(one, on) if 3 in one["days"] else ([], None)
        return overdue[0] if overdue else coming
    full = full_on(one)
    return month_later(full, 6) if full and number == 23 and one["came"] else full


# -- what blocks ---------------------------------------------------------------------------------

# Column "must be true before closing" of §2.1, §2.2 (no 政审, no training) and the order of §8.
FIRST = {
    3: (2,), 7: (3,), 8: (7,), 12: (7, 8, 9, 10, 11), 13: (12,), 14: (13,), 15: (10, 11, 13), 16: (15,),
    17: (15, 16), 24: (23,),
}  # fmt: skip


def blocked(one, number, day):
    """Return the rules of §2.1 and §2.2 that forbid closing a step on a day; facts are in ``one``."""
    rule = {1: under_age, 5: mentors, 7: too_early, 8: listing, 9: sponsors, 10: political, 11: training,
            15: voted, 17: approval, 23: at_the_end, 24: full_approval, 25: archive}.get(number)  # fmt: skip
    return order(one, number, day) | (rule(one, day) if rule else set())


def order(one, number, day):
    found = set()
    for first in FIRST.get(number, ()):
        if first not in one["days"]:
            found.add("before")
        elif day < one["days"][first]:
            found.add(f"DEV-{number:02d}")
    late = (later for later, firsts in FIRST.items() if number in firsts and later in one["days"])
    return found | {f"DEV-{later:02d}" for later in late if one["days"][later] < day}


def under_age(one, day):
    """DEV-01: 18 on the day of the application, the birthday counting; T13."""
    return {"DEV-01"} if day < carried(one["birth"], 18 * 12) else set()


def mentors(one, _day):
    """DEV-05: one or two different full members."""
    named = one["mentors"]
    wrong = not 1 <= len(set(named)) <= 2 or len(set(named)) != len(named)
    return {"DEV-05"} if wrong or any(kind != FULL for _, kind in named) else set()


def sponsors(one, _day):
    """DEV-09: exactly two different full members."""
    named = one["sponsors"]
    wrong = len(set(named)) != 2 or len(named) != 2
    return {"DEV-09"} if wrong or any(kind != FULL for _, kind in named) else set()


def too_early(one, day):
    earliest = earliest_candidate(one)
    return {"DEV-07"} if earliest and day < earliest else set()


def listing(one, day):
    """DEV-08: since 2026 consent, 公示 of five working days in every place it needs, listed after it."""
    if not is_new(day, one["chosen"]):
        return set()
    places = {place for _, _, place, _ in one["postings"]}
    wrong = one["consented"] is None or not places or (one["floating"] and len(places) < 2)
    for start, end, _place, result in one["postings"]:
        wrong |= end is None or end < fifth_working_day(start)
        wrong |= end is not None and day <= end
        wrong |= result != "不影响发展入党"
    return {"DEV-08"} if wrong else set()


def political(one, _day):
    return set() if one["conclusion"] == "合格" else {"DEV-10"}


def training(one, _day):
    length, hours = one["trained"]
    return set() if length >= 3 or hours >= 24 else {"DEV-11"}


def voted(one, _day):
    """Q2: more than half of all who should have come; §2.2: sponsors and 政审 as they stand that day."""
    found = sponsors(one, _day)
    found |= political(one, _day) if 10 in one["days"] and one["conclusion"] else set()
    vote = one["votes"].get(15)
    return found | ({"vote"} if vote is None else lost(vote))


def lost(vote):
    """Q2: the resolution did not pass."""
    due, yes = vote
    return set() if 2 * yes > due else {"Q2"}


def approval(one, day):
    """DEV-17: a body with the power, the 党总支 before it, six months at most."""
    found = set() if one["body"] == "有审批权的基层党委" else {"DEV-17"}
    if 15 in one["days"] and day > month_later(one["days"][15], 6):
        found.add("DEV-17")
    return found | (lost(one["votes"][15]) if 15 in one["votes"] else set())


def full_approval(one, _day):
    """What did not pass at the meeting is not sent up."""
    return lost(one["votes"][23]) if 23 in one["votes"] else set()


def at_the_end(one, day):
    """DEV-23: not before the end of 预备期; an extension of 6 to 12 months, once."""
    found, full = set(), full_on(one)
    vote = one["votes"].get(23)
    found |= set() if 17 in one["days"] else {"DEV-23"}  # §2: only D becomes E
    found |= {"vote"} if vote is None else set() if 2 * vote[1] > vote[0] else {"Q2"}
    if full is None or one["decision"] == "取消预备党员资格":
        return found
    if one["decision"] == "延长预备期" and (not 6 <= one["months"] <= 12 or one["extended"]):
        found.add("T5")
    return found | ({"DEV-23"} if day < full else set())


SIX = ({"4-3"}, {"1-1"}, {"2-6"}, {"3-8", "3-9"}, {"5-1"}, {"5-2"})


def archive(one, _day):
    if 23 in one["days"] and one["decision"] == "取消预备党员资格":
        return set()  # the six are those of who became full
    return set() if all(any(code in one["papers"] for code in item) for item in SIX) else {"DEV-25"}
