"""The view 年度核定: the register as a sheet to type into."""

from typing import TYPE_CHECKING

from partyoffice.dues.page.assessments.edits import AssessmentEdits
from partyoffice.dues.page.assessments.register import assessments
from partyoffice.ui.asking import label_keys
from partyoffice.ui.register import Role
from partyoffice.ui.register_page import RegisterPage

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk


class AssessmentsPane(RegisterPage):
    """Enter goes down as in a sheet; a form opens by its button."""

    def __init__(self, desk: "Desk") -> None:
        kinds: dict[int, str] = {}
        super().__init__(desk, assessments(desk, kinds), "dues", "assessments")
        grid = self.pane.grid
        grid.edits, grid.label_keys = AssessmentEdits(self, kinds), label_keys
        grid.opens = False
        grid.delegate.lined = True
        grid.refused.connect(self._tell_refused)
        grid.delete_wanted.connect(lambda: self.deeds.run_role(Role.REMOVE))

    def _tell_refused(self, why: str) -> None:
        what = "有的格没有改" if "个单元格没有改" in why else "没有改动"
        self.desk.messages.inform(what, f"{why.rstrip('。')}。")
