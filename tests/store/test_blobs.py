import io
import random

import pytest
from PIL import Image

from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import blobs
from partyoffice.store.blobs import as_picture


def picture(size=(60, 80), kind="JPEG", mode="RGB", colour="red", **more):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def test_bytes_are_stored_once_under_their_digest(any_office, raw):
    with any_office.change("上传照片") as session:
        digest = blobs.put(session, b"x" * 5000)
        assert blobs.put(session, b"x" * 5000) == digest
        session.add(Person(name="林知夏", photo=digest))
    with any_office.change("再传一次") as session:
        session.add(Person(name="沈砚秋", photo=blobs.put(session, b"x" * 5000)))
    with any_office.reading() as session:
        assert session.query(blobs.Blob).count() == 1
        assert blobs.content_of(session, digest) == b"x" * 5000
        assert blobs.content_of(session, "0" * 64) is None


def test_the_journal_holds_the_digest_and_undo_brings_the_photo_back(office, raw):
    with office.change("新增") as session:
        session.add(Person(name="林知夏"))
    with office.change("上传照片") as session:
        digest = blobs.put(session, b"PHOTO" * 100)
        session.get_one(Person, 1).photo = digest
    [bodies] = raw(office.path, "SELECT after FROM journal_change WHERE seq=2")
    assert bodies == [(f'{{"photo":"{digest}"}}',)]
    office.undo()
    office.redo()
    with office.reading() as session:
        assert blobs.content_of(session, session.get_one(Person, 1).photo) == b"PHOTO" * 100


def test_a_refused_action_keeps_no_bytes(office):
    with pytest.raises(ZeroDivisionError), office.change("上传") as session:
        blobs.put(session, b"x")
        raise ZeroDivisionError
    with office.reading() as session:
        assert session.query(blobs.Blob).count() == 0


def test_a_picture_loses_its_exif_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "家在青禾市"
    kept = as_picture(picture((100, 40), exif=exif))
    assert opened(kept).size == (40, 100)
    assert not opened(kept).getexif()
    assert "青禾".encode() not in kept
    assert opened(kept).format == "JPEG"


def test_a_large_picture_is_made_smaller_and_a_small_one_left():
    assert opened(as_picture(picture((5000, 2500)))).size == (2000, 1000)
    assert opened(as_picture(picture((60, 80)))).size == (60, 80)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_other_kinds_become_jpeg(kind):
    assert opened(as_picture(picture(kind=kind))).format == "JPEG"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGBA", "PNG"), ("LA", "PNG"), ("P", "GIF"), ("L", "PNG"), ("CMYK", "JPEG"), ("I;16", "PNG")],
)
def test_every_colour_model_is_taken(mode, kind):
    assert opened(as_picture(picture(kind=kind, mode=mode, colour=0))).mode == "RGB"


def test_what_shows_through_is_white_as_paper():
    seen = opened(as_picture(picture(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert seen.getpixel((5, 5)) == (255, 255, 255)


def test_the_first_image_of_a_moving_one_is_taken():
    out = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    red, _, blue = opened(as_picture(out.getvalue())).getpixel((5, 5))
    assert red > 200 > blue


@pytest.mark.parametrize("size", [(10001, 10000), (20000, 20000), (60000, 30000)])
def test_a_picture_of_more_than_a_hundred_million_points_is_refused(size):
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    with pytest.raises(OfficeError, match="照片太大"):
        as_picture(bytes(data))


def test_what_is_no_picture_is_refused():
    whole = picture((200, 200))
    for content in (b"", b"x", b"%PDF-1.4", "姓名,性别".encode("gbk"), whole[:100], whole[: len(whole) // 2]):
        with pytest.raises(OfficeError, match="不是能打开的照片"):
            as_picture(content)


def test_spoilt_pictures_are_taken_or_refused_and_never_break():
    rnd = random.Random(1)
    sources = [picture((40, 40), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP")]
    refusals = 0
    for n in range(200):
        data = bytearray(sources[n % 4])
        for _ in range(rnd.choice((1, 4, 20))):
            data[rnd.randrange(len(data))] = rnd.randrange(256)
        try:
            as_picture(bytes(data))
        except OfficeError:
            refusals += 1
    assert 20 < refusals < 200
