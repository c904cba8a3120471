from partyoffice.core import names


def test_the_shipped_tables_read_alike_every_time():
    """Read anew: the window may have filled the caches from a thread that no coverage follows."""
    assert names._stroke_rows.__wrapped__() == names._stroke_rows()
    assert names._surname_places.__wrapped__() == names._surname_places()


def test_common_surnames_have_their_strokes_and_place():
    assert [names.strokes(char) for char in "丁王林"] == [2, 4, 8]
    assert names._surname_places()["丁"]
