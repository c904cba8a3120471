"""Notice a row whose cells slipped into other columns; such a row is refused, never repaired."""

import re
from collections.abc import Mapping
from functools import lru_cache

from partyoffice.core import codes
from partyoffice.core.field import Kind
from partyoffice.core.id_number import read_id_number
from partyoffice.intake.target import Row, Target

# One odd cell is a typing error, two are a slip.
SIGNALS = 2
SEX, NATION, ID, PHONE, DAY, OTHER = "性别", "民族", "身份证号", "手机号码", "日期", "其他"
_PHONE = re.compile(r"1[3-9]\d{9}")
_ID = re.compile(r"\d{17}[\dXx]")
_DAY = re.compile(
    r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{0,2}日?)?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
)
_ROLES = {
    Kind.ID_NUMBER: ID,
    Kind.PHONE: PHONE,
    Kind.DAY: DAY,
    Kind.NAME: OTHER,
    Kind.CHOICE: OTHER,
    Kind.FLAG: OTHER,
}


@lru_cache(maxsize=16384)
def looks_like(text: str) -> str:
    """Return what a text surely is, or "" for anything else."""
    if text in {"男", "女"}:
        return SEX
    if _PHONE.fullmatch(text):
        return PHONE
    if _ID.fullmatch(text) and read_id_number(text).code in {"", "id-check"}:
        return ID
    if _DAY.fullmatch(text):
        return DAY
    return NATION if text.endswith("族") and codes.find("nation", text) else ""


def role_of(target: Target) -> str:
    """Return what the cells of a field should look like, or "" where anything may stand."""
    if target.field.codes == "nation":
        return NATION
    if target.field.codes == "sex" or {"男", "女"} <= set(target.field.choices):
        return SEX
    return _ROLES.get(target.field.kind, "")


def roles_of(targets: tuple[Target, ...]) -> dict[str, str]:
    """Return the role of each field that has one, by key."""
    return {target.key: role for target in targets if (role := role_of(target))}


def refuse_shifted(row: Row, roles: Mapping[str, str]) -> bool:
    """Refuse a row with two or more cells that surely belong elsewhere; its other faults go."""
    found = [(key, text) for key, text in row.shown.items() if key in roles]
    odd = [(key, text) for key, text in found if (looks := looks_like(text)) and looks != roles[key]]
    if len(odd) < SIGNALS:
        return False
    told = "，".join(f"“{row.columns[key]}”一栏是“{text}”" for key, text in odd[:3])
    row.problems.clear()
    row.fault("", "shifted", f"这一行像是错开了列：{told}；请对照表头改正")
    return True
