"""The minutes of one invented meeting: who came, what was said, voted on and left to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from partyoffice.core.dates import Day, days_after
from partyoffice.meetings.rules.frequency import Activity
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    LATE,
    LEADERS,
    LECTURE,
    PARTY_DAY,
    SIGNED,
    STUDY,
)
from partyoffice.meetings.sample.assemblies import secretary
from partyoffice.meetings.sample.calendar import Slot
from partyoffice.meetings.sample.sittings import Item, Row, Sitting, absent
from partyoffice.meetings.sample.stays import Stay, Stays
from partyoffice.meetings.sample.words import (
    COUNCIL_MATTERS,
    CREDITED,
    HOURS,
    LECTURED,
    PARTY_DAYS,
    PLAIN_VOTES,
    SAID,
    STUDIED,
    TASKS,
)
from partyoffice.organisation.queries import Node
from partyoffice.organisation.rules import OrgKind

FEWEST = 3  # nobody meets with fewer
ROOMS = ("党员活动室", "行政楼二楼会议室", "阶梯教室", "图书馆研讨室")
SIGNED_AFTER = 3  # days
GOALS = "让每名党员参加一次、带动一名群众。", "支委会定方案，党小组分工，提前一周通知。"
COURSES = (
    "全体党员分三组开展，组长带队，拍照留存，当场小结。",
    "党员和群众反映内容实、时间合适，希望每学期一次。",
)
BETTER = "下次提前联系场地，离退休同志改为送学上门。"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the minutes of the bodies of one school."""

    stays: Stays
    bodies: Sequence[Node]
    rnd: Random

    def sitting(self, body: Node, slot: Slot) -> Sitting | None:
        """Return a meeting with its minutes; None where too few would sit at it."""
        seats = self._seats(body, slot)
        voters = [one for one in seats if one.has_vote(slot.on)]
        if len(voters) < FEWEST:
            return None
        away = absent(seats, self.rnd)
        came = [one for one in voters if one.person_id not in away]
        made = Sitting(self._values(body, slot, came), seats, {**self._late(seats), **away})
        made.items = self._items(made, slot)
        return made

    def _seats(self, body: Node, slot: Slot) -> list[Stay]:
        """Return who sits at it: of a 支委会 its posts, of the school's own body those of its branches."""
        here = self.stays.members(body.id, slot.on)
        if slot.kind == COMMITTEE:
            return self.stays.officers([body.id], slot.on) or here[:FEWEST]
        if body.kind in {OrgKind.BRANCH, OrgKind.GROUP}:
            return here
        branches = [one.id for one in self.bodies if one.kind is OrgKind.BRANCH]
        return self.stays.officers(branches, slot.on)

    def _late(self, seats: Sequence[Stay]) -> dict[int, tuple[str, str]]:
        return {self.rnd.choice(seats).person_id: (LATE, "")} if self.rnd.random() < 0.1 else {}

    def _values(self, body: Node, slot: Slot, voters: Sequence[Stay]) -> Row:
        begins, ends = HOURS[slot.kind]
        chair = secretary(self.stays, voters, body.id)
        recorder = next((one.name for one in voters[1:] if one.name != chair), voters[-1].name)
        signed = days_after(slot.on, SIGNED_AFTER)
        return {
            "organisation_id": body.id, "kind": slot.kind, "on": Day.of(slot.on), "begins": begins,
            "ends": ends, "place": ROOMS[body.id % len(ROOMS)], "chair": chair, "recorder": recorder,
            "entered": Day.of(slot.on), "year": slot.year, "state": SIGNED, "signed_on": Day.of(signed),
            "hours": CREDITED.get(slot.kind), **self._told(slot, voters),
        }  # fmt: skip

    def _told(self, slot: Slot, voters: Sequence[Stay]) -> Row:
        """Return what of the minutes its kind asks for beside the items."""
        month, one = slot.on.month, self.rnd.choice(voters).name
        if slot.kind == LECTURE:
            subject = LECTURED.get(month, LECTURED[9])
            return {
                "subject": f"党课：{subject}",
                "lecturer": one,
                "text": f"主讲内容：{subject}。\n小结：学用结合。散会。",
            }
        if slot.kind == PARTY_DAY and month in {4, 10}:
            goal, planning = GOALS
            course, feedback = COURSES
            return {
                "subject": f"主题党日：{PARTY_DAYS[month]}", "responsible": one, "goal": goal,
                "planning": planning, "course": course, "feedback": feedback, "improvement": BETTER,
            }  # fmt: skip
        if slot.kind == PARTY_DAY:
            return {
                "subject": f"主题党日：{PARTY_DAYS.get(month, PARTY_DAYS[3])}",
                "text": "活动当场小结。散会。",
            }
        counted = {"counted_as": [str(Activity.APPRAISAL)]} if slot.kind == CRITICISM else {}
        return {"text": "主持人清点人数，宣布开会。\n主持人小结：按分工落实，下次会议通报。散会。", **counted}

    # Items -------------------------------------------------------------------------------------

    def _items(self, made: Sitting, slot: Slot) -> list[Item]:
        items = [self._item(made, subject) for subject in self._subjects(slot)]
        plain = PLAIN_VOTES.get(slot.on.month) if slot.kind == ASSEMBLY else None
        if plain:
            items.append(self._voted(made, *plain))
        if slot.kind == COUNCIL:
            matter = self.rnd.choice(COUNCIL_MATTERS)
            items.append(self._voted(made, f"研究{matter}", f"会议同意{matter}，按程序办理。", weighty=True))
        if slot.kind == COMMITTEE and slot.on.month % 3 == 0:
            items[0].follow = self._task(made, slot)
        return items

    def _subjects(self, slot: Slot) -> tuple[str, ...]:
        studied = f"学习{self.rnd.choice(STUDIED)}"
        if slot.kind == CRITICISM:
            return "书记代表支委会述职", "通报上年整改落实情况", "个人对照检查，开展批评", "民主评议党员"
        if slot.kind == LEADERS:
            return "通报征求意见情况", "班子对照检查", "个人对照检查，开展批评"
        if slot.kind in {LECTURE, PARTY_DAY}:
            return ()
        if slot.kind == STUDY:
            return studied, "交流研讨"
        return (studied,)

    def _item(self, made: Sitting, subject: str) -> Item:
        said = [f"{one.name}：{self.rnd.choice(SAID)}" for one in self.rnd.sample(list(made.voters), 2)]
        presenter = made.values["chair"]
        return Item({"subject": subject, "presenter": presenter, "discussion": "\n".join(said)})

    def _voted(self, made: Sitting, subject: str, agreed: str, *, weighty: bool = False) -> Item:
        item = self._item(made, subject)
        item.values |= {"resolution": agreed, "material": f"{subject}（草案）", "weighty": weighty}
        item.vote = made.ballots(self.rnd.randrange(2), secret=False)
        return item

    def _task(self, made: Sitting, slot: Slot) -> Row:
        due = days_after(slot.on, 30)
        done = {"done": Day.of(days_after(due, -5)), "result": "已完成。"}
        return {"what": self.rnd.choice(TASKS), "by": made.voters[-1].name, "due": Day.of(due), **done}
