"""公文 on admission and 转正, about one or several people: 请示, 审议意见, 批复, 备案报告 (附名册)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.core.paper_words import on_paper
from partyoffice.development.papers import letter_words as told
from partyoffice.development.papers.cases import ACCEPTING, APPROVING, CERTIFYING, DECIDING, Case, cases_of
from partyoffice.development.papers.file_texts import lacking
from partyoffice.development.papers.letter_lists import (
    ADMITTED,
    ASKED,
    FULL_ASKED,
    FULL_GRANTED,
    Roll,
)
from partyoffice.development.rules.probation import Decision
from partyoffice.members.rules import Category
from partyoffice.organisation import papers as common
from partyoffice.organisation.documents import Words, opinion, reply, report, request
from partyoffice.organisation.queries import signs, tree
from partyoffice.organisation.records import APPROVER, GENERAL_BRANCH, UPPER_DEPARTMENT
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Document
from partyoffice.reports.official import Annex
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ANSWERED = Field("asked", "来文", hint="答复哪一份请示，如 《关于…的请示》（青中党支〔2026〕3号）")
TEXT = replace(common.TEXT, hint="照登记写成，可以改；几个人一份的，空着就照登记写")
ASKS = (
    common.ADDRESSEE, TEXT, common.ISSUER, common.DAY, common.NUMBER, common.CONTACT, common.ANNEXES,
    common.COPIES, common.PRINTER, *common.SHAPES,
)  # fmt: skip
ADMISSION_PAPERS = ("入党志愿书", "入党申请书", "入党积极分子培养考察登记表", "政治审查材料")
FULL_PAPERS = ("入党志愿书", "转正申请书", "预备党员教育考察登记表")


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter.

    ``about`` stands between 关于 and 的, with ``{who}``; ``step`` is whose vote it rests on, ``decision``
    what was decided there, 0 before any vote; ``number`` is the step that keeps its 文号 in ``number_key``,
    ``upper`` the field that names the committee. ``sender`` is ``branch``, ``general`` (党总支) or
    ``committee``, ``to`` as well, or ``department``. ``among`` are who is meant by everybody of a body.
    """

    code: str
    title: str
    about: str
    says: Callable[[Sequence[Case]], list[str]]
    make: Callable[[Words], Document]
    sender: str
    to: str
    step: int = ACCEPTING
    decision: Decision | None = None
    number: int = 0
    wanted: tuple[tuple[int, str], ...] = ()
    roll: Roll | None = None
    papers: tuple[str, ...] = ()
    note: str = ""
    names: Callable[[Sequence[Case]], str] = told.who
    number_key: str = "document"
    upper: tuple[int, str] | None = None
    among: tuple[str, ...] = ()

    # For whom it may be made ---------------------------------------------------------------

    def must_hold(self, case: Case) -> None:
        """Refuse what the vote did not adopt, or decided otherwise (OfficeError)."""
        if not self.step:
            return
        met = case.folder.day(self.step)
        if self.step == DECIDING and self.decision and case.folder.steps.get(DECIDING):
            step = case.decided(self.decision)
            if step is None:
                decided = case.folder.text(DECIDING, "decision")
                raise OfficeError(
                    f"{case.name}的转正大会决定是“{decided}”，不能拟{self.title}", remedy="请换一份相应的公文"
                )
            met = step.on
        voted = case.voted(self.step, met)
        if voted is not None and not voted.vote.passed:
            raise OfficeError(
                f"{case.name}的表决没有通过（{voted.vote.label()}），不能拟{self.title}",
                remedy="请核对会议记录中的表决",
            )

    def missing(self, session: "Session", person_id: int) -> list[str]:
        """Return what the letter tells of somebody that was not recorded yet."""
        (case,) = cases_of(session, [person_id], date.max)
        return lacking(case.folder, *self.wanted)

    # Who writes to whom --------------------------------------------------------------------

    def body(self, session: "Session", role: str, cases: Sequence[Case]) -> str:
        """Return the name of a body by its role, as the records say or else the settings."""
        if role == "branch":
            return _branch(session, cases)
        if role == "general":
            return _general(session)
        if role == "department":
            named = told.common_text(one.folder.text(18, "filed_with") for one in cases)
            return named or str(settings.get(session, UPPER_DEPARTMENT))
        at = self.upper or (APPROVING if self.step == ACCEPTING else CERTIFYING, "body")
        named = told.common_text(one.folder.text(*at) for one in cases)
        return named or str(settings.get(session, APPROVER))

    def usual(self, session: "Session", person_id: int, on: date) -> Mapping[str, str]:
        """Propose what holds for everybody, and for one person the whole letter."""
        shape = {"style": next(iter(common.STYLES)), "annexes": "\n".join(self.papers)}
        if not person_id:
            return shape
        cases = cases_of(session, [person_id], on)
        return shape | {
            "addressee": self.body(session, self.to, cases), "text": "\n".join(self.says(cases)),
            "issuer": self.body(session, self.sender, cases), "number": self.numbered(cases),
        }  # fmt: skip

    def numbered(self, cases: Sequence[Case]) -> str:
        """Return the 文号 the records give the letter, where it is the same for all."""
        if self.number == CERTIFYING and self.decision is None:
            return told.number_of_other(cases)
        texts = (one.folder.text(self.number, self.number_key) for one in cases) if self.number else ()
        return told.common_text(texts)

    # The letter ------------------------------------------------------------------------------

    def write(self, session: "Session", ids: Sequence[int], asked: Asked) -> Document:
        """Return the letter about one or several people (OfficeError where it must not be made)."""
        cases = cases_of(session, ids, asked.on)
        for one in cases:
            self.must_hold(one)
        texts = common.paragraphs(asked.text("text")) or tuple(self.says(cases))
        given = common.official_of(session, asked)
        official = replace(
            given,
            issuer=given.issuer or self.body(session, self.sender, cases),
            addressee=given.addressee or self.body(session, self.to, cases),
            number=given.number or self.numbered(cases),
            annexes=(*self._list(cases), *given.annexes),
        )
        about = self.about.format(who=self.names(cases))
        words = Words(about, official, texts, asked.text("short"))
        return answering(words, asked.text("asked")) if self.make is reply else self.make(words)

    def _list(self, cases: Sequence[Case]) -> tuple[Annex, ...]:
        if len(cases) == 1 or self.roll is None:
            return ()
        return (Annex(self.roll.title, (self.roll.table(cases),)),)

    @property
    def meant(self) -> tuple[str, ...]:
        """Who is meant by everybody of a body: admission is asked for candidates."""
        asked = self.step == ACCEPTING and self.sender != "committee"
        return self.among or (str(Category.CANDIDATE if asked else Category.PROBATIONARY),)

    def paper(self) -> Paper:
        """Return the letter as the program lists it."""
        asks = (ANSWERED, *ASKS) if self.make is reply else ASKS
        return Paper(
            self.code, self.title, ("member",), gather=self.write, missing=self.missing, asks=asks,
            usual=self.usual, kept=True, note=self.note, among=self.meant,
        )  # fmt: skip


def answering(words: Words, asked: str) -> Document:
    """Return a 批复 with the 请示 it answers."""
    return reply(words, asked)


def _branch(session: "Session", cases: Sequence[Case]) -> str:
    branches = {one.folder.one.branch_id for one in cases}
    return signs(session, branches.pop() if len(branches) == 1 else None)


def _general(session: "Session") -> str:
    """Return the 党总支: that of the settings, or the school's own body where it is one."""
    named = str(settings.get(session, GENERAL_BRANCH))
    roots = [one.name for one in tree(session).roots if one.kind is OrgKind.GENERAL]
    return on_paper(named or next(iter(roots), ""))


def _other(cases: Sequence[Case]) -> str:
    """Return what was decided instead of 转正, of all alike (OfficeError where it differs)."""
    decided = {told.other_of(one) for one in cases}
    if len(decided) > 1:
        raise OfficeError("选中的人有的延长、有的取消，不能写在一份批复里", remedy="请分开打印")
    who = told.who(cases)
    return f"取消{who}预备党员资格" if decided == {Decision.REVOKE} else f"延长{who}预备期"


DRAFTED = "由党委出具，这里按登记拟稿"
WAY = ((1, ""), (3, ""), (8, ""), (10, ""), (10, "conclusion"), (11, ""), (13, ""), (15, ""))
AFTER = ((15, ""), (17, ""), (23, ""), (23, "decision"))
CERTIFIED = ((23, ""), (23, "decision"), (24, ""), (24, "document"))
LETTERS = (
    Letter(
        "dev-14", "审批预备党员的请示", "审批{who}为中共预备党员", told.ask_admission, request, "branch",
        "committee", wanted=WAY, roll=ASKED, papers=ADMISSION_PAPERS,
        note="支部大会通过以后报上级党委；几个人一份，附名册",
    ),
    Letter(
        "dev-14b", "同意接收预备党员的批复", "同意接收{who}为中共预备党员", told.grant_admission, reply,
        "committee", "branch", number=17, wanted=((15, ""), (17, ""), (17, "document")), roll=ADMITTED,
        note=DRAFTED,
    ),
    Letter(
        "dev-14c", "预备党员备案报告", "接收{who}为中共预备党员备案", told.file_admission, report,
        "committee", "department", number=18, wanted=((15, ""), (17, ""), (18, "filed_with")),
        roll=ADMITTED, note=DRAFTED,
    ),
    Letter(
        "dev-14d", "审批转正的请示", "审批{who}转为中共正式党员", told.ask_full, request, "branch",
        "committee", DECIDING, Decision.ON_TIME, wanted=((22, ""), *AFTER),
        roll=FULL_ASKED, papers=FULL_PAPERS, note="转正大会通过以后报上级党委；几个人一份，附名册",
    ),
    Letter(
        "dev-14e", "同意转正的批复", "同意{who}转为中共正式党员", told.grant_full, reply, "committee",
        "branch", DECIDING, Decision.ON_TIME, 24, ((15, ""), *CERTIFIED), FULL_GRANTED, note=DRAFTED,
    ),
    Letter(
        "dev-14f", "同意延长或取消的批复", "同意{who}", told.grant_other, reply, "committee",
        "branch", DECIDING, number=24, wanted=CERTIFIED, note=DRAFTED, names=_other,
    ),
    Letter(
        "dev-14g", "党总支审议意见", "接收{who}为中共预备党员", told.pass_on, opinion, "general", "committee",
        wanted=((15, ""), (17, "deliberated"), (17, "deliberation")), roll=ASKED,
        note="有党总支的，审批以前先经总支审议",
    ),
    Letter(
        "dev-20", "延长预备期的请示", "延长{who}预备期", partial(told.ask_other, Decision.EXTEND), request,
        "branch", "committee", DECIDING, Decision.EXTEND, wanted=(*AFTER, (23, "months")),
        note="预备期只能延长一次，六个月至一年，从期满之日接着算",
    ),
    Letter(
        "dev-20b", "取消预备党员资格的请示", "取消{who}预备党员资格",
        partial(told.ask_other, Decision.REVOKE), request, "branch", "committee", DECIDING, Decision.REVOKE,
        wanted=AFTER,
    ),
)  # fmt: skip
PAPERS = tuple(one.paper() for one in LETTERS)
