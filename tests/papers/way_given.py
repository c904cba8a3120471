"""People on the way into the Party for the papers: one whose file is as usual, one whose file is overfull."""

from papers_given import LONG_NAME, RARE, SENTENCE

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.development.records import (
    Booklet,
    Enrolment,
    Examined,
    Inquiry,
    Material,
    PartyClass,
    Posting,
    Review,
    Spell,
    Step,
    ThoughtReport,
    Voucher,
    Wayfarer,
)
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.development.rules.fields import FIELDS
from partyoffice.meetings.records import AgendaItem, Meeting, Vote
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Award, Experience, Person, Relative
from partyoffice.members.rules import Category
from partyoffice.organisation.records import Organisation

DAYS = {
    1: (2023, 9, 5), 2: (2023, 9, 20), 3: (2024, 3, 5), 4: (2024, 3, 12), 5: (2024, 3, 5), 6: (2025, 3, 10),
    7: (2025, 3, 12), 8: (2025, 3, 25), 9: (2025, 3, 26), 10: (2025, 4, 15), 11: (2025, 5, 9),
    12: (2025, 5, 15), 13: (2025, 5, 28), 14: (2025, 6, 5), 15: (2025, 6, 18), 16: (2025, 7, 10),
    17: (2025, 8, 20), 18: (2025, 9, 2), 19: (2025, 9, 5), 20: (2025, 9, 15), 21: (2026, 6, 10),
    22: (2026, 6, 8), 23: (2026, 6, 25), 24: (2026, 7, 20), 25: (2026, 8, 3),
}  # fmt: skip
FACTS = {
    1: {"received": "2023-09-06", "receiver": "方砚舟"},
    2: {"talkers": "方砚舟、林知夏", "place": "学校党员活动室"},
    3: {"way": "党员推荐", "voters_due": 22, "voters": 20, "votes": 20, "due": 3, "present": 3, "agreed": 3},
    4: {"filed_with": "中共青禾市教育局委员会", "document": "青中党支〔2024〕2号"},
    7: {"due": 3, "present": 3, "agreed": 3},
    8: {"consented": "2025-03-18", "consenting": "中共青禾市教育局委员会", "document": "青教党〔2025〕11号"},
    9: {"chosen_by": "由培养联系人担任"},
    10: {"conclusion": "合格"},
    11: {
        "organiser": "青禾市教育局党校", "start": "2025-05-07", "days": 2.5, "hours": 20, "mode": "面授",
        "result": "合格", "certificate": "青教校2025017",
    },
    12: {"due": 3, "present": 3, "agreed": 3, "opinion": "同意报上级党委预审。"},
    13: {
        "asked_on": "2025-05-20", "request": "青中党支〔2025〕6号", "result": "合格",
        "document": "青教党〔2025〕24号",
    },
    14: {"guided_by": "林知夏"},
    16: {"talker": "沈砚秋", "post": "组织员", "opinion": "对党的认识端正，同意报批。"},
    17: {
        "body_kind": "基层党委", "body": "中共青禾市教育局委员会", "document": "青教党〔2025〕37号",
        "deliberated": "2025-07-02", "deliberation": "同意报上级党委审批。", "due": 9, "present": 8,
        "agreed": 8, "notified": "2025-08-25",
    },
    18: {"filed_with": "青禾市委组织部", "document": "青教党〔2025〕40号"},
    19: {"announced": "2025-09-05", "group": "语文组小组"},
    20: {"place": "青禾烈士陵园", "host": "沈砚秋"},
    22: {"received": "2026-06-08"},
    23: {"decision": "按期转正"},
    24: {
        "body": "中共青禾市教育局委员会", "document": "青教党〔2026〕29号", "talker": "沈砚秋",
        "talked": "2026-07-10", "announced": "2026-09-01",
    },
    25: {
        "kept_at": "人事档案", "handed_to": "青禾市教育局人事科", "handed_on": "2026-08-03",
        "checker": "林知夏", "opinion": "材料齐全，手续完备，可以归档。",
    },
}  # fmt: skip
PASSED_BY = [{"code": "DEV-11", "reason": "班期缩短，经上级党委同意", "by": "沈砚秋", "on": "2025-05-09"}]
LATE = (1, 2)


ON_TIME, EXTEND, REVOKE = "按期转正", "延长预备期", "取消预备党员资格"
DECIDED = {"dev-14f": EXTEND, "dev-20": EXTEND, "dev-20b": REVOKE}  # whose papers are of those not on time


def found_walkers(session, ids, bodies):
    """Write the people of the way by decision and filling; the empty one is the one without anything."""
    found = {decision: dict(ids) for decision in (ON_TIME, EXTEND, REVOKE)}
    for decision, mine in found.items():
        for filling, person in (("normal", usual_walker()), ("overfull", full_walker())):
            if decision != ON_TIME:
                person.id_number = ""
            mine[filling] = _admit(session, bodies[filling], person)
            walk(session, mine[filling], bodies[filling], decision, full=filling == "overfull")
    return found


def _admit(session, branch, person):
    session.add(person)
    session.flush()
    session.add_all(first_rows(person, Category.FULL, None, "", session.get_one(Organisation, branch), None))
    return person.id


def usual_walker():
    """Return the card of somebody whose file is in order."""
    return Person(
        name="沈见微", sex="女", ethnicity="汉族", native_place="青禾砚湖", birth=Day(1992, 4, 12),
        id_number="330099199204120047", phone="19900012346", address="青禾市砚湖区听雨巷3号",
        joined=Day(2025, 6, 18), full=Day(2026, 6, 18), education="大学本科", degree="学士",
        college="青禾师范大学", work_start=Day(2014, 8), job="事业单位专业技术岗位", title_name="一级教师",
        admin_post="语文教研组长",
    )  # fmt: skip


def full_walker():
    """Return the card of somebody with a long name, about whom everything is said at length."""
    return Person(
        name=f"{RARE}江", sex="男", ethnicity="柯尔克孜族", native_place=LONG_NAME, birth=Day(1990, 2),
        id_number="330099199002010018", phone="19900054322", address=LONG_NAME, joined=Day(2025, 6, 18),
        full=Day(2026, 6, 18), education="硕士研究生", degree=LONG_NAME, admin_post=LONG_NAME,
    )  # fmt: skip


def walk(session, person_id, branch, decision, *, full):
    """Write the whole way of one person, from the application to the archive."""
    steps = list(_steps(person_id, full))
    if decision != ON_TIME:
        steps[22].facts |= {"decision": decision, "months": 6 if decision == EXTEND else None}
    session.add_all(steps)
    session.add_all(_folder(person_id, full))
    _attend(session, person_id, full)
    for step, matter in ((15, "讨论接收"), (23, "讨论转正")):
        _decide(session, person_id, branch, step, matter, full)


def _attend(session, person_id, full):
    """Write the classes somebody went to, and where they were 积极分子 before."""
    more = SENTENCE if full else ""
    for kind, year in (("积极分子培训班", 2024), ("发展对象集中培训", 2025)) * (6 if full else 1):
        held = PartyClass(
            kind=kind, name=f"{year} 年第一期{more}", organiser=f"青禾市教育局党校{more}",
            start=Day(year, 5, 7), end=Day(year, 5, 9), days=3, hours=24, place=f"教师发展中心{more}",
        )  # fmt: skip
        session.add(held)
        session.flush()
        session.add(
            Enrolment(class_id=held.id, person_id=person_id, attended_hours=22.5, mark=91, verdict="合格",
                      certificate=f"青教校{year}017")
        )  # fmt: skip
    if full:
        session.add(
            Spell(person_id=person_id, organisation=LONG_NAME, start=Day(2023, 3, 1), end=Day(2023, 8, 31),
                  proved=True, note=SENTENCE)
        )  # fmt: skip


def _steps(person_id, full):
    for number, day in DAYS.items():
        yield Step(
            person_id=person_id, number=number, on=Day(*day), facts=_facts(number, full),
            overrides=PASSED_BY if number == 11 else [], late_entry=number in LATE,
            entered=Day(2024, 3, 1) if number in LATE else Day(*day), note=SENTENCE if full else "",
        )  # fmt: skip


def _facts(number, full):
    given = dict(FACTS.get(number, {}))
    for field in FIELDS[number]:
        if field.kind is Kind.LONG:
            given.setdefault(field.key, f"{field.title}如常。")
        if full and field.kind is Kind.LONG:
            given[field.key] = SENTENCE * 4
        elif full and field.kind is Kind.TEXT and field.key != "document":
            given[field.key] = LONG_NAME
        elif full and field.kind is Kind.NAME:
            given[field.key] = RARE
    return given


def _folder(person_id, full):
    more, many = (SENTENCE, 9) if full else ("", 1)
    mine = {"person_id": person_id}
    yield Wayfarer(**mine, league_on=Day(2006, 5, 4), league_place=f"青禾一中{more}", floating=full)
    for at in range(many):
        for role, start in (("培养联系人", DAYS[5]), ("入党介绍人", DAYS[9])):
            for name in ("方砚舟", "林知夏"):
                ended = full and at < many - 1
                yield Voucher(
                    **mine, role=role, name=f"{name}{at or ''}", start=Day(*start),
                    end=Day(2025, 9, 1) if ended else None, reason=f"调离{more}" if ended else "",
                )  # fmt: skip
    for step, days in ((6, ((2024, 9, 4), (2025, 3, 4))), (21, ((2025, 12, 18), (2026, 6, 10)))):
        for day in days * many:
            yield Review(
                **mine, step=step, on=Day(*day), content=f"按时参加学习和组织生活，工作踏实。{more * 3}",
                mentor_opinion=f"表现良好，同意继续培养。{more}", branch_opinion=f"同意。{more}",
                secretary="方砚舟",
            )  # fmt: skip
            yield ThoughtReport(**mine, step=step, on=Day(*day), subject="学习体会", reader="方砚舟")
    yield Posting(
        **mine, place="学校公示栏", scope=f"全校教职工{more}", start=Day(2025, 3, 18), end=Day(2025, 3, 24),
        objections="无", result="不影响发展入党", secretary="方砚舟",
    )  # fmt: skip
    yield Booklet(number=f"QH2025{person_id:05d}", person_id=person_id, given=Day(*DAYS[13]), state="已归档")
    for relation in ("本人", "父亲", "配偶") * many:
        yield Examined(
            **mine, relation=relation, name=RARE if full else f"沈某{relation}", political_status="群众",
            birth=Day(1962, 3), unit=f"青禾市图书馆{more}", findings=f"历史清楚，表现良好。{more}",
            breaches="无", proved_by=f"青禾市图书馆党支部{more}", proved_on=Day(2025, 4, 8),
        )  # fmt: skip
    yield Inquiry(
        **mine, number="〔2025〕4号", addressee="青禾市图书馆党支部", sent=Day(2025, 4, 1),
        returned=Day(2025, 4, 10), answer=f"没有发现问题。{more}", sealed=True,
    )  # fmt: skip
    for code in list(BY_CODE)[:-1]:
        formed = Day(*DAYS[BY_CODE[code].step or 1])
        yield Material(
            **mine, code=code, name=BY_CODE[code].name, copy="原件", formed=formed, pages=2,
            kept_at="人事档案" if BY_CODE[code].item else "支部文书", note=more,
        )  # fmt: skip
    for at in range(many * 4 if full else 2):
        yield Relative(
            **mine, relation="配偶", name=f"方远山{at or ''}", birth=Day(1990, 5), political_status="群众",
            unit=f"青禾市图书馆{more}",
        )  # fmt: skip
        yield Experience(**mine, start=Day(1998 + at % 20, 9), unit=f"青禾中学{more}", witness="沈砚秋")
        yield Award(**mine, on=Day(2020, 9, 10), kind="优秀教师", name=f"优秀教师{more}", body="青禾市教育局")


def _decide(session, person_id, branch, step, matter, full):
    meeting = Meeting(
        organisation_id=branch, kind="支部党员大会", on=Day(*DAYS[step]), place="学校会议室", chair="方砚舟",
        recorder="林知夏",
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    item = AgendaItem(
        meeting_id=meeting.id, subject=matter, decision=matter, person_id=person_id,
        resolution=SENTENCE * 6 if full else "大会经讨论，同意。",
        given={"performance": SENTENCE * 3 if full else "工作踏实，团结同志。"},
    )  # fmt: skip
    session.add(item)
    session.flush()
    session.add(
        Vote(item_id=item.id, due=21, present=20, issued=20, returned=20, valid=20, yes=19, abstain=1,
             passed=True, watcher="顾言", counter="沈砚秋")
    )  # fmt: skip
