import pytest

from partyoffice.store import places
from partyoffice.store.places import ADVICE, REFUSED, PlaceKind, Surroundings, classify

WINDOWS = Surroundings(
    windows=True,
    variables={"OneDrive": r"D:\云\个人", "OneDriveCommercial": ""},
    drives={
        "C:": places.FIXED,
        "D:": places.FIXED,
        "E:": places.REMOVABLE,
        "F:": places.DISC,
        "R:": places.MEMORY,
        "Z:": places.REMOTE,
    },
)
LINUX = Surroundings(
    mounts={
        "/": "ext4",
        "/users": "ext4",
        "/mnt/school": "cifs",
        "/srv/nfs": "nfs4",
        "/scratch": "tmpfs",
        "/media/ye/U": "vfat",
        "/users/ye/云": "fuse.rclone",
        "/data": "fuse.ntfs-3g",
        "/run/user/1000/gvfs": "fuse.gvfsd-fuse",
    }
)
ON_WINDOWS = (
    (r"C:\党务", PlaceKind.SYSTEM),
    (r"c:\用户\ye\Documents", PlaceKind.SYSTEM),
    (r"D:\党务办公室", PlaceKind.FIXED),
    (r"d:\党务", PlaceKind.FIXED),
    (r"E:\党务", PlaceKind.STICK),
    (r"F:\党务", PlaceKind.STICK),
    (r"R:\临时", PlaceKind.FLEETING),
    (r"Z:\党务", PlaceKind.NETWORK),
    (r"\\server\党务", PlaceKind.NETWORK),
    (r"\\10.0.0.5\share\党务", PlaceKind.NETWORK),
    (r"D:\云\个人\党务", PlaceKind.CLOUD),
    (r"D:\云\别人\党务", PlaceKind.FIXED),
    (r"C:\用户\ye\OneDrive\党务", PlaceKind.CLOUD),
    (r"C:\用户\ye\OneDrive - 青禾中学\党务", PlaceKind.CLOUD),
    (r"D:\坚果云\党务", PlaceKind.CLOUD),
    (r"D:\Nutstore Files\党务", PlaceKind.CLOUD),
    (r"D:\百度网盘\党务", PlaceKind.CLOUD),
    (r"D:\BaiduNetdisk\党务", PlaceKind.CLOUD),
    (r"D:\BaiduSyncdisk\党务", PlaceKind.CLOUD),
    (r"D:\WPS云盘\党务", PlaceKind.CLOUD),
    (r"D:\WPSDrive\12345\党务", PlaceKind.CLOUD),
    (r"D:\微云\党务", PlaceKind.CLOUD),
    (r"D:\Dropbox\党务", PlaceKind.CLOUD),
    (r"D:\iCloudDrive\党务", PlaceKind.CLOUD),
    (r"D:\阿里云盘\党务", PlaceKind.CLOUD),
    (r"D:\我的微云记录\党务", PlaceKind.FIXED),
    (r"\\server\OneDrive\党务", PlaceKind.NETWORK),
    (r"G:\未知", PlaceKind.FIXED),
)
ON_LINUX = (
    ("/users/ye/党务办公室", PlaceKind.FIXED),
    ("/opt/党务", PlaceKind.FIXED),
    ("/data/党务", PlaceKind.FIXED),
    ("/mnt/school/党务", PlaceKind.NETWORK),
    ("/mnt/school2/党务", PlaceKind.FIXED),
    ("/srv/nfs/党务", PlaceKind.NETWORK),
    ("/users/ye/云/党务", PlaceKind.NETWORK),
    ("/run/user/1000/gvfs/党务", PlaceKind.NETWORK),
    ("/scratch/党务", PlaceKind.FLEETING),
    ("/media/ye/U/党务", PlaceKind.STICK),
    ("/run/media/ye/KINGSTON/党务", PlaceKind.STICK),
    ("/users/ye/坚果云/党务", PlaceKind.CLOUD),
    ("/users/ye/Nextcloud/党务", PlaceKind.CLOUD),
    ("/media/ye/U/Dropbox/党务", PlaceKind.CLOUD),
)


@pytest.mark.parametrize(("path", "kind"), ON_WINDOWS)
def test_places_of_windows(path, kind):
    assert classify(path, WINDOWS) is kind


@pytest.mark.parametrize(("path", "kind"), ON_LINUX)
def test_places_of_linux(path, kind):
    assert classify(path, LINUX) is kind


def test_every_kind_has_its_advice_and_the_dangerous_ones_are_refused():
    assert set(ADVICE) == set(PlaceKind)
    assert {PlaceKind.CLOUD, PlaceKind.NETWORK, PlaceKind.FLEETING} == REFUSED


def test_another_fixed_disk_than_the_systems_is_proposed(monkeypatch):
    monkeypatch.setattr(places, "here", lambda: WINDOWS)
    assert str(places.proposed()).startswith("D:")


def test_home_is_proposed_where_there_is_but_one_disk(monkeypatch):
    monkeypatch.setattr(places, "here", lambda: LINUX)
    assert places.proposed().name == "党务办公室"


def test_this_pc_is_judged_without_fault(tmp_path):
    assert places.place_of(tmp_path) in PlaceKind


def test_a_stick_is_found_where_it_is_plugged_in():
    assert places.stick_roots(WINDOWS) == ["E:\\"]
    assert places.stick_roots(LINUX) == ["/media/ye/U"]
    assert places.stick_roots(Surroundings()) == []
    assert all(one.is_dir() for one in places.sticks())
