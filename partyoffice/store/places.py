"""Where an office may lie: fixed disks yes; synchronised, network and pulled-out places no (R10, R11)."""

import os
import string
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

# Folder names under which synchronising programs keep their copies, as they name them themselves.
CLOUD_NAMES = (
    "onedrive",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidunetdisk",
    "baidusyncdisk",
    "百度云同步盘",
    "wps云盘",
    "wpsdrive",
    "wps 云文档",
    "wps云文档",
    "微云",
    "weiyun",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "iclouddrive",
    "阿里云盘",
    "aliyundrive",
    "天翼云盘",
    "夸克网盘",
    "115网盘",
    "synologydrive",
    "nextcloud",
    "seafile",
    "和彩云",
)
CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK_MOUNTS = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "davfs", "ncpfs", "ceph", "glusterfs"}
)
TEMPORARY_MOUNTS = frozenset({"tmpfs", "ramfs"})
STICK_FOLDERS = ("/media/", "/run/media/", "/mnt/usb")
# What Windows' GetDriveType answers.
REMOVABLE, FIXED, REMOTE, DISC, MEMORY = 2, 3, 4, 5, 6


class PlaceKind(StrEnum):
    """What kind of place a folder is, as far as an office cares."""

    FIXED = "本机硬盘"
    SYSTEM = "系统盘"
    STICK = "移动存储"
    CLOUD = "网盘同步文件夹"
    NETWORK = "网络位置"
    FLEETING = "临时位置"


REFUSED = frozenset({PlaceKind.CLOUD, PlaceKind.NETWORK, PlaceKind.FLEETING})
ADVICE = {
    PlaceKind.FIXED: "在本机硬盘上，可以使用",
    PlaceKind.SYSTEM: "在系统盘上；若学校电脑装有还原卡，重启后数据会被还原，有其他硬盘时请放到那里",
    PlaceKind.STICK: "在 U 盘等移动存储上，拔出或丢失会中断使用；建议放在本机硬盘，U 盘只存备份",
    PlaceKind.CLOUD: "在网盘同步文件夹里，同步程序会损坏正在使用的数据文件",
    PlaceKind.NETWORK: "在网络位置上，断网时会丢失正在保存的内容",
    PlaceKind.FLEETING: "在临时位置，重启后会消失",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the judgement looks at: Windows or not, variables, mounts (folder to type), drive types."""

    windows: bool = False
    variables: Mapping[str, str] | None = None
    mounts: Mapping[str, str] | None = None
    drives: Mapping[str, int] | None = None
    system_drive: str = "C:"


def classify(path: str, around: Surroundings) -> PlaceKind:
    """Return the kind of place of an absolute path; pure, so that every kind has a row in a test."""
    pure: PurePath = PureWindowsPath(path) if around.windows else PurePosixPath(path)
    if _in_cloud(pure, around):
        return PlaceKind.CLOUD
    return _on_windows(PureWindowsPath(path), around) if around.windows else _on_posix(path, around)


def _in_cloud(pure: PurePath, around: Surroundings) -> bool:
    named = any(_cloud_name(part.casefold()) for part in pure.parts)
    variables = around.variables or {}
    roots = [type(pure)(variables[name]) for name in CLOUD_VARIABLES if variables.get(name)]
    return named or any(pure.is_relative_to(root) for root in roots)


def _cloud_name(part: str) -> bool:
    # "OneDrive - 某学校" and "Nutstore Files" are the usual names of a second account.
    return any(part == name or part.startswith((f"{name} ", f"{name}-")) for name in CLOUD_NAMES)


def _on_windows(path: PureWindowsPath, around: Surroundings) -> PlaceKind:
    drive = path.drive
    if drive.startswith("\\\\"):
        return PlaceKind.NETWORK
    known = (around.drives or {}).get(drive.upper(), FIXED)
    kinds = {
        REMOVABLE: PlaceKind.STICK,
        REMOTE: PlaceKind.NETWORK,
        DISC: PlaceKind.STICK,
        MEMORY: PlaceKind.FLEETING,
    }
    if known in kinds:
        return kinds[known]
    return PlaceKind.SYSTEM if drive.upper() == around.system_drive.upper() else PlaceKind.FIXED


def _on_posix(path: str, around: Surroundings) -> PlaceKind:
    mounted = _mount_of(path, around.mounts or {})
    if mounted in NETWORK_MOUNTS or (mounted.startswith("fuse.") and mounted != "fuse.ntfs-3g"):
        return PlaceKind.NETWORK
    if mounted in TEMPORARY_MOUNTS:
        return PlaceKind.FLEETING
    return PlaceKind.STICK if path.startswith(STICK_FOLDERS) else PlaceKind.FIXED


def _mount_of(path: str, mounts: Mapping[str, str]) -> str:
    pure = PurePosixPath(path)
    folders = [folder for folder in mounts if pure.is_relative_to(folder)]
    return mounts[max(folders, key=len)] if folders else ""


def here() -> Surroundings:
    """Return the surroundings of this PC."""
    if sys.platform == "win32":
        drive = os.environ.get("SystemDrive", "C:")  # noqa: SIM112 -- Windows' own spelling
        return Surroundings(windows=True, variables=dict(os.environ), drives=_drives(), system_drive=drive)
    return Surroundings(variables=dict(os.environ), mounts=_mounts())


def _drives() -> dict[str, int]:
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]  # Windows only
    letters = string.ascii_uppercase
    return {f"{letter}:": int(kind(f"{letter}:\\")) for letter in letters}


def _mounts() -> dict[str, str]:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}  # not Linux: without a table every place counts as a disk
    words = [line.split() for line in lines]
    return {line[1].replace("\\040", " "): line[2] for line in words if len(line) > 2}


def place_of(folder: Path) -> PlaceKind:
    """Return the kind of place of a folder of this PC."""
    return classify(str(folder.resolve()), here())


def proposed() -> Path:
    """Return the folder to propose for a new office: a fixed disk that is not the system's, else home."""
    home = Path.home()
    around = here()
    if not around.windows:
        return home / "党务办公室"
    roots = [f"{drive}\\" for drive, kind in (around.drives or {}).items() if kind == FIXED]
    other = [root for root in roots if classify(root, around) is PlaceKind.FIXED]
    return Path(other[0]) / "党务办公室" if other else home / "党务办公室"


def stick_roots(around: Surroundings) -> list[str]:
    """Return where sticks and cards stand, as far as the system tells."""
    if around.windows:
        return [f"{drive}\\" for drive, kind in (around.drives or {}).items() if kind == REMOVABLE]
    return [folder for folder in around.mounts or {} if folder.startswith(STICK_FOLDERS)]


def sticks() -> list[Path]:
    """Return the sticks that are plugged in now."""
    return [path for root in stick_roots(here()) if (path := Path(root)).is_dir()]
