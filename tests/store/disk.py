"""The driver's own file layer, listened to and made to fail: what it writes, syncs and deletes, in order.

SQLite reaches the disk through a table of functions (its VFS). The driver exports what registers one, so
the shipped driver itself is put to the proof, encryption and all. Where it exports nothing (Windows) there
is nothing to listen to, and the tests that need it are passed over.
"""

import ctypes
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from importlib.util import find_spec
from pathlib import Path

DATABASE, JOURNAL = 0x100, 0x800  # kinds of files, as they are opened
FULL, WRITE_ERROR, SYNC_ERROR, READ_ERROR, DELETE_ERROR, CANNOT_OPEN = 13, 778, 1034, 266, 2570, 14

# Names go as addresses: the driver keeps them, and reads on behind their end.
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
Pass = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)  # read and write
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Methods(Structure):
    _fields_ = (
        ("version", c_int),
        *((name, c_void_p) for name in ("close", "read", "write", "truncate", "sync", "size", "lock")),
        *((name, c_void_p) for name in ("unlock", "locked", "control", "sector", "device")),
    )


class Layer(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        *((f"more{n}", c_void_p) for n in range(14)),
    )


try:
    library = ctypes.CDLL(find_spec("sqlcipher3._sqlite3").origin)
    library.sqlite3_vfs_find.restype = POINTER(Layer)
    THERE = bool(library.sqlite3_vfs_find(None))
except (OSError, AttributeError, ValueError):
    THERE = False


class Disk:
    """Notes changes of files as ``events``; ``fault(what, number)`` may give a code instead of doing it."""

    def __init__(self):
        self.events, self.fault, self.calls = [], None, 0
        self.real = library.sqlite3_vfs_find(None)
        self.files, self.tables = {}, {}
        self.layer = Layer.from_buffer_copy(self.real.contents)
        self.layer.version, self.layer.name = 1, b"listened"
        self.kept = [Open(self._open), Delete(self._delete), Pass(self._read), Pass(self._write)]
        self.kept += [Truncate(self._truncate), Sync(self._sync)]
        self.layer.open, self.layer.delete = (cast(one, c_void_p) for one in self.kept[:2])

    @contextmanager
    def listening(self):
        """Let every file opened from here on go through this disk."""
        library.sqlite3_vfs_register(ctypes.byref(self.layer), 1)
        try:
            yield self
        finally:
            library.sqlite3_vfs_register(self.real, 1)
            library.sqlite3_vfs_unregister(ctypes.byref(self.layer))

    def refuses(self, what):
        """The code this call is to fail with, 0 where it is to be done."""
        if what != "read":
            self.calls += 1
        return self.fault(what, self.calls) if self.fault else 0

    def _open(self, _layer, name, file, flags, out):
        if not flags & (DATABASE | JOURNAL) or not name:
            return self._do("open", Open)(ctypes.addressof(self.real.contents), name, file, flags, out)
        path = ctypes.string_at(name).decode()
        fresh = not Path(path).exists()
        if fresh and (code := self.refuses("open")):
            cast(file, POINTER(c_void_p))[0] = None
            return code
        code = self._do("open", Open)(ctypes.addressof(self.real.contents), name, file, flags, out)
        if not code:
            held = cast(file, POINTER(c_void_p))
            self.files[file] = path, held[0]
            held[0] = ctypes.addressof(self._ours(held[0]))
            if fresh:
                self.events.append(("create", path))
        return code

    def _do(self, name, shape):
        return cast(getattr(self.real.contents, name), shape)

    def _ours(self, address):
        if address not in self.tables:
            ours = Methods.from_address(address)
            self.tables[address] = ours = Methods.from_buffer_copy(ours)
            ours.version = 1  # no shared memory, no mapping
            names = ("read", "write", "truncate", "sync")
            for name, call in zip(names, self.kept[2:], strict=True):
                setattr(ours, name, cast(call, c_void_p))
        return self.tables[address]

    def _file(self, file, name, shape):
        path, address = self.files[file]
        return path, cast(getattr(Methods.from_address(address), name), shape)

    def _delete(self, _layer, name, synced):
        if code := self.refuses("delete"):
            return code
        code = self._do("delete", Delete)(ctypes.addressof(self.real.contents), name, synced)
        self.events.append(("delete", ctypes.string_at(name).decode(), bool(synced)))
        return code

    def _read(self, file, buffer, size, at):
        return self.refuses("read") or self._file(file, "read", Pass)[1](file, buffer, size, at)

    def _write(self, file, buffer, size, at):
        if code := self.refuses("write"):
            return code
        path, write = self._file(file, "write", Pass)
        self.events.append(("write", path, at, ctypes.string_at(buffer, size)))
        return write(file, buffer, size, at)

    def _truncate(self, file, size):
        if code := self.refuses("truncate"):
            return code
        path, truncate = self._file(file, "truncate", Truncate)
        self.events.append(("truncate", path, size))
        return truncate(file, size)

    def _sync(self, file, flags):
        if code := self.refuses("sync"):
            return code
        path, sync = self._file(file, "sync", Sync)
        self.events.append(("sync", path))
        return sync(file, flags)
