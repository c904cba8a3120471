"""Run by the store with its own connection and transaction; never connects by itself."""

from typing import Any

from alembic import context

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.store.base import DayType, Table


def plain_type(kind: str, item: object, _context: Any) -> Any:  # noqa: ANN401 -- alembic's own
    """Write days as text columns: a revision must never lean on the living models."""
    return "sa.String(length=10)" if kind == "type" and isinstance(item, DayType) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
