import pytest

from partyoffice.ui import chinese, theme


@pytest.fixture(scope="session")
def qapp(qapp):
    """Dress the one application of the run in the product's own look and language."""
    chinese.install(qapp)
    theme.apply(qapp, "light", 10)
    return qapp


@pytest.fixture
def dressed(qapp):
    """Give the application, and put the usual look back afterwards."""
    yield qapp
    theme.apply(qapp, "light", 10)
