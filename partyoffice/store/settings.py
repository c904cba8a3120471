"""Settings that change a result or a paper: kept in the office and journalled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from partyoffice.core.field import Kind
from partyoffice.store.base import Record

_titles: dict[str, str] = {}  # of every setting there is, by key


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the user meets it.

    ``mark`` is ``[P]`` (practice), ``LOCAL`` or ``UNCONFIRMED`` where no national text decides;
    it is shown beside the value. ``note`` says the source or the consequence.
    """

    key: str
    title: str
    default: Any
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    note: str = ""
    mark: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        """Let the stored value be told by its title."""
        _titles[self.key] = self.title


class StoredSetting(Record):
    """The value of one setting; a missing row means the default."""

    __tablename__ = "setting"
    title: ClassVar[str] = "设置"
    counted: ClassVar[bool] = False
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = mapped_column(JSON)

    def label(self) -> str:
        """Return the title of the setting, as the user knows it."""
        return f"设置“{_titles.get(self.key, self.key.partition('：')[0])}”"


OPERATOR = Setting("operator", "操作人", "", note="写入操作记录的姓名")
EVERY = {"不备份": 0, "每 15 分钟": 15, "每 30 分钟": 30, "每小时": 60}  # minutes
COPY_EVERY = Setting(
    "copy_every", "打开时自动备份", "每 30 分钟", Kind.CHOICE, tuple(EVERY), group="备份",
    note="有改动才备份；退出、导入前的备份不受影响",
)  # fmt: skip
PLAIN_MONTHLY = Setting(
    "plain_monthly", "每月另存明文", "是", Kind.FLAG, group="备份",
    note="各表存成表格文件放在“备份”文件夹，没有本程序也能看；设了密码的数据从不自动另存",
)  # fmt: skip
WENT_ON = Setting("went_on", "继续使用较旧的文件", {})  # when, and how far the newer one had come
LOCKS = {"不自动锁定": 0, "5 分钟": 5, "10 分钟": 10, "15 分钟": 15, "30 分钟": 30}  # minutes
LOCK_AFTER = Setting(
    "lock_after", "离开多久自动锁定", "10 分钟", Kind.CHOICE, tuple(LOCKS), group="锁定",
    note="设了密码才会锁定；随时可以按 Ctrl+L，Windows 锁屏、睡眠时也锁定",
)  # fmt: skip
REHEARSED = Setting("rehearsed", "演练恢复", {})  # when, which copy, how many people
HANDED = Setting("handed", "交接包", {})  # the last one made or received: its day, file, digest
OWN = (OPERATOR, COPY_EVERY, PLAIN_MONTHLY, LOCK_AFTER)  # of the program itself, no part's


def get(session: Session, setting: Setting) -> Any:  # noqa: ANN401 -- JSON
    """Return the stored value or the default."""
    row = session.execute(select(StoredSetting.value).where(StoredSetting.key == setting.key)).first()
    return setting.default if row is None else row[0]


def get_all(session: Session, wanted: Sequence[Setting]) -> dict[str, Any]:
    """Return the stored values or the defaults of several settings by key, asked for at once."""
    asked = select(StoredSetting.key, StoredSetting.value).where(
        StoredSetting.key.in_([one.key for one in wanted])
    )
    stored = {key: value for key, value in session.execute(asked)}  # noqa: C416 -- rows are no pairs
    return {one.key: stored.get(one.key, one.default) for one in wanted}


def put(session: Session, setting: Setting, value: Any) -> None:  # noqa: ANN401 -- JSON
    """Store a value; storing the default is remembered too, since defaults may change."""
    row = session.execute(select(StoredSetting).where(StoredSetting.key == setting.key)).scalar_one_or_none()
    if row is None:
        session.add(StoredSetting(key=setting.key, value=value))
    else:
        row.value = value


def values_of(session: Session, prefix: str) -> list[Any]:
    """Return the stored values whose key begins with ``prefix``."""
    wanted = select(StoredSetting.value).where(StoredSetting.key.startswith(prefix, autoescape=True))
    return list(session.execute(wanted).scalars())
