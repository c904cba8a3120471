"""The actions of one sitting that Ctrl+Z and Ctrl+Y go through."""

from dataclasses import dataclass

STEPS_KEPT = 200
# Steps that Ctrl+Z passes over: they are its own, or only log what was handed out.
SETTLED = frozenset({"undo", "redo", "log", "purge"})


@dataclass(frozen=True, slots=True)
class Step:
    """One action of this sitting that can be undone or redone."""

    seq: int
    sentence: str
    kind: str = "change"
