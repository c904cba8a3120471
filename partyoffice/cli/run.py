"""From the words typed to the exit status: 0 done, 1 refused with one sentence, 2 wrong usage."""

import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from partyoffice.cli.grammar import Given, read_words
from partyoffice.core.errors import OfficeError
from partyoffice.store import files

DONE, REFUSED = 0, 1


class RefusedError(Exception):
    """A refusal that has a JSON answer all the same, such as an import with problems."""

    def __init__(self, answer: dict[str, Any], sentence: str) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.answer = answer


def run(words: Sequence[str]) -> int:
    """Carry out one command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    given = read_words(words)
    try:
        answer = given.verb(given)
    except RefusedError as refused:
        return _refuse(given, refused.answer, str(refused))
    except OfficeError as error:
        return _refuse(given, {"error": str(error)}, str(error))
    except Exception as error:  # noqa: BLE001 -- the user never meets a traceback
        return _refuse(given, {"error": (said := _bug(error))}, said)
    _say(given, answer)
    return DONE


def _refuse(given: Given, answer: dict[str, Any], sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    if given.json:
        _print_json(answer)
    return REFUSED


def _bug(error: Exception) -> str:
    if isinstance(error, OSError):
        named = error.filename
        return str(files.refusal(error, Path(named) if isinstance(named, str) else None, "读写"))
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}，{Path(place.filename).name} 第 {place.lineno} 行"
    return str(OfficeError(f"程序内部出错（{where}）", remedy="请把括号里的内容告诉维护人员，再试一次"))


def _say(given: Given, answer: dict[str, Any] | list[Any]) -> None:
    if given.json or isinstance(answer, list):
        _print_json(answer)
        return
    for key, value in answer.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        sys.stdout.write(f"{key}: {text}\n")


def _print_json(answer: dict[str, Any] | list[Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
