"""What may lie on the disk after the power went: built from what was written, synced and deleted until then.

What was synced is there. Of what was written since, each piece is there, is not, or is there in part,
sector by sector and in any order. A file's name comes and goes with its folder: a journal is entered when
it is first synced (the driver syncs the folder with it), a deletion is sure only when it was synced.
"""

from dataclasses import dataclass, field

SECTOR = 512


@dataclass
class Body:
    """One file as an object of the disk, whatever its name: what is sure, and what waits."""

    sure: bytearray = field(default_factory=bytearray)
    waiting: list = field(default_factory=list)

    def settle(self):
        for piece in self.waiting:
            _put(self.sure, *piece)
        self.waiting.clear()

    def after(self, rnd, luck):
        """The bytes as the outage may have left them."""
        left = bytearray(self.sure)
        for at, data in self.waiting:
            if data is None:
                if rnd.random() < luck:
                    _put(left, at, None)
                continue
            for start in range(0, len(data), SECTOR):
                if rnd.random() < luck:
                    _put(left, at + start, data[start : start + SECTOR])
        return bytes(left)


def _put(body, at, data):
    if data is None:
        del body[at:]
        return
    body.extend(bytes(max(0, at - len(body))))
    body[at : at + len(data)] = data


@dataclass
class Name:
    """A name: the body it surely stands for, and the bodies (or none) it may stand for by now."""

    sure: Body | None
    later: list = field(default_factory=list)

    def now(self):
        return self.later[-1] if self.later else self.sure


def image(events, cut, names, rnd):
    """Return {path: bytes} after an outage before event ``cut``; ``names`` are the files as they began."""
    disk = {path: Name(Body(bytearray(data))) for path, data in names.items()}
    for what, path, *more in events[:cut]:
        if what == "stored":
            continue
        name = disk.setdefault(path, Name(None))
        if what == "create":
            name.later.append(Body())
        elif what == "delete":
            name.later.append(None)
            if more[0]:
                disk[path] = Name(None)
        elif what == "sync":
            name.now().settle()
            disk[path] = Name(name.now())
        else:
            name.now().waiting.append((more[0], more[1] if what == "write" else None))
    luck = rnd.choice((0, 0.1, 0.5, 0.9, 1))
    found = {path: rnd.choice([name.sure, *name.later]) for path, name in disk.items()}
    return {path: body.after(rnd, luck) for path, body in found.items() if body is not None}
