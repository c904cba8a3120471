"""What SQLAlchemy compiled, shared by all offices of a process: each would compile its questions anew."""

from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool

from partyoffice.store import engine


def sharing():
    """Return what makes engines as ``create_engine`` does, with one dialect and one cache for all."""
    driver = engine.driver
    pattern = create_engine(
        "sqlite://", module=driver, creator=lambda: driver.connect(":memory:"), poolclass=QueuePool
    )
    pattern.connect().close()  # now its dialect knows the driver
    pattern.dispose()

    def create(*given, **more):
        made = create_engine(*given, **more)
        made.dialect = made.pool._dialect = pattern.dialect
        made._compiled_cache = pattern._compiled_cache
        return made

    return create
