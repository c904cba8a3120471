"""Offices to break: an empty one built once and copied, plain and encrypted."""

import errno
import os
import shutil
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import engine, keys
from partyoffice.store.office import Office

sys.path.append(str(Path(__file__).parent))  # what is broken here has helpers of its own

PASSWORD = "方砚舟的'密码"


@pytest.fixture(scope="module", autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- promises about the disk
def awaited(unawaited):
    """Wait for the disk as the program does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "PRAGMAS", unawaited)
        yield


@pytest.fixture(scope="session")
def blank_secret(tmp_path_factory):
    path = tmp_path_factory.mktemp("blank") / "密.dangwu"
    Office.create(path, PASSWORD).release()
    return path


@pytest.fixture(scope="session")
def derivations():
    """The key of each password and salt, reckoned once a run: it takes a third of a second."""
    return cache(keys.derive)


@pytest.fixture
def derived_once(monkeypatch, derivations):
    """Let a password that was tried before give its key at once."""
    monkeypatch.setattr(keys, "derive", derivations)


@pytest.fixture
def another_pc(monkeypatch, tmp_path):
    """Nothing is known here of any office."""
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "另一台电脑"))


@pytest.fixture
def path(blank, tmp_path):
    """A closed office of this test's own."""
    return shutil.copyfile(blank, tmp_path / "青禾中学.dangwu")


@pytest.fixture
def office(path):
    found = Office.open(path)
    yield found
    found.release()


@pytest.fixture(params=["plain", "encrypted"])
def any_office(request, tmp_path):
    """The same promises for plain and encrypted files."""
    secret = request.param == "encrypted"
    source = request.getfixturevalue("blank_secret" if secret else "blank")
    found = Office.open(shutil.copyfile(source, tmp_path / "青禾中学.dangwu"), PASSWORD if secret else None)
    yield found
    found.release()


@pytest.fixture
def add():
    """Put somebody on the books in one change and return the id."""

    def put(office, name, **values):
        with office.change(f"新增 {name}") as session:
            person = Person(name=name, **values)
            session.add(person)
        return person.id

    return put


@pytest.fixture
def raw():
    """Run statements past every guard, as somebody with a database tool would."""

    def run(path, *statements):
        with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
            return [connection.execute(statement).fetchall() for statement in statements]

    return run


@pytest.fixture
def refused():
    """Take the sentence of a refusal and hold it against what every refusal must say."""

    def call(action, *given, **more):
        with pytest.raises(OfficeError) as caught:
            action(*given, **more)
        sentence = str(caught.value)
        assert "没有改动" in sentence
        assert sentence.count("。") >= 3
        assert "\n" not in sentence
        return sentence

    return call


@pytest.fixture
def content():
    """Every row of every table, to compare offices by."""

    def read(path, without=("journal", "journal_change", "sqlite_sequence")):
        with closing(dbapi2.connect(str(path))) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            names = sorted(name for (name,) in found if name not in without)
            return {
                name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
                for name in names
            }

    return read


@pytest.fixture
def failing(monkeypatch):
    """Run an action again and again, its k-th call to the disk failing for want of room, until it passes.

    Yields k after each failure, for the test to look at what is left.
    """
    calls = [
        (os, "fsync"),
        (os, "close"),
        (tempfile, "mkstemp"),
        (Path, "replace"),
        (Path, "chmod"),
        (Path, "mkdir"),
    ]
    real = {(where, name): getattr(where, name) for where, name in calls}

    def loop(action, most=60):
        for k in range(1, most):
            count = iter(range(1, 10**6))

            def fake(key, count=count, k=k):
                def call(*given, **more):
                    if next(count) == k:
                        if key == (os, "close"):
                            real[key](*given)
                        raise OSError(errno.ENOSPC, "no space left")
                    return real[key](*given, **more)

                return call

            with monkeypatch.context() as patch:
                for key in calls:
                    patch.setattr(*key, fake(key))
                try:
                    action()
                except OfficeError as error:
                    said = str(error)
                else:
                    return
            assert "磁盘空间不足" in said
            yield k
        pytest.fail("it never passed")

    return loop
