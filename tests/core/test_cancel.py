import pytest

from partyoffice.core.cancel import Cancelled, tell


def test_progress_is_told_and_the_job_goes_on():
    heard = []
    tell(lambda done, total: heard.append((done, total)) is None, 3, 10)
    assert heard == [(3, 10)]


def test_a_job_nobody_watches_goes_on():
    assert tell(None, 1, 2) is None


def test_an_answer_of_no_stops_the_job():
    with pytest.raises(Cancelled):
        tell(lambda _done, _total: False, 3, 10)
