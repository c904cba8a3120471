"""Which papers go along with somebody who moves, by 人员类别 (细则 §12, §34)."""

from collections.abc import Collection, Sequence

from partyoffice.members.rules import MEMBERS, Category

MATERIALS = {
    "4-3": "入党志愿书", "1-1": "入党申请书", "2-6": "入党积极分子培养考察登记表", "3-9": "政治审查材料",
    "5-1": "预备党员教育考察登记表", "5-2": "转正申请书", "2-5": "思想汇报", "2-7": "积极分子培训结业证",
    "3-11": "发展对象培训结业证",
}  # fmt: skip
_ON_THE_WAY = ("1-1", "2-6", "2-5", "2-7")
TRAVELS: dict[str, tuple[str, ...]] = {
    Category.APPLICANT: ("1-1",),
    Category.ACTIVIST: _ON_THE_WAY,
    Category.CANDIDATE: (*_ON_THE_WAY, "3-9", "3-11"),
    Category.PROBATIONARY: ("4-3", "1-1", "2-6", "3-9", "5-1"),
    Category.FULL: ("4-3", "1-1", "2-6", "3-9", "5-1", "5-2"),
}
MUST_TRAVEL: dict[str, tuple[str, ...]] = {
    Category.APPLICANT: ("1-1",),
    Category.ACTIVIST: ("1-1", "2-6"),
    Category.CANDIDATE: ("1-1", "2-6"),
    Category.PROBATIONARY: ("5-1",),
}


def lettered(category: str) -> bool:
    """Say whether somebody of a 人员类别 is given a letter; all others move with their papers alone."""
    return category in MEMBERS


def travels(category: str) -> tuple[str, ...]:
    """Return the codes of the materials that go along with somebody (细则 §12, §34)."""
    return TRAVELS.get(category, ())


def kit(category: str, held: Collection[str] = ()) -> tuple[str, ...]:
    """Return what goes along with somebody: of a folder that is kept, what lies there and what must."""
    must = MUST_TRAVEL.get(category, ())
    return tuple(code for code in travels(category) if not held or code in held or code in must)


def codes_of(text: str) -> tuple[str, ...]:
    """Return what is typed with 、 between as codes, where a material has one; else as it is."""
    known = {name: code for code, name in MATERIALS.items()}
    names = [name.strip() for name in text.replace("，", "、").replace("\n", "、").split("、")]
    return tuple(dict.fromkeys(known.get(name, name) for name in names if name))


def names_of(codes: Sequence[str]) -> str:
    """Return materials by name: 入党申请书、入党积极分子培养考察登记表."""
    return "、".join(MATERIALS.get(code, code) for code in codes)
