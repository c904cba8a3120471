"""Who stands in the elections of the tests, and a sheet that agrees."""

from partyoffice.core.dates import Day
from partyoffice.elections.actions.ballots import Standing
from partyoffice.elections.rules.counting import Votes

NAMES = ("方砚舟", "江予安", "沈砚秋", "林知夏", "顾清和")  # by 姓氏笔画: 4, 6, 7, 8, 10
SHEET = {
    "due": 11, "present": 10, "issued": 10, "returned": 10, "valid": 10, "invalid": 0,
    "on": Day(2026, 10, 20), "head_teller": "", "tellers": "", "counters": "",
}  # fmt: skip


def standing(people, *names, post=""):
    return [Standing(name, people[name].id, post) for name in names]


def votes(*numbers, valid=10, names=NAMES):
    return [Votes(name, yes, valid - yes) for name, yes in zip(names, numbers, strict=False)]
