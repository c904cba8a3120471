"""发展党员预审登记表: the whole way up to the committee's look at it, on one page."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.development.papers.activists import posted
from partyoffice.development.papers.asked import BODIES, typed
from partyoffice.development.papers.consent import CONSENT, consent_texts
from partyoffice.development.papers.file_texts import (
    Texts,
    blanks,
    counted,
    file_texts,
    folder_of,
    lacking,
    offers,
    ticked,
)
from partyoffice.development.papers.training import trained
from partyoffice.development.rules.fields import PREVIEWS
from partyoffice.members.rules import Category
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CARD = ("sex", "ethnicity", "birth", "education", "native_place", "work_start")
RESULTS = dict(zip(("passed", "failed", "mend"), PREVIEWS, strict=True))
MORE = {
    "activist_counted": "确定积极分子表决人数", "candidate_counted": "讨论发展对象表决人数",
    "counted": "支委会审查表决人数", "posted": "公示起止和结果", "trained": "集中培训情况",
    **CONSENT,
    **{f"result_{key}": word for key, word in RESULTS.items()},
}  # fmt: skip
STEPS = (1, 3, 4, 7, 8, 9, 10, 11, 12, 13)
WANTED = ((1, ""), (3, ""), (7, ""), (8, ""), (10, "conclusion"), (11, ""), (12, ""), (12, "opinion"))


def preview(session: "Session", person_id: int, asked: Asked) -> Texts:
    """Return the texts of 发展党员预审登记表."""
    folder = folder_of(session, person_id, asked.on)
    said = typed(asked, *BODIES)
    said["branch_opinion"] = said["branch_opinion"] or folder.text(12, "opinion")
    return {
        **file_texts(folder, *STEPS), **said, "activist_counted": counted(folder, 3),
        "candidate_counted": counted(folder, 7), "counted": counted(folder, 12), "posted": posted(folder),
        "trained": trained(folder, dated=False), **consent_texts(folder),
        **ticked("result", RESULTS, folder.text(13, "result")),
    }  # fmt: skip


def preview_lacks(session: "Session", person_id: int) -> list[str]:
    """Return what should be on record before the committee is asked."""
    folder = folder_of(session, person_id, clock.today())
    return [*blanks(folder, CARD), *lacking(folder, *WANTED)]


PAPERS = (
    Paper(
        "dev-10b", "发展党员预审登记表", ("member",), "dev-10b", preview, missing=preview_lacks, asks=BODIES,
        offers={**offers(*STEPS), **MORE}, among=(Category.CANDIDATE,),
        note="党支部意见空着就印支委会审查意见",
    ),
)  # fmt: skip
