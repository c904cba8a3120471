"""An empty office for each test, copied from one built once."""

import shutil

import pytest

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.store.office import Office


@pytest.fixture
def office(blank, tmp_path):
    found = Office.open(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    yield found
    found.release()
