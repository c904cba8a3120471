"""Invented people for the sample office and for tests: nobody here exists.

Everything comes from a ``random.Random``, so one seed always gives the same people. Identity
numbers have a right check digit and a county code that was never given out; phone numbers share
one made-up block; all live in 青禾市, which is on no map.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from partyoffice.core.id_number import FEMALE, MALE, check_digit

HAN = "汉族"
COUNTIES = ("330099", "320098", "340097", "110098", "360096", "350098")
PHONE_BLOCK = "199000"
DISTRICTS = ("砚湖区", "望禾区", "竹汀区", "霁山县", "鹿屿县")
ROADS = ("知新路", "听雨巷", "桂堂街", "书院东路", "稻香路", "望江里", "学府南街")
SAME_NAME_EVERY = 60
RARE_EVERY = 25
SINGLE_SHARE, COMPOUND_SHARE, HAN_SHARE = 0.2, 0.03, 0.9

_SURNAMES = (
    "林沈方陆顾苏叶江许何宋唐韩冯董萧程曹袁邓傅曾彭吕卢蒋蔡贾丁魏薛余潘杜戴夏钟汪田任姜范石姚谭廖邹熊"
    "金郝孔白崔康毛邱秦史侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇解查盖区翟朴覃"
)
_COMPOUNDS = ("欧阳", "上官", "司徒", "诸葛", "令狐", "尉迟", "皇甫", "慕容")
_FIRST = "知砚予清书景若云思听望怀言疏临静承以舒闻明行岸照星南北一安远秋"
_LAST = {MALE: "舟川岳山恒松洲越崇铮骁屿泽峤衡朗峻野", FEMALE: "夏秋宁妍棠荷苒瑶汀兰韵柔筠霏岚蓁絮禾"}
_SINGLE = {MALE: "屹骁崧铮昶珩晟翊", FEMALE: "蕙菀婉琬沅芷薇舒"}
_RARE = "㛃䶮𬭎𬱖堃喆瑀旸珺翀"
# Nation, what stands between the two parts, first parts by sex, second parts.
_OTHERS: tuple[tuple[str, str, dict[str, str], str], ...] = (
    (
        "维吾尔族",
        "·",
        {MALE: "艾尔肯 买买提江 亚力坤 努尔买买提", FEMALE: "阿依古丽 古丽努尔 热依汗 阿米娜"},
        "买买提 吐尔逊 阿不都 依明 艾山 吐尔地",
    ),
    (
        "哈萨克族",
        "·",
        {MALE: "叶尔江 努尔兰 哈力木 巴合提", FEMALE: "阿依努尔 古丽娜 沙吾列 玛依拉"},
        "叶尔肯 哈孜别克 木拉提 赛力克",
    ),
    ("藏族", "", {MALE: "扎西 洛桑 丹增 次仁", FEMALE: "卓玛 德吉 白玛 央金"}, "多吉 平措 拉姆 措姆 顿珠"),
    ("蒙古族", "", {MALE: "巴图 苏和 孟和 阿拉坦", FEMALE: "乌云 萨仁 其其格 娜仁"}, "朝鲁 巴特 高娃 托娅"),
)
# These peoples mostly bear names of the usual shape.
_USUAL_SHAPE = ("回族", "满族", "壮族", "苗族", "土家族", "侗族", "畲族")


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; ``address`` and ``native_place`` lie in 青禾市."""

    name: str
    sex: str
    born: date
    nation: str
    id_number: str
    phone: str
    address: str
    native_place: str


def invent_id_number(rnd: Random, born: date, sex: str) -> str:
    """Return an 18-digit number that passes every check and can belong to nobody."""
    sequence = rnd.randrange(100) * 10 + 2 * rnd.randrange(5) + (sex == MALE)
    first17 = f"{rnd.choice(COUNTIES)}{born:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)


def invent_phone(rnd: Random) -> str:
    """Return an 11-digit number of the made-up block, one of 100,000."""
    return f"{PHONE_BLOCK}{rnd.randrange(100_000):05d}"


def invent_address(rnd: Random) -> str:
    """Return an address in 青禾市."""
    flat = f"{rnd.randint(1, 28)}幢{rnd.randint(1, 18)}0{rnd.randint(1, 4)}室"
    return f"青禾市{rnd.choice(DISTRICTS)}{rnd.choice(ROADS)}{rnd.randint(1, 300)}号{flat}"


def invent_name(rnd: Random, sex: str) -> str:
    """Return a name of two to four characters, now and then with a rare character."""
    surname = rnd.choice(_COMPOUNDS) if rnd.random() < COMPOUND_SHARE else rnd.choice(_SURNAMES)
    if rnd.random() < SINGLE_SHARE:
        return surname + rnd.choice(_SINGLE[sex])
    last = _RARE if not rnd.randrange(RARE_EVERY) else _LAST[sex]
    return surname + rnd.choice(_FIRST) + rnd.choice(last)


def invent_birthday(rnd: Random, years: range) -> date:
    """Return a day in one of ``years``."""
    year, month = rnd.choice(years), rnd.randint(1, 12)
    return date(year, month, rnd.randint(1, monthrange(year, month)[1]))


def _nation_and_name(rnd: Random, sex: str) -> tuple[str, str]:
    if rnd.random() < HAN_SHARE:
        return HAN, invent_name(rnd, sex)
    if rnd.random() < 0.5:
        return rnd.choice(_USUAL_SHAPE), invent_name(rnd, sex)
    nation, joiner, first, second = rnd.choice(_OTHERS)
    return nation, joiner.join((rnd.choice(first[sex].split()), rnd.choice(second.split())))


def invent_person(rnd: Random, *, years: range, name: str = "") -> Person:
    """Return a person born in one of ``years``; ``name`` gives somebody the name of another."""
    sex = rnd.choice((MALE, FEMALE))
    nation, own_name = _nation_and_name(rnd, sex)
    born = invent_birthday(rnd, years)
    return Person(
        name=name or own_name,
        sex=sex,
        born=born,
        nation=HAN if name else nation,
        id_number=invent_id_number(rnd, born, sex),
        phone=invent_phone(rnd),
        address=invent_address(rnd),
        native_place=f"青禾{rnd.choice(DISTRICTS)[:2]}",
    )


def _borrowed_name(rnd: Random, known: list[Person]) -> str:
    if len(known) % SAME_NAME_EVERY != SAME_NAME_EVERY - 1:
        return ""
    return rnd.choice([person.name for person in known if person.nation == HAN])


def invent_people(rnd: Random, *, years: range) -> Iterator[Person]:
    """Yield people without end, no two with one identity number or phone.

    Every sixtieth bears the name of an earlier one. The made-up phone block ends at 100,000
    people; ask for fewer than half of that.
    """
    known: list[Person] = []
    taken: set[str] = set()
    while True:
        person = invent_person(rnd, years=years, name=_borrowed_name(rnd, known))
        if taken.isdisjoint((person.id_number, person.phone)):
            taken |= {person.id_number, person.phone}
            known.append(person)
            yield person
