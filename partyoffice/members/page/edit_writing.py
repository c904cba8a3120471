"""Storing what was changed in the cells of 党员名册, and telling afterwards what looks odd."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled, stretch
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.id_number import read_id_number
from partyoffice.members import actions, taking
from partyoffice.members.checks import check_card
from partyoffice.members.columns import CARD
from partyoffice.members.page.asking import titles_of
from partyoffice.members.queries import everyone
from partyoffice.members.records import Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.records import Organisation
from partyoffice.store.backup import Reason
from partyoffice.store.steps import COPYING, MANY
from partyoffice.ui.desk import copying

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.members.page.roster import RosterPage
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.edits import Change

Step = Callable[[int, int, str], bool]
AT_ONCE = MANY  # more people than these are changed beside the window, after a copy
Cards = dict[int, dict[str, Any]]
Findings = dict[int, list[Finding]]
NAMED_COLUMNS, NAMED_FINDINGS = 3, 3
JUDGED = frozenset({"birth", "sex", "id_number", "joined", "full"})  # what ``check_card`` looks at


def go_on(_done: int, _total: int, _item: str) -> bool:
    """Be the progress of work that is over at once."""
    return True


def by_person(changes: "Sequence[Change]") -> Cards:
    """Return the new values of each card."""
    cards: Cards = {}
    for change in changes:
        cards.setdefault(change.record_id, {})[change.key] = change.value
    return cards


def sentence(verb: str, names: Mapping[int, str], cards: Cards, added: int) -> str:
    """Return 修改 张三 的 手机号码, 粘贴 12 人的 3 列 or 新增 3 人, as the journal keeps it."""
    fields = [CARD[key] for key in dict.fromkeys(key for card in cards.values() for key in card)]
    if not cards:
        return f"新增 {added} 人"
    if len(cards) == 1:
        told = f"{verb} {names[next(iter(cards))]} 的 {titles_of(fields)}"
    else:
        what = titles_of(fields) if len(fields) <= NAMED_COLUMNS else f"{len(fields)} 列"
        told = f"{'批量修改' if verb == '修改' else verb} {len(cards)} 人的 {what}"
    return f"{told}，新增 {added} 人" if added else told


def store(
    cards: Cards, new: Sequence[Mapping[str, Any]], only: int | None, session: "Session", step: Step = go_on
) -> None:
    """Mend the cards and add the people; ``only`` is the branch of a school that has no other."""
    total, people = len(cards) + len(new), list(cards.items())
    for at in range(0, len(people), AT_ONCE):
        part = dict(people[at : at + AT_ONCE])
        for person_id, card in part.items():
            if card.get("id_number"):
                _fill(card, session.get_one(Person, person_id))
        actions.correct_cards(session, part)
        must_go_on(step, at + len(part), total)
    for at, row in enumerate(new, len(cards) + 1):
        _add(session, row, only)
        must_go_on(step, at, total)


def must_go_on(step: Step, done: int, total: int) -> None:
    """Tell how far the work is; nothing is stored of what the user stops."""
    if not step(done, total, ""):
        raise Cancelled


def carry_out(
    desk: "Desk",
    sentence: str,
    many: int,
    work: Callable[["Session", Step], object],
    done: Callable[[], object],
) -> bool:
    """Do one named change, one of many people beside the window and after a copy; False if it was refused."""
    if many <= AT_ONCE:
        stored = desk.act(sentence, lambda session: work(session, go_on))
        if stored:
            done()
        return stored

    def beside(progress: Step) -> None:
        office = desk.open_office()
        # A slip here is one in everybody's card.
        office.back_up(Reason.BATCH, None, stretch(copying(progress), 0, COPYING))
        with office.change(sentence) as session:
            work(session, progress)

    desk.run_task(f"正在{sentence}", beside, lambda _nothing: done())
    return True


def _fill(card: dict[str, Any], person: Person | None) -> None:
    """Take sex and birth from a number where neither the card nor the change has them (U34)."""
    said = read_id_number(str(card["id_number"]))
    if not said.valid:
        return
    found = {"sex": said.sex, "birth": Day.of(said.born) if said.born else None}
    for key, value in found.items():
        if value and not card.get(key) and not (person is not None and getattr(person, key)):
            card[key] = value


def _add(session: "Session", row: Mapping[str, Any], only: int | None) -> None:
    card = {key: value for key, value in row.items() if key in CARD}
    if card.get("id_number"):
        _fill(card, None)
    branch, group = _bodies(session, row, only)
    since, reason = row.get("since"), str(row.get("reason") or "")
    person = actions.add_person(
        session, card, category=str(row["category"]), since=since, reason=reason, branch=branch, group=group
    )
    if row.get("party_status"):
        held = actions.current(session, person, Fact.STATUS, since or Day.of(clock.today()))
        if held is not None:
            actions.correct_history(session, held, {"value": row["party_status"]})
    for post in dict.fromkeys(taking.posts_in(str(row.get("post") or ""))):
        actions.appoint(session, person, post, group if "小组" in post else branch, since, reason)


def _bodies(
    session: "Session", row: Mapping[str, Any], only: int | None
) -> tuple[Organisation | None, Organisation | None]:
    group = session.get(Organisation, row["group"]) if row.get("group") else None
    place = row.get("branch") or (group.parent_id if group is not None else only)
    if group is not None and place != group.parent_id:
        name = row.get("name")
        raise OfficeError(
            f"{name}的党小组“{group.name}”不属于所填的党支部", remedy="请改正党支部或党小组后再粘贴"
        )
    return (session.get(Organisation, place) if place else None), group


# -- what looks odd -------------------------------------------------------------------------


def findings(session: "Session", cards: Cards) -> Findings:
    """Return what the cards say against themselves, of those in which it may change."""
    ids = [each for each, card in cards.items() if JUDGED & card.keys()]
    if not ids:
        return {}
    people = everyone(session, clock.today(), ids=ids)
    return {one.id: list(check_card(one, clock.today())) for one in people}


def tell_odd(page: "RosterPage", cards: Cards, before: Findings) -> None:
    """Tell what looks odd since the change, with sum and article; it is stored all the same."""
    known = {(who, found.code, found.message) for who, old in before.items() for found in old}
    with page.desk.open_office().reading() as session:
        after = findings(session, cards)
    new = [
        found
        for who, those in after.items()
        for found in those
        if (who, found.code, found.message) not in known
    ]
    if not new:
        return
    lines = [_told(found) for found in new]
    more = f" 另有 {len(lines) - NAMED_FINDINGS} 处，见详情。" if len(lines) > NAMED_FINDINGS else ""
    what = "已保存，有一处请核对" if len(lines) == 1 else f"已保存，有 {len(lines)} 处请核对"
    page.desk.messages.inform(what, "".join(lines[:NAMED_FINDINGS]) + more, detail="\n".join(lines))


def _told(found: "Finding") -> str:
    why = "；".join(filter(None, (found.arithmetic, found.article)))
    return f"{found.who}：{found.message}" + (f"（{why}）。" if why else "。")
