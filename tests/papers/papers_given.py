"""What the papers are tried with: nothing, the usual, and more than fits; and the people for it."""

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.members.actions import first_rows
from partyoffice.members.records import Award, Experience, Person, Relative
from partyoffice.members.rules import Category
from partyoffice.organisation import actions as organise
from partyoffice.organisation.records import APPROVER, CHARGE, FILLER
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings

RARE = "阿依古丽·买买提江㛃䶮𬭚"
LONG_NAME = "中国共产党青禾市第一中学教育集团砚湖校区联合总支部委员会第三支部（行政后勤、离退休）"
SENTENCE = "经支部委员会集体研究，并征求党小组、党员和群众的意见，㛃䶮、𬭚等同志带好一个班、上好每一节课；"
USUAL = {
    "number": "12", "addressee": "中共竹汀区教育局委员会", "from": "青禾中学党总支第一党支部",
    "to": "竹汀区实验学校党总支", "paid_to": "2026-11", "days": "90", "day": "2026-11-20",
    "issuer": "中共青禾市教育局委员会", "purpose": "参加骨干教师培训期间过组织生活", "contact": "林知夏",
    "wish": "愿您在三尺讲台上守正创新，做学生为学、为事、为人的大先生。",
    "promise": "带好一个班，帮好两名学生。\n上好每一节课。", "opinion": "情况属实，同意登记。",
    "address": "青禾市砚湖区学府南街18号", "postcode": "330099", "first": "1", "last": "30",
    "only": "〔2025〕4号", "year": "2026", "fonds": "Z109", "body_code": "DZB", "pages": "12",
    "amount": "1200.50",
}  # fmt: skip
KINDS = {
    Kind.DAY: "2026-11-20", Kind.NUMBER: "12", Kind.PHONE: "19900012345", Kind.NAME: "林知夏",
    Kind.FLAG: "是", Kind.LONG: "第一段，内容如常。\n第二段，也是如常。",
}  # fmt: skip
MOST_ROWS = {"rows": 12, "annexes": 8}  # 党费证 has no more on a page, an attachment takes a page of its own
ALIKE = frozenset({"amount", "number", "postcode", "fonds", "body_code", "retention", "only"})
NAMES = "names"
STAMPED = ("件号", "页数")  # of 归档章, fifteen millimetres wide
PLAIN = frozenset({Kind.DAY, Kind.NUMBER, Kind.PHONE, Kind.FLAG})  # typed alike however full the rest is


def usual(field):
    """What somebody would type into a field."""
    if field.kind is Kind.CHOICE:
        return field.choices[0]
    if field.kind is Kind.TABLE and field.choices == STAMPED:
        return "1\t4\n2\t12"
    if field.kind is Kind.TABLE:
        return "\n".join("\t".join(f"{title}{row}" for title in field.choices) for row in (1, 2, 3))
    return USUAL.get(field.key) or KINDS.get(field.kind) or f"{field.title}如常"


def overfull(field):
    """What nobody should type into a field."""
    if field.kind is Kind.CHOICE:
        return "红头" if "红头" in field.choices else field.choices[-1]
    if field.kind is Kind.TABLE and field.choices == STAMPED:
        return "\n".join(f"{9960 + at}\t1280" for at in range(40))
    if field.kind is Kind.TABLE:
        return _overfull_rows(field)
    if field.kind in PLAIN or field.key in ALIKE:
        return usual(field)
    if field.kind is Kind.LONG:
        return "\n".join(f"{at}.{SENTENCE * 2}" for at in range(1, 13))
    return RARE if field.kind is Kind.NAME else LONG_NAME


def _overfull_rows(field):
    if field.key == NAMES:  # of a ballot, in narrow rows
        return "\n".join("\t".join([f"{RARE}{at}", "副书记"][: len(field.choices)]) for at in range(12))
    row = "\t".join(f"{title}{SENTENCE}" for title in field.choices)
    return "\n".join(row.replace("、", str(at)) for at in range(MOST_ROWS.get(field.key, 40)))


FILLINGS = {
    "empty": lambda paper: {},
    "normal": lambda paper: {field.key: usual(field) for field in paper.asks},
    "overfull": lambda paper: {field.key: overfull(field) for field in paper.asks},
}


def found_school(session):
    """Write a school of two branches, its upper body and three people; return their ids by filling."""
    root = organise.set_up(session, "青禾中学", OrgKind.GENERAL)
    usual_branch = organise.found(session, "第一党支部", OrgKind.BRANCH, root.id)
    full_branch = organise.found(session, LONG_NAME, OrgKind.BRANCH, root.id)
    for setting, value in ((APPROVER, "中共青禾市教育局委员会"), (CHARGE, "方砚舟"), (FILLER, "林知夏")):
        settings.put(session, setting, value)
    ids = {
        "empty": _admit(session, usual_branch, Person(name="顾言")),
        "normal": _admit(session, usual_branch, _usual_person()),
        "overfull": _admit(session, full_branch, _full_person()),
    }
    session.add_all(_lists(ids["normal"], 2, "") + _lists(ids["overfull"], 40, LONG_NAME))
    for at in range(40):
        _admit(session, full_branch, Person(name=f"{RARE}{at}" if at % 3 == 0 else f"沈砚{chr(0x4E00 + at)}"))
    bodies = {"empty": usual_branch.id, "normal": usual_branch.id, "overfull": full_branch.id}
    return ids, bodies


def _admit(session, branch, person):
    session.add(person)
    session.flush()
    session.add_all(first_rows(person, Category.FULL, None, "", branch, None))
    return person.id


def _usual_person():
    return Person(
        name="林知夏", sex="女", ethnicity="汉族", native_place="青禾砚湖", birth=Day(1985, 9, 1),
        id_number="330099198509010020", marital_status="已婚", phone="19900012345",
        address="青禾市砚湖区听雨巷12号3幢502室", joined=Day(2004, 7, 1), full=Day(2005, 7, 1),
        sponsors="方砚舟、沈砚秋", archive_place="青禾市教育局", education="大学本科", degree="学士",
        college="青禾师范大学", major="汉语言文学", work_start=Day(2007, 8), job="事业单位专业技术岗位",
        title_name="高级教师", admin_post="教务处主任", establishment="在编",
    )  # fmt: skip


LONG = (
    "native_place", "address", "household", "sponsors", "archive_place", "college", "major", "degree",
    "other_party", "note", "training", "admin_post", "job",
)  # fmt: skip


def _full_person():
    return Person(
        name=RARE, sex="男", ethnicity="柯尔克孜族", birth=Day(1966, 2), joined=Day(1988, 2, 29),
        full=Day(1989, 3, 1), id_number="330099196602010018", phone="19900054321",
        **dict.fromkeys(LONG, LONG_NAME),
    )  # fmt: skip


def _lists(person_id, count, more):
    rows = []
    for at in range(count):
        rows += [
            Relative(person_id=person_id, relation="配偶", name=f"方砚舟{more and at}", birth=Day(1984, 5),
                     political_status="群众", unit=f"青禾市图书馆{more}"),
            Award(person_id=person_id, on=Day(1990 + at, 7, 1), kind="表彰", name=f"优秀共产党员{more}",
                  body="青禾中学党总支"),
            Experience(person_id=person_id, start=Day(1980 + at, 9), end=Day(1981 + at, 7),
                       unit=f"青禾中学{at}{more}", witness="沈砚秋"),
        ]  # fmt: skip
    return rows
