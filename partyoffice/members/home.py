"""The figures of 首页 that people give."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Severity
from partyoffice.members.checks import check_people
from partyoffice.members.queries import everyone
from partyoffice.members.rules import Category
from partyoffice.part import Number

PAGE = "members"


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return the figures of a day; each opens the view it counts."""
    people = everyone(session, on, columns=("name",))
    count = Counter(one.category for one in people if one.present)
    members = [one for one in people if one.member]
    full = sum(one.category == Category.FULL for one in members)
    findings = list(check_people(session, on))
    to_fill = {one.who for one in findings if one.code == "required"}
    to_check = [one for one in findings if one.severity is not Severity.INFO]
    return (
        Number(str(len(members)), "党员", f"正式 {full}，预备 {len(members) - full}", (PAGE, "在册党员")),
        Number(str(count[Category.CANDIDATE]), "发展对象", "", (PAGE, "发展对象")),
        Number(str(count[Category.ACTIVIST]), "入党积极分子", "", (PAGE, "入党积极分子")),
        Number(str(count[Category.APPLICANT]), "入党申请人", "", (PAGE, "入党申请人")),
        Number(str(len(to_fill)), "信息待补", "必填项未填", (PAGE, "信息待补")),
        Number(str(len(to_check)), "数据体检", "日期、号码、履历有疑问", ("check", "")),
    )
