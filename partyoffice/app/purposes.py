"""用途: what a list is exported for; each proposes format and whole numbers, and has its own folder."""

from dataclasses import dataclass

PUBLIC = "公示的名单不能有完整的证件号、电话、住址"


@dataclass(frozen=True, slots=True)
class Purpose:
    """``full`` ticks 完整, ``form`` is the usual place in FORMS (-1 leaves it), ``public`` forbids 完整."""

    key: str
    title: str
    full: bool = False
    form: int = -1
    public: bool = False


PURPOSES = (
    Purpose("use", "日常使用"),
    Purpose("report", "上报上级", full=True, form=1),
    Purpose("archive", "归档", full=True, form=2),
    Purpose("notice", "公示", form=2, public=True),
)
