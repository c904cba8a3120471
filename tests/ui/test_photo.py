import io
from random import Random

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from partyoffice.ui.photo_crop import CropDialog, CropFrame
from partyoffice.ui.photo_editor import PhotoEditor, PhotoFrame
from partyoffice.ui.pictures import (
    MOST_BYTES,
    UnreadablePictureError,
    encoded,
    in_proportion,
    middle,
    read_file,
)

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def picture(width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#8899AA"))
    return image


def noise(width, height):
    data = Random(1).randbytes(width * height * 4)
    return QImage(data, width, height, QImage.Format.Format_RGB32).copy()


@pytest.fixture
def editor(qtbot):
    made = PhotoEditor()
    qtbot.addWidget(made)
    made.show()
    made.frame.setFocus()
    return made


def dialog_of(widget):
    return widget.window().findChild(CropDialog)


def near(image):
    return abs(image.width() / image.height() - 25 / 35) < 0.015


def test_a_picture_of_the_right_proportion_is_taken_at_once_any_other_is_cut_first(editor):
    editor.take(picture(500, 700))
    assert editor.value()
    assert dialog_of(editor) is None
    before = editor.value()
    editor.take(noise(300, 200))
    dialog = dialog_of(editor)
    assert dialog.isVisible()
    assert editor.value() == before, "nothing is taken before it is cut"
    dialog.on_take()
    assert editor.value() != before
    assert near(QImage.fromData(editor.value()))
    assert "KB" in editor.note.text()


def test_giving_up_the_cutting_leaves_the_photo_as_it_was(editor, qtbot):
    editor.take(picture(3000, 2000))
    qtbot.keyClick(dialog_of(editor).view, Key.Key_Escape)
    assert editor.value() is None


def test_the_frame_is_moved_and_zoomed_by_keys_and_taken_by_enter(editor, qtbot):
    editor.take(picture(1000, 2000))
    view = dialog_of(editor).view
    part = view.cut.part
    assert (part.width(), part.height()) == (1000, 1400)
    for _press in range(4):
        qtbot.keyClick(view, Key.Key_Plus)
    assert view.cut.part.height() < 1400 * 0.85
    left, top = view.cut.part.left(), view.cut.part.top()
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.keyClick(view, Key.Key_Up, Held.ShiftModifier)
    assert view.cut.part.left() == left + 40
    assert view.cut.part.top() == top - 10
    qtbot.keyClick(view, Key.Key_Minus)
    qtbot.keyClick(view, Key.Key_Return)
    assert near(QImage.fromData(editor.value()))


def test_the_frame_is_moved_by_the_mouse_and_zoomed_by_the_wheel(qtbot, qapp):
    dialog = CropDialog(None, picture(2000, 1400))
    qtbot.addWidget(dialog)
    dialog.begin()
    view = dialog.view
    left = view.cut.part.left()
    qtbot.mousePress(view, LEFT, pos=QPoint(200, 180))
    qtbot.mouseMove(view, QPoint(230, 180))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(230, 180))
    assert view.cut.part.left() > left + 60
    spot = QPointF(200, 180)
    wheel = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Held.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    assert view.cut.part.height() < 1400
    view.turn()
    assert (view.image.width(), view.image.height()) == (1400, 2000)
    assert dialog.height() <= 560


@pytest.mark.parametrize("size", [(1000, 2000), (2000, 1000), (333, 421), (25, 35)])
def test_the_frame_never_leaves_the_picture_and_keeps_its_proportion(size):
    frame = CropFrame(QSize(*size))
    dice = Random(2)
    for _step in range(300):
        frame.move(dice.uniform(-900, 900), dice.uniform(-900, 900))
        frame.zoom(dice.uniform(0.5, 1.6))
        part = frame.part
        assert part.left() >= -0.001
        assert part.top() >= -0.001
        assert part.right() <= size[0] + 0.001
        assert part.bottom() <= size[1] + 0.001
        assert part.width() / part.height() == pytest.approx(25 / 35)


@pytest.mark.parametrize("image", [picture(3000, 4200), noise(1000, 1400)], ids=["plain", "noise"])
def test_what_is_stored_is_a_jpeg_of_at_most_200_kb(image):
    stored = encoded(image)
    assert stored[:2] == b"\xff\xd8"
    assert len(stored) <= MOST_BYTES
    assert in_proportion(QImage.fromData(stored))
    assert middle(QSize(100, 1000)).height() == 140


@pytest.fixture
def sideways(tmp_path):
    """A camera's file: lying, with a note that it must be turned, and other notes besides."""
    path = tmp_path / "照片.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRETCAMERA"
    red = Image.new("RGB", (700, 500), "red")
    red.paste("blue", (0, 0, 350, 500))
    red.save(path, "JPEG", exif=exif)
    return path


def test_a_photo_is_turned_upright_as_the_camera_noted_and_its_notes_are_not_stored(editor, sideways):
    image = read_file(sideways)
    assert (image.width(), image.height()) == (500, 700)
    assert image.pixelColor(250, 50).blue() > 200
    editor.take(image)
    stored = editor.value()
    assert b"SECRETCAMERA" not in stored
    assert b"Exif" not in stored
    assert not dict(Image.open(io.BytesIO(stored)).getexif())


def drop(frame, mime):
    spot = QPointF(frame.rect().center())
    frame.dropEvent(QDropEvent(spot, Qt.DropAction.CopyAction, mime, LEFT, Held.NoModifier))


def test_a_file_is_dropped_chosen_or_pasted(editor, sideways, qtbot, monkeypatch):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sideways))])
    drop(editor.frame, mime)
    assert editor.value()
    editor.remove()
    monkeypatch.setattr(PhotoFrame, "ask_file", classmethod(lambda _cls, _parent: str(sideways)))
    qtbot.keyClick(editor.frame, Key.Key_Space)
    assert editor.value()
    editor.remove()
    QGuiApplication.clipboard().setImage(picture(50, 70))
    qtbot.keyClick(editor.frame, Key.Key_V, Held.ControlModifier)
    assert editor.value()
    editor.remove()
    assert editor.value() is None


@pytest.mark.parametrize("content", [b"%PDF-1.4 no picture", b"", b"GIF89a broken"])
def test_what_is_no_picture_is_refused_in_one_sentence_and_changes_nothing(editor, tmp_path, content):
    path = tmp_path / "扫描.jpg"
    path.write_bytes(content)
    with pytest.raises(UnreadablePictureError, match="不是能读的图片"):
        read_file(path)
    editor.take(picture(500, 700))
    before = editor.value()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(editor.frame, mime)
    assert editor.note.text() == "这不是能读的图片，请用 JPG 或 PNG"
    assert editor.value() == before


def test_a_clipboard_without_a_picture_says_so(editor, qtbot):
    QGuiApplication.clipboard().setText("文字")
    qtbot.keyClick(editor.frame, Key.Key_V, Held.ControlModifier)
    assert editor.note.text() == "剪贴板里没有图片，请先复制一张照片"


def test_a_photo_comes_back_from_a_draft(editor):
    editor.take(picture(500, 700))
    kept, stored = editor.raw(), editor.value()
    editor.remove()
    editor.take_raw(kept)
    assert editor.value() == stored
