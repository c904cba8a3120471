"""Draft the next migration from the difference between models and revisions.

Usage: python tools/draft_revision.py 0003 "what it does". Read and mend the draft before committing.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from partyoffice.core.resources import home
from partyoffice.store import migrate, revisions
from partyoffice.store.engine import Door, free_hand


def main(number: str, message: str) -> None:
    """Write ``migrations/versions/NUMBER_message.py``."""
    config = Config()
    config.set_main_option("script_location", str(home() / "migrations"))
    config.set_main_option("version_locations", str(revisions.folder()))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with tempfile.TemporaryDirectory() as folder:
        door = Door(Path(folder) / "draft.dangwu")
        connection = migrate.opened(door)
        migrate.upgrade(connection, None)
        config.attributes["connection"] = connection
        with connection.begin(), free_hand(connection):
            command.revision(config, message, autogenerate=True, rev_id=number)
        connection.close()
        connection.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
