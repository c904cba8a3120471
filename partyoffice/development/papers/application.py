"""谈话记录 and 推荐（推优）登记表: the application, and the way to 积极分子."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field
from partyoffice.development.papers.asked import opinion, typed
from partyoffice.development.papers.file_texts import (
    Texts,
    blanks,
    file_texts,
    folder_of,
    lacking,
    offers,
    ticked,
)
from partyoffice.development.rules.fields import LEAGUE_WAYS
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NONE = "无"
CARD = ("sex", "ethnicity", "birth", "education")

# -- 谈话记录 -----------------------------------------------------------------------------------

POSTS = Field("posts", "谈话人职务", hint="如 支部书记、组织委员")
TALKED = (
    "", "talkers", "place", "resume", "understanding", "motive", "conduct", "family", "introduced", "opinion",
)  # fmt: skip


def talk(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 同入党申请人谈话记录."""
    folder = folder_of(session, person_id, asked.on)
    return {**file_texts(folder, 1, 2), **typed(asked, POSTS)}


def talk_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the talk should be written down first."""
    folder = folder_of(session, person_id, clock.today())
    return [*blanks(folder, CARD), *lacking(folder, (1, ""), *((2, key) for key in TALKED))]


# -- 推荐（推优）登记表 -------------------------------------------------------------------------

WAYS = {"members": "党员推荐", "league": "团组织推优", "union": "工会推荐", "groups": "群团组织推优"}
TICKS = {f"way_{key}": word for key, word in WAYS.items()}
OPINIONS = (
    opinion("league_branch", "团支部意见"),
    opinion("league_committee", "团委审核意见"),
    opinion("party", "党组织意见"),
)


def recommendation(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 推荐（推优）入党积极分子登记表; nobody asks the League where others recommended."""
    folder = folder_of(session, person_id, asked.on)
    texts = {**file_texts(folder, 1, 3), **typed(asked, *OPINIONS)}
    way = folder.text(3, "way")
    return texts | ticked("way", WAYS, way) | _league(texts, way)


def _league(texts: Texts, way: str) -> Texts:
    asked = not way or way in LEAGUE_WAYS
    return {
        key: texts[key] or ("" if asked or texts[f"s3_{key}_on"] else NONE)
        for key in ("league_branch", "league_committee")
    }


def recommendation_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what of the recommendation should be written down first."""
    folder = folder_of(session, person_id, clock.today())
    wanted = [(3, key) for key in ("", "way", "voters_due", "voters", "votes", "performance")]
    if folder.text(3, "way") in LEAGUE_WAYS:
        wanted += [(3, "league_branch_on"), (3, "league_committee_on")]
    return [*blanks(folder, CARD), *lacking(folder, (1, ""), *wanted)]


PAPERS = (
    Paper(
        "dev-02", "同入党申请人谈话记录", ("member",), "dev-02", talk, missing=talk_lacks, asks=(POSTS,),
        offers=offers(1, 2), among=(Category.APPLICANT,),
        note="收到申请书后一个月内谈话（细则第七条）；双方手写签名",
    ),
    Paper(
        "dev-03", "推荐（推优）入党积极分子登记表", ("member",), "dev-03", recommendation,
        missing=recommendation_lacks, asks=OPINIONS, offers={**offers(1, 3), **TICKS},
        among=(Category.APPLICANT, Category.ACTIVIST),
        note="二十八岁以下的团员一般经团组织推优；不经团组织的，团组织意见印“无”",
    ),
)  # fmt: skip
