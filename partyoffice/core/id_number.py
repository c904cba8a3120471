"""The citizen identity number: check digit, birth date, sex, region (GB 11643-1999)."""

from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
LENGTH, OLD_LENGTH = 18, 15
MALE, FEMALE = "男", "女"
# GB/T 2260 provinces; 83 stands on residence permits of Taiwan compatriots. Counties change
# over the years, so only the first two digits are ever judged.
_REGION_CODES = (
    "11:北京 12:天津 13:河北 14:山西 15:内蒙古 21:辽宁 22:吉林 23:黑龙江 31:上海 32:江苏 33:浙江 "
    "34:安徽 35:福建 36:江西 37:山东 41:河南 42:湖北 43:湖南 44:广东 45:广西 46:海南 50:重庆 51:四川 "
    "52:贵州 53:云南 54:西藏 61:陕西 62:甘肃 63:青海 64:宁夏 65:新疆 71:台湾 81:香港 82:澳门 83:台湾"
)
REGIONS = {pair[:2]: pair[3:] for pair in _REGION_CODES.split(" ")}


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a number says: ``code`` is empty, or names the fault as the importer does.

    ``valid`` is true for a right 18-digit number; a 15-digit one of the old kind is taken
    with the code ``id-old`` and is not ``valid``.
    """

    number: str
    valid: bool
    born: date | None = None
    sex: str = ""
    region: str = ""
    code: str = ""
    message: str = ""


def check_digit(first17: str) -> str:
    """Return the 18th character for the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True))
    return CHECK_DIGITS[total % 11]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _birth(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _fault(number: str) -> tuple[str, str]:
    if not (_digits(number[:-1]) and (_digits(number[-1:]) or number[-1:] == "X")):
        return "id-length", "身份证号应为 18 位数字，末位可以是 X"
    if len(number) != LENGTH:
        return "id-length", f"身份证号应为 18 位，现在是 {len(number)} 位"
    if _birth(number[6:14]) is None:
        return "id-birth", f"身份证号中的出生日期 {number[6:14]} 不存在"
    wanted = check_digit(number[:17])
    if wanted != number[17]:
        return "id-check", f"身份证号末位校验码应为 {wanted}，现在是 {number[17]}"
    return "", ""


def _read_old(number: str) -> IdNumber:
    born = _birth("19" + number[6:12])
    if born is None:
        message = f"身份证号中的出生日期 {number[6:12]} 不存在"
        return IdNumber(number, valid=False, code="id-birth", message=message)
    sex = MALE if int(number[14]) % 2 else FEMALE
    message = "这是 15 位旧身份证号，请核对后换成 18 位"
    return IdNumber(number, False, born, sex, REGIONS.get(number[:2], ""), "id-old", message)


def read_id_number(text: str) -> IdNumber:
    """Judge a number; blanks around it and a lower-case x are taken, nothing is repaired."""
    number = text.strip().upper()
    if len(number) == OLD_LENGTH and _digits(number):
        return _read_old(number)
    code, message = _fault(number)
    if code:
        return IdNumber(number, valid=False, code=code, message=message)
    region = REGIONS.get(number[:2], "")
    born, sex = _birth(number[6:14]), MALE if int(number[16]) % 2 else FEMALE
    note = "" if region else f"行政区划代码 {number[:2]} 不在省级代码表中，请核对"
    return IdNumber(number, True, born, sex, region, "", note)
