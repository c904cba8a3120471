"""Scenes of what keeps data safe: copies, what happened to a file, 交接, passwords, the bin, the proof."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from partyoffice.showcase.stage import Stage

PAGE_WIDTH = 579  # of a page drawn for the manual
SECRET = bytes(range(32))
SALT = bytes(range(100, 116))
AGO = timedelta(days=200)


def copies(stage: Stage) -> Iterator[QWidget]:
    """Show some copies, what 核对 says of one, and the question before one is restored."""
    from partyoffice.store.backup import Reason

    stage.page("members")
    for reason in (Reason.HAND, Reason.IMPORT):
        stage.window.office.back_up(reason)
    shown: Any = stage.window.dialogs.open("backups")
    _read(stage, shown)
    yield shown
    shown.on_check()
    yield shown
    stage.fold(shown)


def journal_head(stage: Stage) -> Iterator[QWidget]:
    """Show what 校验 says of the record of actions."""
    stage.page("history").verify()
    stage.settle()
    yield stage.window


def long_in_bin(stage: Stage) -> Iterator[QWidget]:
    """Show 首页 with somebody in the bin for more than 180 days."""
    from partyoffice.core import clock
    from partyoffice.members.records import Person

    model = stage.page("members").grid.model
    with stage.window.office.change("移入回收站") as session:
        one = session.get_one(Person, model.record_id(0))
        one.binned = f"{clock.today() - AGO}T09:12:00.000Z+0800"  # a stamp as the clock makes them
    home = stage.page("home")
    home.refresh(frozenset())
    stage.settle()
    home.duties.list.choose(lambda target: str(getattr(target, "kind", target)).startswith("bin"))
    yield stage.window
    stage.window.office.undo()


# 交接 ----------------------------------------------------------------------------------------


def hand_over(stage: Stage) -> Iterator[QWidget]:
    """Show the three steps of 交接."""
    from partyoffice.app.handing import MAKE
    from partyoffice.handover import package

    stage.page("members")
    shown: Any = stage.window.dialogs.open("handover")
    yield shown
    _read(stage, shown)
    yield shown
    shown.show_step(MAKE)
    yield shown
    shown.show_made(package.make(stage.window.office, stage.scratch / "青禾中学-交接包.zip"))
    yield shown
    stage.fold(shown)


def take_over(stage: Stage) -> Iterator[QWidget]:
    """Show a package before it is opened, and its counts after."""
    from partyoffice.app.receiving import ReceivedDialog, ReceiveDialog
    from partyoffice.handover import package, proof, receiving

    path = stage.scratch / "青禾中学-交接包.zip"
    package.make(stage.window.office, path)
    shown = ReceiveDialog(stage.program, stage.window)
    shown.folder = Path("D:/党务")
    shown.open()
    yield shown
    shown.chosen.show_text("E:/青禾中学-交接包.zip")
    shown.show_found(proof.look(path))
    yield shown
    stage.fold(shown)
    counted = ReceivedDialog(stage.window, receiving.greet(stage.window.office, proof.look(path)))
    counted.open()
    yield counted
    stage.fold(counted)


def papers(stage: Stage) -> Iterator[QWidget]:
    """Draw the first pages of 移交清单 and of the recovery sheet, as they are printed."""
    from partyoffice.app.recovery import document
    from partyoffice.core import clock
    from partyoffice.handover import checklist, paper
    from partyoffice.part import Asked
    from partyoffice.reports import pdf
    from partyoffice.store.keys import Key

    office, path = stage.window.office, stage.scratch / "纸面.pdf"
    with office.reading() as session:
        listed = paper.list_of(session, Asked(clock.today()), checklist.of_office(office))
    for made in (listed, document("青禾中学", "青禾中学.dangwu", Key(SECRET, SALT))):
        pdf.write(made, path)
        yield from _pages(path)


def _pages(path: Path) -> Iterator[QWidget]:
    from partyoffice.ui.paper import Paper

    with Paper(path) as paper:
        for at in range(paper.count()):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(paper.image(at, PAGE_WIDTH)))
            yield page


# What happened to a file -----------------------------------------------------------------------


def rescue(stage: Stage) -> Iterator[QWidget]:
    """Show the ways out of a damaged, a lost and an older office, and of one without copies."""
    from partyoffice.app.rescuing import RescuePage
    from partyoffice.app.trouble import Kind, Trouble
    from partyoffice.core.errors import OfficeError
    from partyoffice.store import engine
    from partyoffice.store.engine import Door
    from partyoffice.store.stamp import OlderError, State

    door = stage.window.office.door
    lone = Door(stage.scratch / "没有备份的学校.dangwu")
    here, file = (State(seq, seen=f"2026-11-{day}T09:12:00.000Z+0800") for seq, day in ((128, 20), (0, 12)))
    older = OlderError(door, here, file)
    for trouble in (
        Trouble(Kind.DAMAGED, door, engine.damaged(door.path)),
        Trouble(Kind.MISSING, door, OfficeError("不在原来的位置", remedy="请恢复备份")),
        Trouble(Kind.OLDER, door, older),
        Trouble(Kind.DAMAGED, lone, engine.damaged(lone.path)),
    ):
        shown = RescuePage(stage.program, trouble)
        shown.resize(stage.window.size())
        shown.show()
        _read(stage, shown)
        yield shown
        shown.close()
        shown.deleteLater()


# Passwords -------------------------------------------------------------------------------------


def passwords(stage: Stage) -> Iterator[QWidget]:
    """Show 密码与加密 of a plain and of an encrypted office, the recovery code, the question at the door."""
    from partyoffice.app.entering import PasswordDialog
    from partyoffice.app.gate import Patience
    from partyoffice.app.recovery import RecoveryDialog
    from partyoffice.store.keys import Key

    stage.page("members")
    plain: Any = stage.window.dialogs.open("encryption")
    plain.new.first.line.setText("青禾2026的密码")
    yield plain
    stage.fold(plain)
    office = stage.window.office
    office.door = replace(office.door, key=Key(SECRET, SALT))
    shown: Any = stage.window.dialogs.open("encryption")
    yield shown
    stage.fold(shown)
    sheet = RecoveryDialog(stage.window)
    sheet.open()
    yield sheet
    stage.fold(sheet)
    office.door = replace(office.door, key=None)
    asked = PasswordDialog(stage.window, "打开加密的数据", ASKED, _no_one, Patience(2, 2))
    asked.open()
    asked.gate.say(WRONG)
    yield asked
    stage.fold(asked)


ASKED = "“青禾中学.dangwu”已加密。请输入密码再打开。"
WRONG = "打不开“青禾中学.dangwu”，密码不对。请核对大小写和输入法，或改用恢复码。"
SLIP = "恢复码第 3、13 组有误。请对照恢复码重新输入这几组；共 13 组，每组 5 个。"


def locked(stage: Stage) -> Iterator[QWidget]:
    """Show the locked window, and a slip in a recovery code."""
    from partyoffice.app.gate import Patience
    from partyoffice.app.lock_page import LockPage

    stage.page("members")
    shown = LockPage(stage.window, _no_one, Patience())
    shown.come_forward()
    yield shown
    shown.gate.say(SLIP)
    yield shown
    shown.go_away()


def _no_one(_text: str) -> None:
    """Open nothing: what is typed in a picture is tried nowhere."""


def _read(stage: Stage, shown: Any) -> None:  # noqa: ANN401 -- whatever reads in the background
    while shown.reader.busy():
        stage.rest()
    stage.settle()
