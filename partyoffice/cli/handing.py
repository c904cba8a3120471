"""``handover`` and ``receive``: the package that goes with a post, made and opened."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import code_file, must_be_elsewhere, opened, password_of, recovery_of, warning_of
from partyoffice.core.errors import OfficeError
from partyoffice.store import entrance

if TYPE_CHECKING:
    from partyoffice.handover.proof import Package
    from partyoffice.store.keys import Key

Answer = dict[str, Any]


def handover(given: Given) -> Answer:
    """``handover FILE.zip [--plain]``: a package of everything, read back; the office notes that it was."""
    from partyoffice.handover import package

    target = Path(given.file)
    if target.suffix.lower() != ".zip":
        raise OfficeError("交接包是一个 .zip 文件", remedy=f"请把“{target.name}”改成以 .zip 结尾")
    with opened(given) as office:
        must_be_elsewhere(target, office.path)
        made = package.make(office, target, plainly=given.plain)
        package.remember(office, made)
    return made.summary() | {"checklist": made.told["checklist"]}


def receive(given: Given) -> Answer:
    """``receive FILE.zip OFFICE [--new-password-file F]``: judged whole, placed, counted, noted.

    A new password has a new recovery code: in the answer, or in the file of ``--recovery-code-file``.
    """
    from partyoffice.handover import proof, receiving

    found, target = proof.look(Path(given.package)), Path(given.file)
    must_be_elsewhere(target, found.path)
    renewed, code = entrance.password_in(given.new_password_file), code_file(given)
    door, counted = receiving.receive(found, target, _key(found, password_of(given)))
    told = warning_of(target)
    if renewed is not None:
        told |= recovery_of(receiving.renew(door, renewed).key, code)
    differing = [name for name, said, there in counted.counted if said != there]
    return found.summary() | {"office": str(target), "agrees": counted.agrees, "differing": differing} | told


def _key(found: "Package", text: str | None) -> "Key | None":
    from partyoffice.handover import proof

    if not found.encrypted:
        return None
    if text is None:
        raise OfficeError("交接包里的数据设了密码", remedy="请用 --password-file 给出密码或恢复码")
    return proof.key_for(found, text)
