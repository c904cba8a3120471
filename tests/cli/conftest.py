"""The command line as somebody types it, in this process; what it says is caught."""

import json
import shutil

import pytest

from partyoffice.cli.run import run
from partyoffice.store import places


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    """An invented office of 24 members, closed; copy it before use."""
    path = tmp_path_factory.mktemp("school") / "青禾中学.dangwu"
    assert run(["new", str(path), "--sample", "24", "--seed", "5"]) == 0
    return path


@pytest.fixture
def office(school, tmp_path):
    return shutil.copyfile(school, tmp_path / "青禾中学.dangwu")


@pytest.fixture
def ask(capfd, monkeypatch):
    """Run words and return exit status, what stood on standard output, what on standard error.

    The folders of a run lie on a disk, whatever this machine has under them.
    """
    monkeypatch.setattr(places, "here", places.Surroundings)

    def say(*words):
        capfd.readouterr()
        try:
            status = run([str(word) for word in words])
        except SystemExit as left:
            status = left.code
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return say


@pytest.fixture
def answer(ask):
    """Run words with --json, which must succeed with one JSON object and nothing else."""

    def say(*words):
        status, out, err = ask(*words, "--json")
        assert status == 0, err
        return json.loads(out)

    return say


@pytest.fixture
def refusal(ask):
    """Run words that must be refused: exit 1, one Chinese sentence that ends with what to do."""

    def say(*words):
        status, out, err = ask(*words, "--json")
        assert status == 1, (out, err)
        assert len(err.strip().splitlines()) == 1
        assert "程序内部出错" not in err
        assert "没有改动" in err
        assert err.count("。") >= 3
        json.loads(out)
        return err.strip()

    return say
