"""Write requirements.txt, the lock, from requirements.in: exact versions and hashes, no addresses.

Pins already in the lock stay; `python tools/lock.py --upgrade` takes the newest that fit.
The resolver is uv, which is no dependency of the program: `pip install uv` beside it.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-strip-extras",  # an older pip refuses `coverage[toml]` where only `coverage` is pinned
    "--no-annotate",
    "--custom-compile-command=python tools/lock.py",
    "--output-file=requirements.txt",
)


def lock(*more: str) -> int:
    """Resolve the lock anew and return the resolver's exit status."""
    command = ("uv", "pip", "compile", *OPTIONS, *more, "requirements.in")
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(lock(*sys.argv[1:]))
