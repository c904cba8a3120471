"""Run by the store with its own connection and transaction; never connects by itself."""

from alembic import context

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.store.base import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
