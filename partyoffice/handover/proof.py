"""Judging a 交接包: every byte of it is what its manifest says, or it is refused; nothing is written."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from partyoffice import plain
from partyoffice.core import cancel
from partyoffice.core.errors import OfficeError
from partyoffice.handover import paper
from partyoffice.handover.paper import Filed
from partyoffice.store import files, keys
from partyoffice.store.keys import Key, PasswordError, Why

DATA, NOTE, LIST, MANIFEST = "数据.dangwu", "数据.dangwu.json", f"{paper.TITLE}.pdf", "manifest.json"
OWN = frozenset({DATA, NOTE, LIST})
KIND, FORMAT = "partyoffice-handover", 1
OFFICE, ZIPPED = b"SQLite format 3\0", b"PK"
BLOCK = 2**20
MOST_MANIFEST, MOST_ENTRIES = 32 * 2**20, 200_000
PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what reads in little memory
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError,
    struct.error,
)  # fmt: skip
SYMLINK, TYPE_BITS = 0xA, 28  # the kind of a Unix file, in the highest bits of an entry's attributes
SHAPE: dict[str, type] = {
    "name": str, "school": str, "made": str, "on": str, "program": str, "uuid": str, "revision": str,
    "head": int, "chain": str, "rows": dict, "lists": dict, "checklist": list, "encrypted": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read whole and found to be as its manifest says; ``sha256`` is the file's own."""

    path: Path
    sha256: str
    told: dict[str, Any]
    files: dict[str, Filed]

    @property
    def on(self) -> date:
        """The day it was made, as of which it counts."""
        return date.fromisoformat(self.told["on"])

    @property
    def encrypted(self) -> bool:
        """Whether its office opens with a password only."""
        return bool(self.told["encrypted"])

    @property
    def plainly(self) -> bool:
        """Whether a plain copy of everything lies in it too."""
        return not OWN.issuperset(self.files)

    def summary(self) -> dict[str, Any]:
        """Return what the command line tells of it."""
        told = {key: self.told[key] for key in ("uuid", "head", "chain", "encrypted", "lists", "rows")}
        each = {name: self.files[name].sha256 for name in sorted(OWN)}
        return {"file": str(self.path), "sha256": self.sha256, "files": each, **told}


def damaged(path: Path, what: str = "已损坏或不完整") -> OfficeError:
    """Return the refusal of a file that is no whole package."""
    return OfficeError(
        f"交接包“{path.name}”{what}",
        remedy="请从原处重新复制一次；还不行，请移交人重新做一份",
        safe="这台电脑上的数据没有改动",
    )


def look(path: Path, progress: cancel.Progress | None = None) -> Package:
    """Read a package whole and return it; nothing is written anywhere.

    Raises OfficeError where it is cut, changed, lacks or has anything its manifest does not name, or has
    a name that leads elsewhere; and for a package of a newer program.
    """
    _must_be_zipped(path)
    try:
        with path.open("rb") as handle, zipfile.ZipFile(handle) as zipped:
            told, filed = _looked(path, zipped, progress)
        return Package(path, files.digest(path), told, filed)
    except UNREADABLE as error:
        raise damaged(path) from error
    except OSError as error:
        raise files.refusal(error, path, "读取交接包") from error


def _must_be_zipped(path: Path) -> None:
    """Refuse by its first bytes what is another kind of file, by name where it is one of ours."""
    if path.is_dir():
        raise _other(path, "是文件夹，不是交接包")
    try:
        with path.open("rb") as handle:
            head = handle.read(len(OFFICE))
    except OSError as error:
        raise files.refusal(error, path, "读取交接包") from error
    if not head:
        raise _other(path, "是空文件，不是交接包")
    if head == OFFICE:
        raise _other(path, "是数据文件，不是交接包")
    if not head.startswith(ZIPPED):
        raise _other(path, "不是交接包")


def _other(path: Path, what: str) -> OfficeError:
    return OfficeError(
        f"“{path.name}”{what}",
        remedy="请选择移交人做的那个 .zip 文件；数据文件请用“打开”",
        safe="这台电脑上的数据没有改动",
    )


def _looked(
    path: Path, zipped: zipfile.ZipFile, progress: cancel.Progress | None
) -> tuple[dict[str, Any], dict[str, Filed]]:
    _must_be_plain_names(path, zipped.infolist())
    told = _told(path, zipped)
    filed = _named(path, told, zipped)
    for at, one in enumerate(filed.values()):
        cancel.tell(progress, at, len(filed))
        _must_agree(path, one, _sum_of(zipped, one))
    return told, filed


def _must_be_plain_names(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse names that lead out of a folder, links, locked entries and what takes much memory to read."""
    if len(infos) > MOST_ENTRIES:
        raise damaged(path, "里的文件太多，不是本程序做的")
    for one in infos:
        name = one.orig_filename
        leads = name != one.filename or "\\" in name or ":" in name or not name.isprintable()
        parts = PurePosixPath(name).parts
        leads = leads or name.startswith("/") or ".." in parts or one.is_dir()
        odd = one.external_attr >> TYPE_BITS == SYMLINK or one.flag_bits & 1
        if leads or odd or one.compress_type not in PLAINLY:
            raise damaged(path, "里有不该有的文件，可能被人动过")


def _told(path: Path, zipped: zipfile.ZipFile) -> dict[str, Any]:
    if MANIFEST not in zipped.namelist():
        raise _other(path, "里没有目录，不是本程序做的交接包")
    if zipped.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise damaged(path)
    try:
        told = json.loads(_read(zipped, MANIFEST, MOST_MANIFEST))
    except RecursionError as error:
        raise damaged(path) from error
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise damaged(path, "不是本程序做的交接包")
    if told.get("format") != FORMAT:
        raise OfficeError(f"交接包“{path.name}”由更新版本的程序制作", remedy="请安装新版本后再打开")
    if not all(isinstance(told.get(key), kind) for key, kind in SHAPE.items()):
        raise damaged(path)
    date.fromisoformat(told["on"])
    return told


def _named(path: Path, told: dict[str, Any], zipped: zipfile.ZipFile) -> dict[str, Filed]:
    """Return the files the manifest names: exactly those that are there, each once."""
    listed = told.get("files")
    if not isinstance(listed, list):
        raise damaged(path)
    filed = [Filed(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in map(dict, listed)]
    names, there = [one.name for one in filed], zipped.namelist()
    if sorted([*names, MANIFEST]) != sorted(there) or len(set(there)) != len(there):
        raise damaged(path, "里的文件和清单对不上，多了或少了")
    strange = [name for name in names if name not in OWN and not name.startswith(f"{plain.MONTHLY}/")]
    if strange or not set(names) >= OWN:
        raise damaged(path, "里有不该有的文件，可能被人动过")
    return {one.name: one for one in filed}


def _read(zipped: zipfile.ZipFile, name: str, most: int) -> bytes:
    with zipped.open(name) as entry:
        return entry.read(most)


def _blocks(zipped: zipfile.ZipFile, one: Filed) -> Iterable[bytes]:
    """Yield a file piece by piece, never more than it is said to have."""
    left = one.size
    with zipped.open(one.name) as entry:
        while block := entry.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile
            yield block


def _sum_of(zipped: zipfile.ZipFile, one: Filed, out: BinaryIO | None = None) -> tuple[int, str]:
    """Return size and digest of a file, written to ``out`` on the way."""
    size, found = 0, sha256()
    for block in _blocks(zipped, one):
        size += len(block)
        found.update(block)
        if out is not None:
            out.write(block)
    return size, found.hexdigest()


def _must_agree(path: Path, one: Filed, found: tuple[int, str]) -> None:
    if found != (one.size, one.sha256):
        raise damaged(path, f"里的“{one.name}”和校验值不一致，内容已被改动或损坏")


def take_out(package: Package, target: Path) -> None:
    """Write the office of a package to ``target``, its digest compared once more."""
    try:
        with zipfile.ZipFile(package.path) as zipped, target.open("wb") as out:
            one = package.files[DATA]
            _must_agree(package.path, one, _sum_of(zipped, one, out))
    except UNREADABLE as error:
        raise damaged(package.path) from error


def key_for(package: Package, text: str) -> Key:
    """Return the key a password or recovery code means for a package (PasswordError for a wrong one)."""
    if not text:
        raise PasswordError(Why.MISSING, "密码是空的", remedy="请输入密码再打开")
    salt = bytes.fromhex(str(package.told.get("salt", "")))
    for key in keys.candidates(text, salt):
        if keys.check(key) == package.told.get("key_check"):
            return key
    if keys.is_like_code(text):
        keys.read_code(text, salt)  # names the group that holds a slip
    what = f"打不开“{package.path.name}”，密码不对"
    raise PasswordError(Why.WRONG, what, remedy="请向移交人核对密码，或输入恢复码")
