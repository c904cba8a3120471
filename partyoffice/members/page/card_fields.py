"""The card as a form: the order and the words of the 采集表, in sections one can jump to."""

from collections.abc import Iterable
from dataclasses import replace

from partyoffice.core.field import Field
from partyoffice.members.columns import CARD
from partyoffice.ui.controls import tip
from partyoffice.ui.record_form import RecordForm

PAPER = "党员基本信息采集表"
# The paper's order; what it does not ask stands beside what it belongs to.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "基本情况",
        (
            "name", "sex", "ethnicity", "photo", "native_place", "birth", "birth_basis", "id_number",
            "marital_status", "taiwan",
        ),
    ),
    ("联系与户籍", ("phone", "telephone", "address", "household")),
    (
        "学历学位",
        (
            "work_start", "education", "degree", "enrolled", "graduated", "college", "major", "degree_on",
            "education_kind",
        ),
    ),
    ("入党转正", ("other_party", "joined", "joined_basis", "full", "sponsors", "joined_kind")),
    (
        "工作岗位",
        ("job", "job_from", "job_to", "professional_title", "stratum", "frontline", "migrant"),
    ),
    ("教育管理", ("training", "floating", "floated_from", "lost_kind", "lost_on", "archive_place")),
    (
        "学校情况",
        (
            "staff_number", "subject", "grade", "team", "admin_post", "establishment", "title_name",
            "title_level", "class_teacher_from", "class_teacher_to", "honour", "honour_level", "honour_year",
            "note",
        ),
    ),
)  # fmt: skip
# What the paper calls a field where the lists of this program use the everyday word.
PAPER_WORDS = {
    "id_number": "公民身份号码", "taiwan": "台湾省籍", "address": "现居住地", "work_start": "参加工作日期",
    "college": "毕业院校", "joined": "加入党组织日期", "full": "转正日期", "job_from": "岗位起始日期",
    "stratum": "新社会阶层", "migrant": "农民工", "floating": "流动党员", "floated_from": "流出地",
    "staff_number": "教职工号", "team": "部门", "title_level": "职称级别", "honour": "骨干称号",
}  # fmt: skip


def card_fields() -> list[Field]:
    """Return all fields of the card in their sections."""
    return [replace(CARD[key], group=title) for title, keys in SECTIONS for key in keys]


def in_paper_order(keys: Iterable[str]) -> list[str]:
    """Return keys as the paper would ask them."""
    order = [key for _title, section in SECTIONS for key in section]
    return sorted(keys, key=order.index)


def quote_source(form: RecordForm) -> None:
    """Say at each title which entry of the paper it is."""
    for key, row in form.rows.items():
        if key in CARD:
            tip(row.title, f"{PAPER}：{PAPER_WORDS.get(key, row.field.title)}")
