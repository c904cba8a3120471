"""An empty office for each test, copied from one built once."""

import shutil

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.store.office import Office


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("blank") / "空.dangwu"
    Office.create(path).release()
    return path


@pytest.fixture
def office(blank, tmp_path):
    found = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    yield found
    found.release()


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made
