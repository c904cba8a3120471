"""Every test runs without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config):
    """Let pass what the screenless platform says of itself; every other Qt warning fails."""
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")
