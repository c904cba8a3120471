"""Who the steps are about: photo, name, one line of facts, the edition, how many steps are done."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from partyoffice.development.page.reading import Walker
from partyoffice.development.rules.steps import TABLE
from partyoffice.ui import icons, theme
from partyoffice.ui.controls import Elided, icon_button, label, link

HEIGHT, PHOTO = 70, QSize(36, 50)


class SmallPhoto(QFrame):
    """The photo at the size of the head, or the outline of a person."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setProperty("role", "photo")
        self.setFixedSize(PHOTO)

    def show_image(self, image: QImage) -> None:
        """Show a picture, a null one as the outline."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo."""
        super().paintEvent(event)
        painter, room = QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.image.isNull():
            box = QRectF(0, 0, 26, 26)
            box.moveCenter(room.center())
            icons.paint(painter, "user-round", box, theme.ink("text3"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, self.image)


class PersonHead(QFrame):
    """Follows the list; the edition is a link to where it is chosen, ``more`` opens what else can be done."""

    def __init__(self, on_edition: Callable[[], object], on_more: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "command")
        self.photo, self.name = SmallPhoto(), Elided("", "title")
        self.facts = Elided("", "label")
        self.edition = link("", on_edition)
        self.done = label("", "cap")
        self.more = icon_button("ellipsis", "对这个人的更多操作", on_more)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        words.addStretch(1)
        end = QVBoxLayout()
        end.setSpacing(0)
        end.addStretch(1)
        end.addWidget(self.edition, 0, Qt.AlignmentFlag.AlignRight)
        end.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        end.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self.photo)
        row.addLayout(words, 1)
        row.addLayout(end)
        row.addWidget(self.more)
        theme.keep_height(self, HEIGHT)

    def show_walker(self, one: Walker, photo: bytes | None, edition: str) -> None:
        """Show somebody."""
        birth = one.one.card["birth"]
        parts = (one.one.card["sex"], str(birth)[:7] if birth else "", one.one.branch, one.one.group)
        self.photo.show_image(QImage.fromData(photo) if photo else QImage())
        self.name.show_text(one.one.name)
        self.facts.show_text("·".join(part for part in parts if part))
        self.edition.setText(edition)
        self.edition.tell("指定这个人适用的细则版本")
        self.done.setText(f"已办 {one.done} / {len(TABLE)} 步")
