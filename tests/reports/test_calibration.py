"""The calibration sheet read back: its crosses stand where the arithmetic takes them to stand."""

import pypdfium2
import pytest
from pypdf import PdfReader

from partyoffice.reports import calibration


def dark(path, x, y, dots=300):
    """Say how dark the page is around a place in millimetres."""
    page = pypdfium2.PdfDocument(path)[0]
    image = page.render(scale=dots / 72).to_pil().convert("L")
    at = (round(x / 25.4 * dots), round(y / 25.4 * dots))
    return min(image.getpixel((at[0] + dx, at[1] + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


@pytest.mark.parametrize(("wide", "high"), [(210, 297), (184, 260), (95, 130)])
def test_the_crosses_stand_twenty_millimetres_from_each_edge(wide, high, tmp_path):
    path = tmp_path / "校准页.pdf"
    calibration.write(path, wide, high)
    box = PdfReader(path).pages[0].mediabox
    assert [float(side) / 72 * 25.4 for side in (box.width, box.height)] == pytest.approx(
        [wide, high], abs=0.01
    )
    for x in (20, wide - 20):
        for y in (20, high - 20):
            assert dark(path, x, y) < 100
            assert dark(path, x + 4.5, y) < 100
            assert dark(path, x, y - 4.5) < 100
            assert dark(path, x - 4.5, y - 4.5) > 200


def test_the_squares_are_exactly_a_hundred_millimetres(tmp_path):
    path = tmp_path / "校准页.pdf"
    calibration.write(path, 210, 297, about="打印机：文印室")
    frames = [
        [float(part) / 72 * 25.4 for part in line.split()[2:-2]]
        for line in PdfReader(path).pages[0].get_contents().get_data().decode("latin-1").splitlines()
        if line.endswith(" re S")
    ]
    assert [frame[2:] for frame in frames] == [pytest.approx([100, 100], abs=0.01)] * 2
    text = "".join(PdfReader(path).pages[0].extract_text().split())
    assert "左上、右上两个十字相距，应为170" in text
    assert "打印机：文印室" in text


def test_the_check_sheet_says_what_it_is_for(tmp_path):
    path = tmp_path / "核对页.pdf"
    calibration.write(path, 210, 297, proof=True)
    assert "四个十字到最近的两条纸边都应是20毫米" in "".join(PdfReader(path).pages[0].extract_text().split())


def test_a_page_too_small_to_measure_is_calibrated_on_a4():
    assert calibration.size_of(184, 260) == (184, 260)
    assert calibration.size_of(60, 90) == (210, 297)
