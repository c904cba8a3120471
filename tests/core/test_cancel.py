import pytest

from partyoffice.core.cancel import Cancelled, stretch, tell


def test_progress_is_told_and_the_job_goes_on():
    heard = []
    tell(lambda done, total: heard.append((done, total)) is None, 3, 10)
    assert heard == [(3, 10)]


def test_a_job_nobody_watches_goes_on():
    assert tell(None, 1, 2) is None


def test_an_answer_of_no_stops_the_job():
    with pytest.raises(Cancelled):
        tell(lambda _done, _total: False, 3, 10)


def test_several_works_fill_one_bar_that_never_runs_back():
    heard = []
    whole = lambda done, total: heard.append((done, total)) is None  # noqa: E731 -- a listener
    for start, end in ((0, 0.5), (0.5, 1)):
        part = stretch(whole, start, end)
        for done in range(5):
            tell(part, done, 4)
    assert heard[0] == (0, 1000)
    assert heard[-1] == (1000, 1000)
    assert heard == sorted(heard)
    assert stretch(None, 0, 1) is None
    tell(stretch(whole, 0.25, 1), 0, 0)
    assert heard[-1] == (250, 1000)
