"""The rules about people as questions: age, 党龄, the 18th birthday, the ID number, an amount in words."""

from typing import Any

from partyoffice.core import money
from partyoffice.core.calculation import Calculation, asked_day, exact_day
from partyoffice.core.dates import Day, whole_years
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import read_id_number
from partyoffice.members.rules import (
    ADULT_ARTICLE,
    NO_STANDING,
    STANDING_ARTICLE,
    adult_from,
    article,
    standing,
)

Answer = dict[str, Any]
ARTICLE_AGE = "周岁按生日计算，生日当天计入；2月29日出生的平年以3月1日为生日"
ARTICLE_ID = "GB 11643-1999"
ARTICLE_AMOUNT = "财会凭证大写金额的习惯写法（没有查到全国性规定）"


def calc_age(born: str, on: str = "") -> Answer:
    """Return whole years of age (T13)."""
    birth, day = exact_day(born, "出生日期"), asked_day(on, "计算日期")
    if day < birth:
        raise OfficeError(f"计算日期 {day} 早于出生日期 {birth}", remedy="请核对两个日期")
    years = whole_years(birth, day)
    return {"years": years, "article": ARTICLE_AGE, "steps": f"{birth} 至 {day} 满 {years} 周岁"}


def calc_standing(full: str, on: str = "") -> Answer:
    """Return 党龄 in whole years, — before 转正 (T12)."""
    start, day = exact_day(full, "转正时间"), asked_day(on, "计算日期")
    years = standing(Day.of(start), day)
    counted = f"从转正之日 {start} 至 {day}，满 {years} 年"
    return {
        "years": NO_STANDING if years is None else years,
        "article": article(STANDING_ARTICLE, start),
        "steps": f"{day} 尚未到转正之日 {start}，预备期不计党龄" if years is None else counted,
    }


def calc_adult(born: str, applied: str) -> Answer:
    """Say whether an application is allowed on a day (细则第五条)."""
    birth, day = exact_day(born, "出生日期"), exact_day(applied, "申请日期")
    earliest = adult_from(birth)
    allowed = day >= earliest
    word = "已满" if allowed else "未满"
    steps = f"{birth} 出生，满 18 岁为 {earliest}；{day} 申请，{word} 18 岁"
    return {
        "allowed": allowed,
        "earliest": str(earliest),
        "article": article(ADULT_ARTICLE, day),
        "steps": steps,
    }


def calc_id_number(number: str) -> Answer:
    """Judge an ID number."""
    said = read_id_number(number)
    message = said.message or "号码正确"
    return {
        "valid": said.valid, "born": str(said.born) if said.born else None, "sex": said.sex or None,
        "region": said.region or None, "message": message, "article": ARTICLE_ID,
        "steps": f"17 位本体码加权求和后对 11 取余，对照校验码表：{message}",
    }  # fmt: skip


def calc_amount(amount: str) -> Answer:
    """Return an amount in capital numerals."""
    try:
        fen = money.read_yuan(amount)
        words = money.amount_in_words(fen)
    except ValueError as error:
        raise OfficeError(str(error), remedy="请填 0 至 999999999999.99 之间、最多两位小数的金额") from error
    return {"words": words, "article": ARTICLE_AMOUNT, "steps": f"{money.grouped(fen)} 元 = {words}"}


BORN, ON = (
    Field("born", "出生日期", Kind.DAY, required=True),
    Field("on", "计算日期", Kind.DAY, hint="不填为今天"),
)
CALCULATIONS = (
    Calculation("age", "年龄", (BORN, ON), calc_age),
    Calculation("standing", "党龄", (Field("full", "转正时间", Kind.DAY, required=True), ON), calc_standing),
    Calculation(
        "adult", "年满 18 岁", (BORN, Field("applied", "申请日期", Kind.DAY, required=True)), calc_adult
    ),
    Calculation(
        "id-number",
        "身份证号校验",
        (Field("number", "身份证号", Kind.ID_NUMBER, required=True),),
        calc_id_number,
        positional=True,
    ),
    Calculation(
        "amount",
        "金额大写",
        (Field("amount", "金额（元）", Kind.MONEY, required=True),),
        calc_amount,
        positional=True,
    ),
)
