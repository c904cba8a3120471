"""Print through a virtual printer, by the program's own way, and hold what comes out against the preview.

On Debian: `apt-get install cups printer-driver-cups-pdf`, then as root `python tools/print_proof.py`.
It starts a print server of its own in a scratch folder, on a socket of its own, and stops that one alone.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PARTYOFFICE_FONTS"] = "shipped"

QUEUE, PPD = "Proof", "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd"
OUT = Path.home() / "PDF"
DOTS, INCH = 300, 25.4
NEAR = 0.15  # millimetres that a cross may stand off
SERVER = """\
LogLevel warn
Listen {folder}/cups.sock
WebInterface No
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FOLDERS = {
    "ServerRoot": "root",
    "RequestRoot": "spool",
    "CacheDir": "cache",
    "StateDir": "state",
    "TempDir": "tmp",
    "ErrorLog": "log/error",
    "AccessLog": "log/access",
    "PageLog": "log/page",
}


def run(*command: str) -> None:
    """Run a program and show what it complains of."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def print_server(folder: Path) -> Generator[None]:
    """Serve one virtual printer from a scratch folder."""
    folder.chmod(0o755)
    for name in ("root/ppd", "spool", "cache", "state", "tmp", "log"):
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o777)
    (folder / "cupsd.conf").write_text(SERVER.format(folder=folder), encoding="utf-8")
    lines = [f"{key} {folder / name}\n" for key, name in FOLDERS.items()]
    (folder / "cups-files.conf").write_text("".join(lines), encoding="utf-8")
    os.environ["CUPS_SERVER"] = str(folder / "cups.sock")
    server = subprocess.Popen(
        ["/usr/sbin/cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    )
    try:
        for _ in range(100):
            if (folder / "cups.sock").exists():
                break
            time.sleep(0.1)
        run("/usr/sbin/lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", PPD)
        yield
    finally:
        server.terminate()
        server.wait()


def printed(path: Path, order: object) -> Path:
    """Send a page to the printer as the preview does and return the file that came out."""
    from partyoffice.ui.paper import Paper
    from partyoffice.ui.printer import print_paper, printer_named

    before = set(OUT.glob("*.pdf"))
    printer = printer_named(QUEUE, order)  # type: ignore[arg-type]  # an Order
    with Paper(path) as paper:
        print_paper(paper, printer, order)  # type: ignore[arg-type]  # an Order
    for _ in range(300):
        time.sleep(0.1)
        new = sorted(set(OUT.glob("*.pdf")) - before)
        if new and new[0].stat().st_size:
            time.sleep(1)  # the last bytes of a file that is being written
            return new[0]
    sys.exit("nothing came out of the printer in thirty seconds")


def picture(path: Path):  # noqa: ANN201 -- a Pillow image
    """Return the first page in grey."""
    import pypdfium2

    return pypdfium2.PdfDocument(path)[0].render(scale=DOTS / 72).to_pil().convert("L")


def crosses(image) -> list[tuple[float, float]]:  # noqa: ANN001 -- a Pillow image
    """Return where the crosses at the right and at the foot stand, by their darkest lines; millimetres."""
    mm = DOTS / INCH
    found = []
    for x, y in ((190, 20), (20, 277), (190, 277)):
        box = tuple(round(side * mm) for side in (x - 9, y - 9, x + 9, y + 9))
        part = image.crop(box)
        wide, high = part.size
        down = [sum(part.getpixel((at, row)) for row in range(high)) for at in range(wide)]
        across = [sum(part.getpixel((at, row)) for at in range(wide)) for row in range(high)]
        found.append(((box[0] + middle(down)) / mm, (box[1] + middle(across)) / mm))
    return found


def middle(lines: list[int]) -> float:
    """Return the middle of the darkest line."""
    dark = [at for at, value in enumerate(lines) if value <= min(lines) + (max(lines) - min(lines)) * 0.25]
    near = [at for at in dark if abs(at - lines.index(min(lines))) <= 4]
    return sum(near) / len(near) + 0.5


def compare(name: str, path: Path, alignment) -> bool:  # noqa: ANN001 -- an Alignment
    """Print once, tell the difference, and say whether it is small enough."""
    from PIL import ImageChops

    from partyoffice.ui.printer import Order

    out = printed(path, Order((0,), alignment=alignment))
    seen, came = picture(path), picture(out)
    out.unlink()
    print(f"{name}: page {came.width / DOTS * INCH:.1f} x {came.height / DOTS * INCH:.1f} mm")
    if alignment.true_size and not (alignment.right or alignment.down):
        size = (min(seen.width, came.width), min(seen.height, came.height))
        grey = [one.crop((0, 0, *size)).reduce(4) for one in (seen, came)]  # as the eye sees it
        far = ImageChops.difference(*grey).histogram()
        off = sum(count for value, count in enumerate(far) if value > 96) / sum(far)
        print(f"  {off:.3%} of the picture differs by more than 96 of 255")
    worst = 0.0
    for (x, y), (there_x, there_y) in zip(crosses(seen), crosses(came), strict=True):
        want = (alignment.right + x * alignment.across / 100, alignment.down + y * alignment.upright / 100)
        worst = max(worst, abs(there_x - want[0]), abs(there_y - want[1]))
    print(f"  the crosses stand at most {worst:.2f} mm off")
    return worst <= NEAR


def main() -> int:
    """Print the calibration sheet plain, moved, and stretched."""
    from PySide6.QtWidgets import QApplication

    from partyoffice.core.alignment import Alignment
    from partyoffice.reports import calibration

    with tempfile.TemporaryDirectory(prefix="print-proof-") as name:
        folder = Path(name)
        with print_server(folder):
            application = QApplication([])
            path = folder / "sheet.pdf"
            calibration.write(path, 210, 297)
            cases = {
                "plain": Alignment(),
                "moved": Alignment(2.0, -1.5),
                "stretched": Alignment(0.5, 0.5, 99.0, 101.0),
            }
            good = [compare(what, path, alignment) for what, alignment in cases.items()]
            application.quit()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
