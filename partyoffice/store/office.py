"""The open office: reading, named changes, undo and redo, listeners."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Self

from filelock import FileLock
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from partyoffice.core.cancel import WHOLE, Progress, Superseded, stretch, tell
from partyoffice.core.errors import OfficeError
from partyoffice.store import (
    backup,
    engine,
    entrance,
    files,
    journal,
    keys,
    known,
    lock,
    migrate,
    settings,
    stamp,
    undo,
)
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.base import Record
from partyoffice.store.engine import Door
from partyoffice.store.entrance import Secret
from partyoffice.store.faults import refusal_of
from partyoffice.store.meta import Meta
from partyoffice.store.steps import COPYING, SETTLED, STEPS_KEPT, Step
from partyoffice.store.undo import Reverted
from partyoffice.store.watching import Watch

Kinds = frozenset[type[Record]]
Guard = Callable[[Session, Sequence[journal.Difference]], object]
Asked = Callable[[str], object]


def _read_only() -> OfficeError:
    remedy = "正在看备份的，请先返回现在的数据；否则关闭其他窗口，再重新打开"
    return OfficeError("数据文件以只读方式打开", remedy=remedy)


class Office:
    """One open data file. Use ``create`` or ``open``; close it, or use it in ``with``.

    ``guards``, handed up by the parts, are asked of every change, undo too, and refuse what must stay.
    """

    guards: ClassVar[tuple[Guard, ...]] = ()

    def __init__(self, door: Door, held: FileLock | None) -> None:
        """Take over a file that has been judged; ``held`` is None for reading only."""
        self.door, self.path, self.writing = door, door.path, held is not None
        self._sql, self._held = door.engine(), held
        self._undo, self._redo = list[Step](), list[Step]()
        self._listeners: list[Callable[[Kinds], None]] = []
        self.asked: Asked = str  # of each change before it begins; an OfficeError has nothing done
        with self.reading() as session:
            self.uuid = session.execute(select(Meta.uuid)).scalar_one()
            self.revision = str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
            self.first_seq = self.last_seq = journal.head(session)[0]

    @classmethod
    def create(cls, path: Path | str, password: str | None = None) -> Self:
        """Make a new, empty office at ``path`` and open it; encrypted where a password is given.

        Raises OfficeError when the file exists and for an empty password. ``keys.code(office.door.key)``
        is what the recovery sheet prints.
        """
        path = Path(path)
        if path.exists():
            raise OfficeError(f"“{path.name}”已经存在", remedy="请换一个文件名，或直接打开它")
        key = None if password is None else keys.new(password)
        migrate.build(Door(path, key))
        try:
            return cls.open(path, key)
        except OfficeError:
            files.remove(path)
            raise

    @classmethod
    def open(
        cls, path: Path | str, secret: Secret = None, *, writing: bool = True, newer_too: bool = False
    ) -> Self:
        """Open an office, upgrading an older one on a copy first; with ``newer_too`` a newer one, to be read.

        ``secret`` is the password or recovery code as typed, or a key at hand. Raises PasswordError
        where another one may answer, OfficeError for a missing, foreign, damaged, locked or newer file.
        """
        door = entrance.door(Path(path), secret, writing=writing)
        engine.identify(door)
        known.remember_key(door.path, door.key)
        held = lock.take(door.path) if writing else None
        try:
            engine.must_be_sound(door)
            for folder in (door.path.resolve().parent, backup.folder_of(door.path)) if writing else ():
                files.sweep(folder, door.path.stem)
            migrate.bring_up(door, newer_too=newer_too)
            return cls(door, held)
        except BaseException as error:
            if held is not None:
                lock.free(door.path, held)
            if isinstance(error, DatabaseError):
                raise refusal_of(error, door.path) from error
            raise

    @property
    def encrypted(self) -> bool:
        """Whether the file can be read with a password only."""
        return self.door.key is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Make the copy of the day if anything changed, then let the file go; nothing more once released."""
        try:
            if self._held is not None and self.last_seq != self.first_seq and not backup.is_copied(self.door):
                self.back_up(Reason.CLOSE)
        finally:
            self.release()

    def hold_again(self) -> None:
        """Take the lock anew that went with a disk; where others hold it meanwhile, this one only reads."""
        if self._held is None:
            return
        with suppress(OSError):
            self._held.release()
        self._held, self.writing = None, False
        self._held = lock.take(self.path)
        self.writing = True

    def release(self) -> None:
        """Let the file go without a copy, as when it is about to be replaced."""
        if self._held is not None and self.last_seq != self.first_seq:
            with suppress(OfficeError), self.reading() as session:  # a disk out of reach keeps nobody here
                stamp.keep_head(self.path, self.uuid, *journal.head(session))
        self._sql.dispose()
        if self._held is not None:
            lock.free(self.path, self._held)
            self._held = None

    def back_up(self, reason: Reason, to: Path | None = None, progress: Progress | None = None) -> Copy:
        """Make a verified copy now, beside the office or at ``to``; Cancelled where ``progress`` says no."""
        return backup.make(self.door, reason, to, progress)

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Yield a session for questions; whatever it changes is dropped."""
        with Session(self._sql, expire_on_commit=False, autoflush=False) as session:
            try:
                yield session
            except DatabaseError as error:
                raise refusal_of(error, self.path) from error

    @contextmanager
    def reading_aside(self) -> Generator[Session]:
        """Yield a session for long questions asked beside the window; no change has to wait for them.

        Each single question sees the office as it then is. Raises Superseded, whatever else went
        wrong, where something was changed before the last of them was answered.
        """
        seq, aside = self.last_seq, self._sql.execution_options(aside=True)
        try:
            with Session(aside, expire_on_commit=False, autoflush=False) as session:
                yield session
        except Exception as error:
            if self.last_seq != seq:
                raise Superseded from error
            if isinstance(error, DatabaseError):
                raise refusal_of(error, self.path) from error
            raise
        if self.last_seq != seq:
            raise Superseded

    @contextmanager
    def change(
        self, sentence: str, *, kind: str = "change", reverts: int | None = None
    ) -> Generator[Session]:
        """Run one named user action: all of it is stored and journalled, or nothing.

        ``sentence`` is what 操作记录 and 撤销 show. Raises OfficeError for what the disk or
        another record refuses.
        """
        if not self.writing:
            raise _read_only()
        self.asked(kind)
        with Session(self._sql, expire_on_commit=False) as session:
            try:
                session.connection(execution_options={"immediate": True})
                watch = Watch(session)
                yield session
                step = self._commit(session, watch, sentence, kind, reverts)
            except IntegrityError as error:
                raise OfficeError(
                    f"“{sentence}”与已有记录冲突", remedy="请核对是否重复，或别处是否还在用"
                ) from error
            except DatabaseError as error:
                raise refusal_of(error, self.path) from error
        if step is not None:
            self._remember(step)
            self._tell(frozenset(watch.kinds))

    def _commit(
        self, session: Session, watch: Watch, sentence: str, kind: str, reverts: int | None
    ) -> Step | None:
        differences = watch.close()
        if not differences:
            session.commit()  # blobs may have been stored
            return None
        for guard in self.guards:
            guard(session, differences)
        operator = str(settings.get(session, settings.OPERATOR))
        entry: journal.Values = {"operator": operator, "sentence": sentence, "kind": kind, "reverts": reverts}
        seq = journal.write(session, differences, entry | {"revision": self.revision}, watch.erased)
        session.commit()
        return Step(seq, sentence, kind, len(differences))

    def _remember(self, step: Step) -> None:
        self.last_seq = step.seq
        if step.kind == "purge":  # what came before may have lost its details
            self._undo, self._redo = [], []
        if step.kind not in SETTLED:
            self._undo = [*self._undo, step][-STEPS_KEPT:]
            self._redo.clear()

    def listen(self, callback: Callable[[Kinds], None]) -> Callable[[], None]:
        """Call ``callback`` with the changed record kinds after each commit; return the way out."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def _tell(self, kinds: Kinds) -> None:
        for callback in tuple(self._listeners):
            callback(kinds)

    @property
    def undo_sentence(self) -> str:
        """What Ctrl+Z would take back, or an empty text."""
        return self._undo[-1].sentence if self._undo else ""

    @property
    def redo_sentence(self) -> str:
        """What Ctrl+Y would do again, or an empty text."""
        return self._redo[-1].sentence if self._redo else ""

    def step(self, way: str) -> Step | None:
        """Return what Ctrl+Z (``undo``) or Ctrl+Y (``redo``) would do next."""
        return next(reversed(self._undo if way == "undo" else self._redo), None)

    def undo(self, progress: Progress | None = None) -> str:
        """Take the newest action of this sitting back and return its sentence."""
        return self._step(self._undo, self._redo, "undo", "撤销", progress)

    def redo(self, progress: Progress | None = None) -> str:
        """Do the newest undone action again and return its sentence."""
        return self._step(self._redo, self._undo, "redo", "重做", progress)

    def _step(
        self, source: list[Step], target: list[Step], kind: str, verb: str, progress: Progress | None
    ) -> str:
        if not source:
            raise OfficeError(f"没有可以{verb}的操作", remedy="更早的操作请在“操作记录”中查看")
        step = source[-1]
        if kind == "undo":
            self._copy_before(step, progress)
        with self.change(f"{verb}：{step.sentence}", kind=kind, reverts=step.seq) as session:
            undo.revert(session, step.seq, self.revision, partly=False)
            tell(progress, WHOLE, WHOLE)
        source.pop()
        target.append(replace(step, seq=self.last_seq))
        return step.sentence

    def _copy_before(self, step: Step, progress: Progress | None) -> None:
        """Make a copy before much is taken back at once."""
        if self.writing and step.large:
            reason = Reason.REVERT if step.kind == "import" else Reason.BATCH
            self.back_up(reason, None, stretch(progress, 0, COPYING))

    def revert(self, seq: int, *, partly: bool = False, progress: Progress | None = None) -> Reverted:
        """Take back an action of any time, such as an import; see undo.revert."""
        with self.reading() as session:
            step = undo.step_of(session, seq)
        self._copy_before(step, progress)
        with self.change(f"撤销：{step.sentence}", kind="revert", reverts=seq) as session:
            done = undo.revert(session, seq, self.revision, partly=partly)
            tell(progress, WHOLE, WHOLE)
        self._undo = [step for step in self._undo if step.seq != seq]
        return done
