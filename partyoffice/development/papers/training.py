"""短期集中培训登记表, and what other papers say of the classes somebody attended."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.paper_words import on_paper
from partyoffice.development.papers.asked import UPPER, typed
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    blanks,
    file_texts,
    folder_of,
    offers,
    plain,
    spoken,
    ticked,
)
from partyoffice.development.queries import classes_attended
from partyoffice.development.records import Enrolment, PartyClass
from partyoffice.development.rules.profile import BY_VIDEO, CANDIDATE_CLASS, ON_SITE
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARD = ("sex", "ethnicity", "birth", "education")
MODES = {"on_site": ON_SITE, "by_video": BY_VIDEO}
TRAINED = {
    "class_name": "培训班", "organiser": "主办单位", "start": "开始日期", "end": "结业日期", "days": "天数",
    "hours": "学时", "place": "地点", "content": "培训内容", "result": "考核结果", "certificate": "证书编号",
}  # fmt: skip
TICKS = {f"mode_{key}": word for key, word in MODES.items()}


def classes(folder: Folder) -> list[dict[str, str]]:
    """Return the classes somebody attended, a row each."""
    return [
        {
            "span": "至".join(dict.fromkeys(filter(None, (spoken(one.start), spoken(one.end))))),
            "name": one.name, "organiser": one.organiser,
            "hours": "\n".join(f"{number} {unit}" for number, unit in _lasted(one, attended) if number),
            "verdict": "\n".join(filter(None, (attended.verdict, attended.certificate))),
        }
        for one, attended in classes_attended(folder.session, folder.one.id)
    ]  # fmt: skip


def _lasted(one: PartyClass, attended: Enrolment) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return days and hours: those attended, else those the class had."""
    days = attended.attended_days if attended.attended_days is not None else one.days
    hours = attended.attended_hours if attended.attended_hours is not None else one.hours
    return (plain(days), "天"), (plain(hours), "学时")


def trained(folder: Folder, *, dated: bool = True) -> str:
    """Return the training before admission in one line, empty where nothing of it is on record."""
    texts = training_texts(folder)
    days, hours = texts["days"], texts["hours"]
    told = (
        texts["end"] if dated else "", texts["organiser"],
        f"{days} 天" if days else "", f"{hours} 学时" if hours else "",
        texts["result"], texts["certificate"],
    )  # fmt: skip
    return "，".join(filter(None, told))


def training_texts(folder: Folder) -> Texts:
    """Return what is known of the training: what step 11 says, the rest from the class attended."""
    mine = [
        pair for pair in classes_attended(folder.session, folder.one.id) if pair[0].kind == CANDIDATE_CLASS
    ]
    texts = dict.fromkeys((*TRAINED, "mode"), "") | (_of_class(*mine[-1]) if mine else {})
    return texts | {key: text for key, text in _of_step(folder).items() if text}


def _of_class(one: PartyClass, attended: Enrolment) -> Texts:
    (days, _), (hours, _) = _lasted(one, attended)
    return {
        "class_name": one.name, "organiser": one.organiser, "start": spoken(one.start),
        "end": spoken(one.end), "days": days, "hours": hours, "mode": one.mode, "place": one.place,
        "content": on_paper(one.content), "result": attended.verdict, "certificate": attended.certificate,
    }  # fmt: skip


def _of_step(folder: Folder) -> Texts:
    keys = ("organiser", "days", "hours", "mode", "content", "result", "certificate")
    start = folder.text(11, "start")
    return {
        **{key: on_paper(folder.text(11, key)) for key in keys},
        "start": spoken(Day.parse(start)) if start else "", "end": spoken(folder.day(11)),
    }  # fmt: skip


def training(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 短期集中培训登记表."""
    folder = folder_of(session, person_id, asked.on)
    said = training_texts(folder)
    mode = said.pop("mode")
    opinion = typed(asked, UPPER)["upper_opinion"] or on_paper(folder.text(11, "upper_opinion"))
    return {
        **file_texts(folder, 1, 3, 8, 11), **said, **ticked("mode", MODES, mode), "upper_opinion": opinion,
    }  # fmt: skip


def training_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the training is not on record."""
    folder = folder_of(session, person_id, clock.today())
    texts = training_texts(folder)
    wanted = ("organiser", "end", "content", "result")
    lasted = [] if texts["days"] or texts["hours"] else ["天数或学时"]
    return [*blanks(folder, CARD), *(TRAINED[key] for key in wanted if not texts[key]), *lasted]


PAPERS = (
    Paper(
        "dev-09", "发展对象短期集中培训登记表", ("member",), "dev-09", training, missing=training_lacks,
        asks=(UPPER,), offers={**offers(1, 3, 8, 11), **TRAINED, **TICKS}, among=(Category.CANDIDATE,),
        note="不少于三天或二十四学时（细则第十七条）；步骤里没有登记的，取自所参加的培训班",
    ),
)  # fmt: skip
