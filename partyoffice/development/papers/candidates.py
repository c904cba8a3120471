"""发展对象人选登记表."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.paper_words import on_paper
from partyoffice.development.papers.activists import posted, reviews
from partyoffice.development.papers.asked import BODIES, opinion, typed
from partyoffice.development.papers.consent import CONSENT, consent_texts
from partyoffice.development.papers.file_texts import (
    Folder,
    Texts,
    blanks,
    counted,
    file_texts,
    folder_of,
    lacking,
    offers,
)
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARD = ("sex", "ethnicity", "birth", "education", "native_place", "work_start")
OPINIONS = ("group_opinion", "mentor_opinion", "members_opinion", "masses_opinion")

# -- 发展对象人选登记表 -------------------------------------------------------------------------

PROPOSED = (opinion("sponsor_opinion", "入党介绍人意见"), *BODIES)
MORE = {"reviewed": "培养考察情况", "counted": "支委会表决人数", "posted": "公示起止和结果", **CONSENT}


def proposal(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 发展对象人选登记表."""
    folder = folder_of(session, person_id, asked.on)
    return {
        **file_texts(folder, 1, 3, 4, 5, 6, 7, 8, 9), **typed(asked, *PROPOSED),
        "reviewed": reviewed(folder), "counted": counted(folder, 7), "posted": posted(folder),
        **consent_texts(folder),
    }  # fmt: skip


def reviewed(folder: Folder) -> str:
    """Return the summary of step 6, or what each review says with its day."""
    told = (f"{one['review_on']}：{one['review_content']}" for one in reviews(folder))
    return on_paper(folder.text(6, "summary")) or "\n".join(told)


def proposal_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what should be on record before somebody is proposed to the committee."""
    folder = folder_of(session, person_id, clock.today())
    wanted = ((1, ""), (3, ""), (7, ""), *((7, key) for key in OPINIONS))
    return [*blanks(folder, CARD), *lacking(folder, *wanted), *([] if reviewed(folder) else ["培养考察情况"])]


PAPERS = (
    Paper(
        "dev-06", "发展对象人选登记表", ("member",), "dev-06", proposal, missing=proposal_lacks,
        asks=PROPOSED, offers={**offers(1, 3, 4, 5, 6, 7, 8, 9), **MORE},
        among=(Category.ACTIVIST, Category.CANDIDATE),
    ),
)  # fmt: skip
