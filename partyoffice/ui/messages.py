"""What the program tells the user without stopping them, and the few questions it asks.

Pages get a ``Messages``; the window's own shows bars, ``Recorder`` keeps all for tests.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from partyoffice.core.errors import OfficeError
from partyoffice.ui import crash

Link = tuple[str, Callable[[], object]]


class NoteKind(StrEnum):
    """How pressing a note is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Note:
    """One line in the bar: bold ``what``, a sentence (data safe? what to do?), and links."""

    kind: NoteKind
    what: str
    sentence: str = ""
    links: tuple[Link, ...] = ()
    detail: str = ""

    def text(self) -> str:
        """Return the whole as plain text, for 详情 and for copying."""
        return "\n".join(part for part in (f"{self.what}。{self.sentence}", self.detail) if part)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with verbs on its buttons; ``safe`` is the default and what Esc means."""

    title: str
    sentence: str
    verbs: tuple[str, ...]
    safe: str
    names: tuple[str, ...] = ()


class Messages(ABC):
    """The words a page says; subclasses decide where they appear."""

    @abstractmethod
    def show(self, note: Note) -> None:
        """Show a note; the newest wins."""

    @abstractmethod
    def clear(self) -> None:
        """Take the note away: its matter is settled."""

    @abstractmethod
    def done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say in the past tense what was done, with the way back for ten seconds."""

    @abstractmethod
    def choose(self, question: Question) -> str:
        """Return the verb the user pressed."""

    def error(self, what: str, sentence: str = "", *links: Link, detail: str = "") -> None:
        """Tell that something was not done."""
        self.show(Note(NoteKind.ERROR, what, sentence, links, detail))

    def warn(self, what: str, sentence: str = "", *links: Link, detail: str = "") -> None:
        """Tell that something needs a look."""
        self.show(Note(NoteKind.WARNING, what, sentence, links, detail))

    def inform(self, what: str, sentence: str = "", *links: Link, detail: str = "") -> None:
        """Tell that something was done."""
        self.show(Note(NoteKind.INFO, what, sentence, links, detail))

    def refuse(self, error: OfficeError, *links: Link) -> None:
        """Show a refusal: what happened, that the data are safe, what to do; its detail is folded away."""
        self.error(error.what, f"{error.safe}。{error.remedy}。", *links, detail=crash.scrub(error.detail))

    def ask(
        self, title: str, sentence: str, verb: str, safe: str = "取消", names: tuple[str, ...] = ()
    ) -> bool:
        """Return whether the user pressed ``verb``; Enter and Esc mean ``safe``."""
        return self.choose(Question(title, sentence, (verb,), safe, names)) == verb


@dataclass
class Recorder(Messages):
    """Keeps what was said and answers questions with ``answers``, else the safe way."""

    notes: list[Note] = field(default_factory=list)
    undos: list[tuple[str, Callable[[], object]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def show(self, note: Note) -> None:
        """Keep the note."""
        self.notes.append(note)

    def clear(self) -> None:
        """Forget the notes."""
        self.notes.clear()

    def done(self, sentence: str, undo: Callable[[], object]) -> None:
        """Keep sentence and way back."""
        self.undos.append((sentence, undo))

    def choose(self, question: Question) -> str:
        """Answer as the test laid down."""
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else question.safe
