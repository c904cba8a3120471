"""What the search over everything looks through: the parts, commands, settings, help, operations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence

from partyoffice.app.commands import papers
from partyoffice.app.home_data import when
from partyoffice.app.manual import chapters
from partyoffice.app.snooze import duty_actions
from partyoffice.core import names
from partyoffice.core.text import search_key
from partyoffice.handover.paper import PRINTED
from partyoffice.part import Hit, Seek
from partyoffice.parts import PARTS
from partyoffice.store import history, settings
from partyoffice.store.pinyin import readings
from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

COMMANDS, PAPERS, SETTINGS, HELP, DONE = "页面与命令", "名册和表格", "设置", "帮助", "操作记录"
MOST = {COMMANDS: 6, PAPERS: 6, SETTINGS: 3, HELP: 4, DONE: 3}
MOST_OF_PART = 8
SEEKS: tuple[Seek, ...] = tuple(seek for part in PARTS for seek in part.seek)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: what it is called, what tells it from others, its key, and what opens it."""

    group: str
    title: str
    note: str
    run: Callable[[], object]
    key: str = ""


class Later:
    """Stands in for a page that is not built yet: its commands are only named, never run."""

    def __getattr__(self, _name: str) -> "Later":
        return self

    def __call__(self, *_given: object, **_more: object) -> "Later":
        """Answer a call as well."""
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())


@lru_cache(maxsize=4096)
def keys_of(text: str) -> str:
    """Return the search keys of a title: itself, its pinyin, its initials."""
    return names.search_keys(text.strip("…"), readings)


def _best(found: Iterable[Found], words: Sequence[str], most: int) -> list[Found]:
    """Return what holds every word, the best first."""
    fits = [one for one in found if all(word in keys_of(one.title) for word in words)]
    return sorted(fits, key=lambda one: _rank(one.title, words[0]))[:most]


def _rank(title: str, word: str) -> int:
    """Return 0 for a whole title, pinyin or initials, 1 for the beginning of one, 2 for a part of one.

    3 is for what only a rare reading of some character makes fit.
    """
    keys = keys_of(title).split()
    if word in keys:
        return 0
    if any(key.startswith(word) for key in keys):
        return 1
    return 2 if word in _usual_keys(title) else 3


@lru_cache(maxsize=4096)
def _usual_keys(title: str) -> str:
    return names.search_keys(title.strip("…"), lambda char: readings(char)[:1])


def words_of(text: str) -> list[str]:
    """Return the words of a query as they are compared; every character is literal."""
    return [key for key in map(search_key, text.split()) if key]


def at_hand(window: "OfficeWindow", text: str) -> list[Found]:
    """Return what is found without asking the office: commands, papers, settings, help.

    The group whose first fits best comes first.
    """
    words = [word for word in (one.rstrip(".") for one in words_of(text)) if word]
    if not words:
        return []
    sources = ((COMMANDS, commands), (PAPERS, _papers), (SETTINGS, _settings), (HELP, _help))
    groups = [_best(source(window), words, MOST[group]) for group, source in sources]
    groups.sort(key=lambda found: _rank(found[0].title, words[0]) if found else 0)
    return [one for found in groups for one in found]


# Commands ----------------------------------------------------------------------------------


def commands(window: "OfficeWindow") -> Iterable[Found]:
    """Yield every view of a page and every command of the menus, those of other pages too, built or not."""
    yield from _views(window)
    table = window.actions_table
    for ident, action in table.all().items():
        page, menu = table.page_of(ident), table.menu_title(ident)
        if menu and (page or (action.isVisible() and action.isEnabled())):
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            note = window.specs[page].title if page else menu
            yield Found(COMMANDS, plain(action.text()), note, partial(_do, window, page, ident), key)
    for page, entries in _unbuilt(window):
        for entry in entries:
            run = partial(_do, window, page, entry.id)
            yield Found(
                COMMANDS, plain(entry.text), window.specs[page].title, run, entry.shortcut.split("|")[0]
            )


def _views(window: "OfficeWindow") -> Iterable[Found]:
    for part in PARTS:
        for view in part.views() if part.key in window.specs else ():
            yield Found(COMMANDS, view.title, part.title, partial(_show, window, part.key, view.key))


def _show(window: "OfficeWindow", page: str, view: str) -> None:
    if window.show_page(page, view=view):
        window.focus_page()


def plain(text: str) -> str:
    """Return the words of a command without the marks of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _unbuilt(window: "OfficeWindow") -> Iterable[tuple[str, Sequence[Action]]]:
    known: dict[str, Callable[[Any], Sequence[Action]]] = {"home": duty_actions}
    known |= {part.key: part.commands for part in PARTS if part.commands is not None}
    for page, named in known.items():
        if page in window.specs and page not in window.pages:
            yield page, named(Later())


def _do(window: "OfficeWindow", page: str, ident: str) -> None:
    pane = window.actions_table.pane_of(ident) if page in window.pages else ""
    if not page or window.show_page(page, **({"view": pane} if pane else {})):
        window.actions_table[ident].trigger()


# Papers ------------------------------------------------------------------------------------


def _papers(window: "OfficeWindow") -> Iterable[Found]:
    """Yield every roster, form and letter that is printed."""
    for part in PRINTED:
        named = [(one.code, one.title, f"{part.title}，清单") for one in part.rosters]
        named += [(one.code, one.title, part.title) for one in part.papers]
        for code, title, note in named:
            yield Found(PAPERS, title, note, partial(papers, window, code))


# Settings and help -------------------------------------------------------------------------


def _settings(window: "OfficeWindow") -> Iterable[Found]:
    for one in (settings.OPERATOR, *(setting for part in PARTS for setting in part.settings)):
        yield Found(SETTINGS, one.title, one.group, partial(window.dialogs.open, "settings"))


@lru_cache(maxsize=1)
def _headings() -> tuple[tuple[str, str, str], ...]:
    """Return chapter, its title and each heading in it."""
    return tuple(
        (stem, title, line.lstrip("# ").strip())
        for stem, (title, path) in chapters().items()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    )


def _help(window: "OfficeWindow") -> Iterable[Found]:
    for stem, title, heading in _headings():
        run = partial(_open_help, window, stem, heading)
        yield Found(HELP, heading, "" if heading == title else title, run)


def _open_help(window: "OfficeWindow", stem: str, heading: str) -> None:
    dialog: Any = window.dialogs.open("help", topic=stem)
    dialog.text.find(heading)


# The office --------------------------------------------------------------------------------

Answer = tuple[list[tuple[str, Sequence[Hit]]], list[tuple[int, Any, str]]]


def ask_office(session: Any, text: str) -> Answer:  # noqa: ANN401 -- SQLAlchemy stays below
    """Return the hits of every part, and the operations; meant to be asked beside the window."""
    hits = [(seek.title, seek.find(session, text, MOST_OF_PART)) for seek in SEEKS]
    return hits, history.found(session, text.split(), MOST[DONE])


def told(window: "OfficeWindow", answer: Answer) -> tuple[list[Found], list[Found]]:
    """Return what an answer leads to: the hits of the parts, and the operations."""
    hits, done = answer
    go = window.desk.go_to
    found = [
        Found(title, hit.title, hit.note, partial(go, hit.page, **hit.target))
        for title, ones in hits
        for hit in ones
    ]
    steps = [Found(DONE, said, when(at), partial(go, "history", seq=seq)) for seq, at, said in done]
    return found, steps
