"""Which column fills which field; a heading with two meanings is asked about, never guessed."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from partyoffice.core.errors import OfficeError
from partyoffice.intake.headings import always_asked, giving_way, plain
from partyoffice.intake.target import Target

LEAVE_OUT = "不导入"
_PLACED = re.compile(r"（第 \d+ 列）$")
_OUT = frozenset({"", "-", LEAVE_OUT})


@dataclass(frozen=True, slots=True)
class Question:
    """A heading that stays out until the user says which field it means."""

    heading: str
    could_be: tuple[str, ...]


@dataclass(slots=True)
class Columns:
    """The columns of a sheet: ``keys`` by index those that fill a field, ``labels`` all headings.

    ``answered`` are the user's answers, plain heading to key ("" for left out), to be remembered.
    """

    labels: tuple[str, ...]
    keys: dict[int, str] = field(default_factory=dict)
    unmapped: list[int] = field(default_factory=list)
    ambiguous: list[Question] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)

    def headings(self) -> dict[str, str]:
        """Return heading to key, the ``mapping`` of the command line."""
        return {self.labels[index]: key for index, key in sorted(self.keys.items())}

    def by_key(self) -> dict[str, str]:
        """Return key to heading."""
        return {key: heading for heading, key in self.headings().items()}


def known_words(targets: Sequence[Target]) -> frozenset[str]:
    """Return every plain heading that some target answers to."""
    return frozenset(word for target in targets for word in target.names())


def fingerprint(kind: str, labels: Sequence[str]) -> str:
    """Return a short digest of the set of headings, whatever their order and blanks."""
    text = "\n".join([kind, *sorted(plain(label) for label in labels if label)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _told_apart(labels: Sequence[str]) -> tuple[str, ...]:
    """Name the second column of the same heading by its place."""
    seen: Counter[str] = Counter()
    result = []
    for number, label in enumerate(labels, 1):
        seen[label] += 1
        result.append(f"{label}（第 {number} 列）" if label and seen[label] > 1 else label)
    return tuple(result)


def answer_key(heading: str) -> str:
    """Return how an answer is kept: by the plain heading, but a repeated one with its place."""
    return heading if _PLACED.search(heading) else plain(heading)


class _Mapper:
    """One pass over the headings."""

    def __init__(self, labels: Sequence[str], targets: Sequence[Target], answers: Mapping[str, str]) -> None:
        self.raw, self.targets = labels, targets
        self.columns = Columns(_told_apart(labels))
        self.names = [(target, target.names()) for target in targets]
        self.asked = always_asked()
        self.answers = {answer_key(heading): answer for heading, answer in answers.items()}

    def run(self) -> Columns:
        guesses: dict[int, Target] = {}
        for index, label in enumerate(self.raw):
            if label and not self._answered(index):
                self._judge(index, guesses)
        self._settle(guesses)
        return self.columns

    def _answered(self, index: int) -> bool:
        heading = answer_key(self.columns.labels[index])
        answer = self.answers.get(heading)
        if answer is None:
            return False
        key = "" if answer in _OUT else self._key_of(plain(self.raw[index]), answer)
        if key and key in self.columns.keys.values():
            raise OfficeError(f"有两列都指定为“{answer}”", remedy="一个栏目只能由一列填写，请改其中一列")
        if key:
            self.columns.keys[index] = key
        else:
            self.columns.unmapped.append(index)
        self.columns.answered[heading] = key
        return True

    def _key_of(self, name: str, answer: str) -> str:
        for target in self.targets:
            if answer in {target.key, target.field.title}:
                return target.key
        found = [target.key for target, names in self.names if plain(answer) in names]
        if len(found) == 1:
            return found[0]
        if answer in self.asked.get(name, ()):
            return ""
        titles = "、".join(target.field.title for target in self.targets)
        raise OfficeError(f"没有名为“{answer}”的栏目", remedy=f"请从这些里选：{titles}、{LEAVE_OUT}")

    def _judge(self, index: int, guesses: dict[int, Target]) -> None:
        name = plain(self.raw[index])
        found = [target for target, names in self.names if name in names]
        sure = [target for target in found if name in map(plain, target.plain_here)]
        if len(sure) == 1 or (len(found) == 1 and name not in self.asked):
            guesses[index] = (sure or found)[0]
        elif found:
            titles = [target.field.title for target in found]
            others = [] if len(titles) > 1 else self.asked.get(name, [LEAVE_OUT])
            self._ask(index, tuple(dict.fromkeys([*titles, *others])))
        else:
            self.columns.unmapped.append(index)

    def _ask(self, index: int, could_be: tuple[str, ...]) -> None:
        self.columns.ambiguous.append(Question(self.columns.labels[index], could_be))

    def _yield_second(self, guesses: dict[int, Target], taken: set[str]) -> None:
        """Hand the second of two columns to the field that waits for it (see ``Target.after``)."""
        for target, names in self.names:
            rivals = [index for index, guess in guesses.items() if guess.key == target.after]
            second = [index for index in rivals if plain(self.raw[index]) in names]
            crowded = len(rivals) > 1 or target.after in taken
            if target.after and target.key not in taken and crowded and len(second) == 1:
                guesses[second[0]] = target

    def _settle(self, guesses: dict[int, Target]) -> None:
        """Take the guesses: an answer beats them, a strict heading a loose one, two alike are asked about."""
        taken = set(self.columns.keys.values())
        self._yield_second(guesses, taken)
        strict = {target.key for index, target in guesses.items() if not self._loose(index)}
        beaten = {
            i for i, one in guesses.items() if one.key in taken or (one.key in strict and self._loose(i))
        }
        left = {index: target for index, target in guesses.items() if index not in beaten}
        wanted = Counter(target.key for target in left.values())
        for index, target in left.items():
            if wanted[target.key] > 1:
                self._ask(index, (target.field.title, LEAVE_OUT))
            else:
                self.columns.keys[index] = target.key
        self.columns.unmapped = sorted({*self.columns.unmapped, *beaten})

    def _loose(self, index: int) -> bool:
        return plain(self.raw[index]) in giving_way()


def map_columns(
    labels: Sequence[str], targets: Sequence[Target], answers: Mapping[str, str], title: str = "要导入"
) -> Columns:
    """Return what each column fills. ``answers``: heading to field title, key, heading or 不导入.

    Refuses an answer that names no field, a sheet without a column for a ``must`` field, and one that has
    none of the columns such sheets, called ``title``, are about.
    """
    columns = _Mapper(labels, targets, answers).run()
    asked = {title for question in columns.ambiguous for title in question.could_be}
    for target in targets:
        if target.must and target.key not in columns.keys.values() and target.field.title not in asked:
            raise OfficeError(
                f"表里没有“{target.field.title}”这一列",
                remedy="请检查表头，或把对应的列名改成这个名称，再导入一次",
            )
    _must_be_about(columns, [target for target in targets if target.tells], asked, title)
    return columns


def _must_be_about(columns: Columns, telling: Sequence[Target], asked: Collection[str], title: str) -> None:
    """Refuse a roster given as a pay slip, a pay slip given as a ledger: nothing in it would come in."""
    found = {*columns.keys.values(), *asked}
    if telling and not any({target.key, target.field.title} & found for target in telling):
        raise OfficeError(
            f"表里没有一列是{title}的内容",
            remedy="请检查是否选对了文件，要导入的是不是这一种表；可先下载导入模板对照",
        )


def check_answers(answers: Mapping[str, str], labels: Sequence[str]) -> None:
    """Refuse an answer about a heading that the sheet does not have."""
    here = {plain(label) for label in labels} | set(_told_apart(labels))
    for heading in answers:
        if heading not in here and plain(heading) not in here:
            listed = "、".join(label for label in labels if label)
            raise OfficeError(f"表头里没有“{heading}”", remedy=f"这张表的列名是：{listed}")


def worth_keeping(label: str) -> bool:
    """Say whether the texts of an unmapped column are worth a note: running numbers are not."""
    return bool(label) and plain(label) not in {"序号", "行号", "no"}
