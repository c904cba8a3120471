"""The one refusal of the program: what happened, whether the data are safe, what to do."""

UNCHANGED = "数据没有改动"


class OfficeError(Exception):
    """A refusal told to the user in one Chinese sentence, never as a traceback.

    ``what`` says what happened, ``safe`` what became of the data, ``remedy`` what to do next;
    ``detail`` is for whoever mends the program, folded away and to be copied.
    """

    def __init__(self, what: str, *, remedy: str, safe: str = UNCHANGED, detail: str = "") -> None:
        """Keep the parts apart so that a message bar can set them differently."""
        self.what = what.rstrip("。")
        self.safe = safe.rstrip("。")
        self.remedy = remedy.rstrip("。")
        self.detail = detail
        super().__init__(f"{self.what}。{self.safe}。{self.remedy}。")
