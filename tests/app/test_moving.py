import pytest

from partyoffice.app import moving, office_window
from partyoffice.members.queries import everyone
from partyoffice.store.office import Office
from partyoffice.store.places import PlaceKind


@pytest.fixture
def cloud(monkeypatch, tmp_path, sample):
    """The sample lies in a synchronised folder; ``cloud`` is where it would be safe."""
    safe = tmp_path / "本机" / "党务办公室"
    kinds = {sample.parent: PlaceKind.CLOUD}
    monkeypatch.setattr(office_window.places, "place_of", lambda each: kinds.get(each, PlaceKind.FIXED))
    monkeypatch.setattr(moving.places, "proposed", lambda: safe)
    return safe


def count(office):
    from partyoffice.core import clock

    with office.reading() as session:
        return len(everyone(session, clock.today()))


def test_an_office_in_a_synchronised_folder_is_moved_by_one_link(program, show, sample, cloud, qtbot, rest):
    window = show(sample)
    people, (_words, go) = count(window.office), window.message_bar.notes[0].links[0]
    window.messages.answers = ["搬过去"]
    go()
    qtbot.waitUntil(lambda: program.shown is not window, timeout=20000)
    rest(program.shown)
    assert program.shown.office.path == (cloud / sample.name).resolve()
    assert count(program.shown.office) == people
    assert not sample.exists()
    assert moving.left_name(sample).is_file()
    assert program.shown.message_bar.notes[0].what == "已搬到本机硬盘"


def test_nothing_is_moved_without_the_word_of_the_user_or_over_another_file(program, show, sample, cloud):
    window = show(sample)
    moving.move(window)
    assert window.messages.questions[0].safe == "留在这里"
    assert not cloud.exists()
    cloud.mkdir(parents=True)
    (cloud / sample.name).write_bytes(b"")
    moving.move(window)
    assert "已经有了" in window.messages.notes[-1].what
    assert program.shown is window
    assert sample.is_file()


def test_the_file_left_behind_can_still_be_opened(program, show, sample, cloud, qtbot, rest):
    window = show(sample)
    window.messages.answers = ["搬过去"]
    moving.move(window)
    qtbot.waitUntil(lambda: program.shown is not window, timeout=20000)
    rest(program.shown)
    Office.open(moving.left_name(sample)).release()
