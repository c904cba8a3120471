"""Where the title of an official document breaks: whole words, in a trapezoid or a diamond.

Source: GB/T 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜，间距恰当，使用梯形或菱形. No dictionary decides
what a word is: the words of Party papers are known, and between unknown characters a break costs.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from math import ceil, inf

from partyoffice.reports.breaking import units

MOST_CHARACTERS = 19  # of the 20 that 2号 leaves in 156 mm, so that no line touches both edges
WORDS = (
    "关于 入党积极分子 入党申请人 发展对象 预备党员 正式党员 中共党员 共产党员 流动党员 "
    "优秀共产党员 优秀党务工作者 中国共产党 中共 党组织 党委 党总支 党支部 支部 总支部 委员会 "
    "支部委员会 总支部委员会 基层党委 组织部 组织委员 书记 副书记 委员 候选人 预备人选 党小组 "
    "党员大会 支部大会 支委会 党课 主题党日 组织生活会 民主评议党员 民主评议 民主生活会 "
    "组织生活 组织关系 三会一课 专题 教师 学生 学校 中学 小学 幼儿园 第一 第二 第三 第四 "
    "第五 同志 接收 吸收 转为 转正 审批 备案 预审 批准 同意 确定 列为 拟列为 公示 请示 "
    "报告 批复 通知 通报 决定 意见 方案 名单 召开 开展 举办 举行 成立 设立 撤销 调整 "
    "换届 选举 任命 增补 届满 延长 取消 资格 预备期 培养 教育 考察 培训 集中 会议 活动 "
    "工作 情况 总结 计划 年度 学年 学期 上半年 下半年 党费 收缴 使用 管理 经费 困难 慰问 "
    "表彰 学习 贯彻 落实 精神 加强 建设 领导 班子 成员 分工 有关 事项 问题"
)
_MARKED = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|〔\d+〕|\d+[年月日号次届]?|[A-Za-z]+")
KEPT, UNKNOWN, NEAR_KNOWN, FREE, PULLED = 90.0, 14.0, 2.0, 0.0, 60.0
TIED = frozenset("的等和与及、，")  # marks and little words that end a line and never open one
SHAPES: dict[int, tuple[tuple[float, ...], ...]] = {
    1: ((1.0,),),
    2: ((0.46, 0.54), (0.54, 0.46), (0.42, 0.58), (0.58, 0.42)),
    3: ((0.30, 0.40, 0.30), (0.28, 0.33, 0.39), (0.39, 0.33, 0.28)),
    4: ((0.22, 0.28, 0.28, 0.22), (0.21, 0.24, 0.26, 0.29), (0.29, 0.26, 0.24, 0.21)),
}

Measure = Callable[[str], float]


@cache
def _words() -> re.Pattern[str]:
    longest = sorted(WORDS.split(), key=len, reverse=True)
    return re.compile("|".join(longest))


def _inside(text: str, pattern: re.Pattern[str]) -> tuple[set[int], set[int]]:
    """Return the places inside and at the edges of all matches."""
    inner, edges = set[int](), set[int]()
    for found in pattern.finditer(text):
        inner.update(range(found.start() + 1, found.end()))
        edges.update((found.start(), found.end()))
    return inner, edges


def break_costs(text: str) -> list[float]:
    """Return what a break before each character costs; infinite where 禁则 forbids it."""
    inner, edges = _inside(text, _words())
    marked, marks = _inside(text, _MARKED)
    costs = [UNKNOWN] * len(text)
    for place in range(1, len(text)):
        if place in inner or place in marked:
            costs[place] = KEPT
        elif text[place] in TIED:
            costs[place] = PULLED
        elif text[place - 1] in TIED or text[:place].endswith("关于"):
            costs[place] = FREE
        elif place in edges or place in marks:
            costs[place] = NEAR_KNOWN
    allowed, place = set(), 0
    for unit in units(text):
        allowed.add(place)
        place += len(unit)
    return [cost if place in allowed else inf for place, cost in enumerate(costs)]


def _best(
    text: str, costs: Sequence[float], shape: tuple[float, ...], measure: Measure
) -> tuple[float, list[int]]:
    """Return the cheapest breaks for one shape; infinite where a line would be too long."""
    whole, end = measure(text), len(text)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number, part in enumerate(shape, 1):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (so_far, breaks) in best.items():
            for stop in range(start + 1, end + 1):
                wide = measure(text[start:stop])
                if wide > MOST_CHARACTERS:
                    break
                if (stop == end) != (number == len(shape)):
                    continue
                cost = so_far + (wide - part * whole) ** 2 + (costs[stop] if stop < end else 0)
                if cost < reached.get(stop, (inf, []))[0]:
                    reached[stop] = cost, [*breaks, stop]
        best = reached
    return best.get(end, (inf, []))


def _shapes(count: int) -> tuple[tuple[float, ...], ...]:
    return SHAPES.get(count, ((1 / count,) * count,))


def shaped(title: str, measure: Measure) -> list[str]:
    """Return the lines of a title; breaks the author typed stay as they are.

    ``measure`` gives widths in characters. A title of no more than 19 stands on one line; longer
    ones take as few lines as hold them, or one more where that spares a word.
    """
    if "\n" in title:
        return [line for part in title.split("\n") if part.strip() for line in shaped(part.strip(), measure)]
    wide = measure(title)
    if wide <= MOST_CHARACTERS:
        return [title]
    costs, fewest = break_costs(title), ceil(wide / MOST_CHARACTERS)
    tries = [
        (cost + 25 * (count - fewest), breaks)
        for count in (fewest, fewest + 1)
        for cost, breaks in (_best(title, costs, shape, measure) for shape in _shapes(count))
    ]
    _, breaks = min(tries)
    if not breaks:
        breaks = _even(title, measure)
    return [title[start:stop] for start, stop in zip([0, *breaks], breaks, strict=False)]


def _even(title: str, measure: Measure) -> list[int]:
    """Return breaks wherever a line is full: for text that 禁则 would let break nowhere."""
    breaks, start = [], 0
    for place in range(1, len(title)):
        if measure(title[start : place + 1]) > MOST_CHARACTERS:
            breaks.append(place)
            start = place
    return [*breaks, len(title)]
