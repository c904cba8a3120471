"""恢复这一项: one old value of 修改记录 is put back, as a change of its own that can be undone."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.members import actions
from partyoffice.members.columns import CARD
from partyoffice.members.page.judging import IMPOSSIBLE, findings_of
from partyoffice.members.page.wording import NOTHING, title_of
from partyoffice.members.records import History, Person
from partyoffice.members.trail import Step
from partyoffice.store.watching import loaded, mapper_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk


def sentence_of(name: str, step: Step) -> str:
    """Return 恢复 张三 的 手机号码 为 139****6204; the journal keeps no sensitive value in its words."""
    shown = step.field.mask(step.old) if step.old else NOTHING
    return f"恢复 {name} 的 {title_of(step)} 为 {shown}"


def restore(desk: "Desk", name: str, step: Step) -> bool:
    """Put the old value back; a refusal is shown and gives False."""
    sentence = sentence_of(name, step)
    done = desk.act(sentence, lambda session: put_back(session, step))
    if done:
        desk.done(f"已{sentence}")
    return done


def put_back(session: "Session", step: Step) -> None:
    """Put the old value back (OfficeError where the record is gone or what followed forbids it)."""
    record = session.get(step.kind, step.record_id)
    if record is None:
        raise OfficeError(f"这条{step.kind.title}已经删除", remedy="请先在“操作记录”中撤销删除")
    mapper = mapper_of(step.kind.__tablename__)
    values = {key: loaded(mapper, key, value) for key, value in step.stored.items()}
    if all(getattr(record, key) == value for key, value in values.items()):
        raise OfficeError(f"{title_of(step)}现在就是“{_shown(step)}”", remedy="不用恢复")
    if isinstance(record, Person):
        actions.correct_card(session, record, values)
        _must_be_possible(record, step.field.key)
    elif isinstance(record, History):
        actions.correct_history(session, record, values)
    else:
        _put(record, values)


def _shown(step: Step) -> str:
    return step.field.mask(step.old) if step.old else NOTHING


def _put(record: object, values: dict[str, Any]) -> None:
    for key, value in values.items():
        setattr(record, key, value)


def _must_be_possible(person: Person, key: str) -> None:
    """Refuse what the form of the card would refuse too."""
    card = {each: getattr(person, each) for each in CARD}
    for found in findings_of(card, ""):
        if key in IMPOSSIBLE.get((found.code, found.spot.field if found.spot else ""), ()):
            raise OfficeError(found.message, remedy="请打开卡片，把两项一起更正")
