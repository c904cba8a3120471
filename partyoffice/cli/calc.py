"""``calc``: the rule calculator, one question or a batch of them."""

import json
from pathlib import Path
from typing import Any

from partyoffice.cli.grammar import Given, Words
from partyoffice.core.calculation import Calculation
from partyoffice.core.errors import OfficeError

Answer = dict[str, Any]
YES, YES_NO = "是", ("是", "否")


def calc(given: Given) -> Answer | list[Answer]:
    """Answer one calculation, or each of ``--batch FILE``."""
    if given.batch:
        return [_one_of_many(words) for words in _batch(Path(given.batch))]
    return answer(given.words)


def _calculations() -> dict[str, Calculation]:
    from partyoffice.parts import PARTS

    return {one.name: one for part in PARTS for one in part.calculations}


def answer(words: list[str]) -> Answer:
    """Answer what follows ``calc``."""
    known = _calculations()
    if not words or words[0] not in known:
        raise OfficeError(f"没有名为“{words[0] if words else ''}”的计算", remedy=f"可用：{'、'.join(known)}")
    calculation = known[words[0]]
    return calculation.run(**_inputs(calculation, words[1:]))


def _inputs(calculation: Calculation, words: list[str]) -> dict[str, str]:
    parser = Words(f"partyoffice calc {calculation.name}")
    for field in calculation.fields:
        if calculation.positional:
            parser.add_argument(field.key, metavar=field.title)
        else:
            # What is said by 是 or 否 may be said by its name alone.
            alone = {"nargs": "?", "const": YES} if field.choices == YES_NO else {}
            name = f"--{field.key.replace('_', '-')}"
            parser.add_argument(name, dest=field.key, default="", required=field.required, **alone)
    return vars(parser.parse_args(words))


def _batch(path: Path) -> list[list[str]]:
    try:
        lists = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise OfficeError(f"读不了“{path.name}”", remedy="请核对位置；内容应为 JSON 列表") from error
    if not isinstance(lists, list) or not all(isinstance(words, list) for words in lists):
        raise OfficeError(
            f"“{path.name}”不是参数表的列表", remedy='请写成 [["age","--born","1990-01-01"], …]'
        )
    return [[str(word) for word in words] for words in lists]


def _one_of_many(words: list[str]) -> Answer:
    try:
        return answer(words)
    except OfficeError as error:
        return {"error": str(error)}
    except SystemExit:
        return {"error": f"看不懂参数 {' '.join(words)}。数据没有改动。请核对写法。"}
