"""What is typed for an official document, and what may not stand on one that is hung up."""

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.papers import must_hide_numbers, usual_letter, words_of
from partyoffice.organisation.queries import full_name, signs, tree
from partyoffice.organisation.records import APPROVER, SAMPLE, SEAL
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Asked
from partyoffice.store import settings

TYPED = {
    "about": "发展党员", "text": " 一、情况\n\n甲,乙。 ", "issuer": "青禾中学党总支", "day": "2026年11月20日",
    "number": "青中党支[2026]第03号", "annexes": "名册\t第一段,甲\n会议记录\n\t没有名称", "contact": "电话:1",
    "style": "红头", "head": "青禾中学党总支文件", "signer": "方砚舟", "copies": "组织科", "short": "党总支",
}  # fmt: skip


@pytest.fixture
def session(office, stopped_clock):
    with office.change("填写") as opened:
        set_up(opened, "青禾中学", OrgKind.GENERAL)
        yield opened


def words(session, **more):
    return words_of(session, Asked(Day(2026, 11, 20).first, {**TYPED, **more}))


def test_the_words_are_tidied_as_papers_write_them(session):
    made = words(session)
    assert made.text == ("一、情况", "甲,乙。")
    official = made.official
    assert (official.number, official.day, official.note) == (
        "青中党支〔2026〕3号",
        Day(2026, 11, 20),
        "电话：1",
    )
    assert [annex.name for annex in official.annexes] == ["名册", "会议记录"]
    assert [[block.text for block in annex.blocks] for annex in official.annexes] == [["第一段，甲"], []]


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("不印红头", ("plain", "", "")),
        ("红头", ("red", "青禾中学党总支文件", "方砚舟")),
        ("信函", ("letter", "青禾中学党总支文件", "")),
        ("", ("plain", "", "")),
    ],
)
def test_a_style_prints_only_the_head_that_belongs_to_it(session, style, found):
    official = words(session, style=style).official
    assert (official.style, official.head, official.signer) == found


def test_papers_of_invented_data_say_so(session):
    settings.put(session, SAMPLE, value=True)
    assert words(session).official.note == "示例数据；电话：1"
    assert words(session, contact="").official.note == "示例数据"


@pytest.mark.parametrize(
    "typed",
    [
        "330099198509010020", "33009919850901002x", "３３００９９１９８５０９０１００２０",
        "330099 19850901 0020", "证号330099850901002，", "330099-19850901-0020",
    ],
)  # fmt: skip
def test_an_identity_number_is_not_hung_up(typed):
    with pytest.raises(OfficeError, match="公示里有身份证号 330099…") as refused:
        must_hide_numbers(Asked(Day(2026, 11, 20).first, {"text": f"顾言，{typed}"}), "公示")
    assert "请删去身份证号" in str(refused.value)
    assert typed[8:12] not in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["电话 19900012345", "0990-8600123", "2026年11月20日至11月26日", "622202990012345678901", ""]
)
def test_other_numbers_may_be(typed):
    must_hide_numbers(Asked(Day(2026, 11, 20).first, {"text": typed}), "公示")


def test_a_body_is_called_with_those_above_it_each_once(session):
    branch = found(session, "第一党支部", OrgKind.BRANCH, 1)
    group = found(session, "语文组小组", OrgKind.GROUP, branch.id)
    whole = tree(session)
    assert full_name(whole, group.id) == "青禾中学党总支第一党支部语文组小组"
    assert full_name(whole, 1) == "青禾中学党总支"
    assert full_name(whole, None) == full_name(whole, 99) == ""
    own = found(session, "青禾中学党总支第二党支部", OrgKind.BRANCH, 1)
    assert full_name(tree(session), own.id) == "青禾中学党总支第二党支部"


def test_the_body_signs_else_the_seal_else_the_schools_own(session):
    branch = found(session, "第一党支部", OrgKind.BRANCH, 1)
    assert signs(session, branch.id) == "青禾中学党总支第一党支部"
    assert signs(session) == "青禾中学党总支"
    settings.put(session, SEAL, "中共青禾中学总支部委员会")
    settings.put(session, APPROVER, "中共青禾市教育局委员会")
    assert usual_letter(session, 0, Day(2026, 11, 20).first) == {
        "addressee": "中共青禾市教育局委员会", "issuer": "中共青禾中学总支部委员会", "style": "不印红头",
    }  # fmt: skip


def test_an_empty_office_proposes_nobody(office):
    with office.reading() as session:
        assert signs(session) == ""
