"""用途: what a list is exported for; each proposes format and whole numbers, and has its own folder."""

from dataclasses import dataclass

PUBLIC = "公示的名单不能有完整的证件号、电话、住址"


# Words, ending, plain sheet to be read back or not.
FORMS = (
    ("Excel 工作表（可改后再导入）", "xlsx", True),
    ("Excel 正式名册", "xlsx", False),
    ("PDF 正式名册", "pdf", False),
    ("Word 文档（正式名册，可改）", "docx", False),
    ("文本表（.csv）", "csv", True),
)


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
