"""Several papers bound as one book: cover, contents that name pages, chapters, one running foot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partyoffice.reports.document import Contents, Document
from partyoffice.reports.form import Values

Chapter = tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Book:
    """What is bound around the chapters; ``foot`` names {page} and {pages}, counted from the cover.

    ``form`` is the code of the paper whose form the chapters are filled into. ``contents`` stands before
    them, its pages filled in by the binding.
    """

    title: str
    form: str
    foot: str
    cover: Document
    contents: Document
    after: tuple[Document, ...] = ()

    def listed(self, chapters: Sequence[Chapter], pages: Sequence[int]) -> Document:
        """Return the contents with the page each chapter begins on."""
        entries = tuple((title, page) for (title, _), page in zip(chapters, pages, strict=True))
        return replace(self.contents, blocks=(*self.contents.blocks, Contents(entries)), foot="")
