"""Timing two things in turn and printing what came out."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from partyoffice.making import make_sample
from partyoffice.store.office import Office

SECONDS = 900  # no figure takes longer; a program that hangs must not hold the run


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its floor; seconds, or MiB for memory."""

    name: str
    ours: float
    floor: float
    floor_name: str
    target: str = ""
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Place:
    """A sample office of one size and room for files."""

    folder: Path
    size: int
    office: Path

    @classmethod
    def made(cls, folder: Path, size: int) -> "Place":
        """Invent the office."""
        path = folder / "bench.dangwu"
        with Office.create(path) as office:
            make_sample(office, size, 1)
        return cls(folder, size, path)


def in_turn(ours: Callable[[], object], floor: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Return the median seconds of both, measured A B A B."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def child(words: list[str], **environment: str) -> tuple[float, float]:
    """Run a program; return wall seconds and its peak memory in MiB (Linux; 0 elsewhere)."""
    start = time.perf_counter()
    deadline = start + SECONDS
    # Byte code as an installed program has it, whatever the shell says about writing it.
    cached = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    cached["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "partyoffice-bench-pycache")
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *words], env=cached | environment, **silent)
    peak = 0.0
    while process.poll() is None:
        if time.perf_counter() > deadline:
            process.kill()
            raise RuntimeError(f"{words} did not end")
        peak = max(peak, _peak_of(process.pid))
        time.sleep(0.005)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return time.perf_counter() - start, peak


def _peak_of(pid: int) -> float:
    # The kernel's own figure for a finished child counts the parent's pages before exec as well.
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def children(ours: list[str], floor: list[str], times: int = 5, **environment: str) -> tuple[Row, Row]:
    """Run two programs in turn and return a row for time and one for memory."""
    pairs = [(child(ours, **environment), child(floor, **environment)) for _ in range(times)]
    middle = [[statistics.median(pair[who][what] for pair in pairs) for who in (0, 1)] for what in (0, 1)]
    return Row("time", *middle[0], "floor"), Row("memory", *middle[1], "floor", unit="MiB")


def show(size: int, rows: list[Row]) -> None:
    """Print one size."""
    print(f"\n{size} members")
    for row in rows:
        digits = 1 if row.unit == "MiB" else 4
        figures = f"{row.ours:>9.{digits}f} {row.unit:<3} / {row.floor:>9.{digits}f} {row.floor_name:<26}"
        print(f"  {row.name:<34} {figures} = {row.ours / row.floor:>6.2f}x   {row.target}")
