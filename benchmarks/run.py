"""Measure the program beside its floors in one run and print ratios; never part of the tests.

Usage: python benchmarks/run.py [200 2000 20000] [--only roster,export]

Each figure is the median of a few runs taken in turn with its floor; machines are noisy, so read
the ratio, not the seconds. Targets come from design figures: list <= 1.2x raw rows, sheet <= 1.15x
plain writer, import <= 0.2x the usual reader, PDF <= 0.4x LibreOffice, window <= 1.4x bare window.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import dues, giant, handling, ledger, lists, minutes, pipeline, sheets, windows
from benchmarks.measure import Place, Row, show

KINDS: dict[str, Callable[[Place], list[Row]]] = {
    "roster": lists.roster,
    "search": lists.search,
    "sample": lists.sample,
    "export": sheets.export,
    "import": sheets.import_,
    "pdf": sheets.pdf,
    "forms": sheets.forms,
    "start": windows.start,
    "handling": handling.handling,
    "pipeline": pipeline.pipeline,
    "minutes": minutes.minutes,
    "ledger": ledger.ledger,
    "dues": dues.dues,
    "giant": giant.giant,
}


def main() -> None:
    """Run what was asked and print a table a size."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sizes", nargs="*", type=int, default=[200, 2000])
    words.add_argument("--only", default=",".join(kind for kind in KINDS if kind != "giant"))
    given = words.parse_args()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = Place.made(Path(folder), size)
            rows = [row for name in given.only.split(",") for row in KINDS[name](place)]
            show(size, rows)


if __name__ == "__main__":
    main()
