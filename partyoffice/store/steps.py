"""The actions of one sitting that Ctrl+Z and Ctrl+Y go through."""

from dataclasses import dataclass

STEPS_KEPT = 200
COPYING = 0.7  # of the bar of a step that is copied before
MANY = 50  # records; a slip in more than these is worth a copy before
# Steps that Ctrl+Z passes over: they are its own, or only log what was handed out.
SETTLED = frozenset({"undo", "redo", "log", "purge"})


@dataclass(frozen=True, slots=True)
class Step:
    """One action of this sitting that can be undone or redone."""

    seq: int
    sentence: str
    kind: str = "change"
    size: int = 0  # records it touched

    @property
    def large(self) -> bool:
        """Whether a copy is made before it is taken back."""
        return self.kind == "import" or self.size > MANY
