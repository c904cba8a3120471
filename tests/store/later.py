"""A program of a later version: one more revision, run by the program itself."""

import shutil
from contextlib import contextmanager

import pytest

from partyoffice.store import backup, engine, migrate, newer, revisions
from partyoffice.store.office import Office

ADDS = """
    op.create_table('later', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('words', sa.String()))
    op.add_column('person', sa.Column('later_words', sa.String(), server_default=''))
"""
TAKES = """
    op.execute("ALTER TABLE person RENAME COLUMN note TO note_of_later")
"""


@contextmanager
def later_program(folder, version="9.2.0", steps=ADDS, form=engine.FORMAT):
    """Be a program of this version, whose last revision does these steps, as long as it lasts."""
    if not folder.exists():
        shutil.copytree(revisions.folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "9998_later.py").write_text(
            f"import sqlalchemy as sa\nfrom alembic import op\nrevision = '9998'\n"
            f"down_revision = '{revisions.known()[-1]}'\n"
            f"changes_rows = ('setting',)\ndef upgrade():\n{steps}"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revisions, "folder", lambda: folder)
        patch.setattr(engine, "FORMAT", form)
        for module in (migrate, backup, newer):
            patch.setattr(module, "__version__", version)
        yield


def upgraded(path, folder, **more):
    """Open an office once with such a program; return the copy it made before."""
    with later_program(folder, **more):
        Office.open(path).release()
    return backup.copies(path)[0]
