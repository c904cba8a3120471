"""The one window of a program that is not whole: nothing of the program's own look is asked for."""

import sys

WIDTH = 420  # pixels, of the sentence


def tell(sentence: str) -> None:
    """Show a sentence until it is closed; of Windows its own box, for Qt itself may be what is missing."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "党务办公室", 0x10)  # 0x10: the sign of an error
        return
    sys.stderr.write(f"{sentence}\n")
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QVBoxLayout

    app = QApplication.instance() or QApplication(sys.argv[:1])
    dialog, text, leave = QDialog(), QLabel(sentence), QPushButton("退出")
    dialog.setWindowTitle("党务办公室")
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setWordWrap(True)
    text.setFixedSize(WIDTH, text.heightForWidth(WIDTH))
    leave.clicked.connect(dialog.accept)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(20, 20, 20, 20)
    box.setSpacing(20)
    box.addWidget(text)
    box.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
    dialog.exec()
    del app  # it lived until here
