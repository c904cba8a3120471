"""The papers from the talk with an applicant to the 预审, in the order of their codes."""

from partyoffice.development.papers import (
    activists,
    application,
    candidates,
    notices,
    political,
    postings,
    preview_form,
    review_report,
    submissions,
    training,
)

_ALL = (
    *application.PAPERS,
    *activists.PAPERS,
    *candidates.PAPERS,
    *notices.PAPERS,
    *postings.PAPERS,
    *political.PAPERS,
    *review_report.PAPERS,
    *training.PAPERS,
    *preview_form.PAPERS,
    *submissions.PAPERS,
)
PAPERS = tuple(sorted(_ALL, key=lambda paper: paper.code))
