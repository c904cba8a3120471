"""Random actions, undo and redo against a model in plain Python."""

import copy
import shutil
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlcipher3 import dbapi2

from partyoffice.core.dates import Day
from partyoffice.members.records import Award, History, Person
from partyoffice.organisation.records import Organisation
from partyoffice.store import journal
from partyoffice.store.office import Office

KINDS = {kind.__tablename__: kind for kind in (Organisation, Person, History, Award)}
LINKS = {
    "organisation": {"parent_id": "organisation"},
    "history": {"person_id": "person", "organisation_id": "organisation"},
    "award": {"person_id": "person"},
}
OPTIONAL = {"parent_id", "organisation_id"}
TEXTS = st.sampled_from(["", "甲", "乙", "'; DROP", "多\n行", "𬭎", "0"])
DAYS = st.none() | st.builds(Day, st.integers(1990, 2026), st.integers(1, 12), st.none() | st.integers(1, 28))
PLACES = st.none() | st.integers(-2, 2)
FREE = {
    "organisation": {"name": TEXTS, "ended": DAYS, "place": st.integers(0, 3)},
    "person": {"name": TEXTS, "note": TEXTS, "birth": DAYS, "place": PLACES},
    "history": {"value": TEXTS, "start": DAYS, "end": DAYS},
    "award": {"name": TEXTS, "on": DAYS},
}
FIXED = {"organisation": {"kind": "党支部"}, "history": {"fact": "党支部"}}


class Deeds(RuleBasedStateMachine):
    """The model: ``here`` is table → id → fields; ``back`` and ``forth`` are states to walk through."""

    blank: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.office = Office.open(shutil.copyfile(self.blank, self.folder / "a.dangwu"))
        self.here = {table: {} for table in KINDS}
        self.used = dict.fromkeys(KINDS, 0)
        self.back, self.forth = [], []

    def teardown(self):
        with self.office.reading() as session:
            assert journal.verify(session) is None
        assert not self.raw("PRAGMA foreign_key_check")
        self.office.release()
        shutil.rmtree(self.folder)

    # --- one action of several steps ---

    @rule(data=st.data(), steps=st.integers(1, 4), fails=st.booleans(), flushing=st.booleans())
    def act(self, data, steps, fails, flushing):
        model = copy.deepcopy(self.here)
        fails = fails and data.draw(st.booleans())
        with suppress(InterruptedError), self.office.change("随机操作") as session:
            for _ in range(steps):
                step = data.draw(st.sampled_from([self.add, self.mend, self.mend, self.drop]))
                step(data, session, model)
                if flushing:
                    session.flush()
            if fails:
                raise InterruptedError
        if fails:
            return
        if model != self.here:
            self.back.append(self.here)
            self.forth.clear()
        self.here = model

    def add(self, data, session, model):
        table = data.draw(st.sampled_from(sorted(KINDS)))
        values = {key: data.draw(free) for key, free in FREE[table].items()} | FIXED.get(table, {})
        for key, to in LINKS.get(table, {}).items():
            known = sorted(model[to])
            options = [*known, None] if key in OPTIONAL else known
            if not options:
                return
            values[key] = data.draw(st.sampled_from(options))
        record = KINDS[table](**values)
        session.add(record)
        session.flush()
        assert record.id > self.used[table]
        model[table][record.id] = values

    def mend(self, data, session, model):
        table = data.draw(st.sampled_from(sorted(KINDS)))
        if not model[table]:
            return
        number = data.draw(st.sampled_from(sorted(model[table])))
        record = session.get_one(KINDS[table], number)
        for key in data.draw(st.sets(st.sampled_from(sorted(FREE[table])), min_size=1)):
            value = data.draw(FREE[table][key])
            setattr(record, key, value)
            model[table][number][key] = value

    def drop(self, data, session, model):
        pointed = {
            (to, row[key])
            for table, links in LINKS.items()
            for key, to in links.items()
            for row in model[table].values()
        }
        loose = [
            (table, number) for table in KINDS for number in model[table] if (table, number) not in pointed
        ]
        if not loose:
            return
        table, number = data.draw(st.sampled_from(loose))
        session.delete(session.get_one(KINDS[table], number))
        session.flush()
        del model[table][number]

    # --- back and forth ---

    @precondition(lambda self: self.back)
    @rule(times=st.integers(1, 6))
    def undo(self, times):
        for _ in range(min(times, len(self.back))):
            self.office.undo()
            self.forth.append(self.here)
            self.here = self.back.pop()

    @precondition(lambda self: self.forth)
    @rule(times=st.integers(1, 6))
    def redo(self, times):
        for _ in range(min(times, len(self.forth))):
            self.office.redo()
            self.back.append(self.here)
            self.here = self.forth.pop()

    # --- office and model agree ---

    @invariant()
    def same(self):
        assert (bool(self.office.undo_sentence), bool(self.office.redo_sentence)) == (
            bool(self.back),
            bool(self.forth),
        )
        for table, rows in self.here.items():
            self.used[table] = max([self.used[table], *rows])
            keys = [*FREE[table], *FIXED.get(table, {}), *LINKS.get(table, {})]
            stored = self.raw(
                f"SELECT id, {', '.join(f'{chr(34)}{key}{chr(34)}' for key in keys)} FROM {table}"
            )
            assert {row[0]: dict(zip(keys, row[1:], strict=True)) for row in stored} == {
                number: {key: str(value) if isinstance(value, Day) else value for key, value in row.items()}
                for number, row in rows.items()
            }

    def raw(self, question):
        with closing(dbapi2.connect(str(self.office.path))) as connection:
            return connection.execute(question).fetchall()


def test_office_and_model_agree_after_any_actions_undone_and_redone(blank, tries):
    Deeds.blank = blank
    run_state_machine_as_test(
        Deeds,
        settings=settings(
            max_examples=tries(8, 400),
            stateful_step_count=60,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # shrinking writes to the disk for minutes
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
