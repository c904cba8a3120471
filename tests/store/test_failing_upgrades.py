"""Each statement of each upgrade fails in turn: the office stays as it was, and the next try goes through."""

from random import Random

import pytest
from revised import filled_at, shape, stopped_at
from sqlalchemy import Engine, event

from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, migrate, revisions
from partyoffice.store.engine import Door

SHIPPED = revisions.known()


class Statements:
    """Counts what an upgrade asks of the database and stops it before, or right after, one statement."""

    def __init__(self):
        self.done, self.fails_at, self.after = 0, 0, False

    def before(self, _connection, _cursor, statement, _parameters, _context, _many):
        self.done += 1
        if self.done == self.fails_at and not self.after:
            raise RuntimeError(statement)

    def behind(self, _connection, _cursor, statement, _parameters, _context, _many):
        if self.done == self.fails_at and self.after:
            raise RuntimeError(statement)

    def run(self, door, fails_at, after):
        self.done, self.fails_at, self.after = 0, fails_at, after
        migrate.bring_up(door)


@pytest.fixture
def statements():
    found = Statements()
    event.listen(Engine, "before_cursor_execute", found.before)
    event.listen(Engine, "after_cursor_execute", found.behind)
    yield found
    event.remove(Engine, "before_cursor_execute", found.before)
    event.remove(Engine, "after_cursor_execute", found.behind)


@pytest.mark.parametrize("revision", SHIPPED[1:])
def test_whichever_statement_of_an_upgrade_fails_nothing_has_happened(
    tmp_path, monkeypatch, statements, tries, revision
):
    path = tmp_path / "旧.dangwu"
    before_it = SHIPPED[SHIPPED.index(revision) - 1]
    stopped_at(path, before_it)
    filled_at(path)
    old = path.read_bytes()
    monkeypatch.setattr(revisions, "known", lambda: SHIPPED[: SHIPPED.index(revision) + 1])
    monkeypatch.setattr(backup, "make", lambda _door, _reason: None)  # proved elsewhere, and slow here
    statements.run(Door(path), 0, after=False)
    count, new = statements.done, shape(path)
    places = [(number, after) for number in range(1, count + 1) for after in (False, True)]
    rnd = Random(int(revision))
    for number, after in rnd.sample(places, tries(3, len(places))):
        path.write_bytes(old)
        with pytest.raises(OfficeError, match="数据升级没有成功"):
            statements.run(Door(path), number, after)
        assert path.read_bytes() == old, (number, after)
        assert [one.name for one in tmp_path.iterdir()] == [path.name]
    statements.run(Door(path), 0, after=False)
    assert shape(path) == new
    assert migrate.revision_of(Door(path)) == revision
