import pytest

from partyoffice.core.calculation import Calculation
from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.finding import Finding, Severity, Spot


@pytest.mark.parametrize(
    ("kind", "shown", "masked"),
    [
        (Kind.ID_NUMBER, "330099199001014127", "330099********4127"),
        (Kind.PHONE, "19900006204", "199****6204"),
        (Kind.TEXT, "青禾市砚湖区", "青****"),
        (Kind.DAY, "1990-01-01", "1****"),
    ],
)
def test_sensitive_fields_are_masked_after_their_kind(kind, shown, masked):
    assert Field("key", "标题", kind, care=Care.SENSITIVE).mask(shown) == masked


@pytest.mark.parametrize("care", [Care.PLAIN, Care.IMPORTANT])
def test_other_fields_are_shown_as_they_are(care):
    assert Field("phone", "手机号码", Kind.PHONE, care=care).mask("19900006204") == "19900006204"


def test_a_field_is_open_and_optional_unless_said_otherwise():
    field = Field("name", "姓名")
    assert (field.kind, field.required, field.care) == (Kind.TEXT, False, Care.PLAIN)
    assert (field.open, field.month_allowed, field.choices) == (True, True, ())


def test_levels_of_care_are_those_of_the_standard():
    assert [care.value for care in Care] == ["一般", "重要", "敏感"]


def test_a_finding_carries_its_article_its_arithmetic_and_its_spot():
    found = Finding(
        "DEV-07", Severity.BLOCK, "培养不满一年", who="林知夏", spot=Spot("applicant", 3, "candidate_on")
    )
    assert (found.article, found.arithmetic) == ("", "")
    assert (found.severity, found.spot.record_id, found.spot.field) == ("block", 3, "candidate_on")
    assert Finding("x", Severity.INFO, "提醒").spot is None


def test_findings_are_values():
    first, second = (Finding("MEM-01", Severity.WARN, "缺少民族") for _ in range(2))
    assert first == second
    assert len({first, second}) == 1


def test_a_calculation_is_a_question_with_named_inputs():
    asked = Calculation(
        "amount", "金额大写", (Field("amount", "金额"),), lambda amount: {"words": amount}, positional=True
    )
    assert asked.run(amount="5") == {"words": "5"}
    assert asked.positional
    assert not Calculation("age", "年龄", (), dict).positional


def test_a_number_in_free_text_is_masked_with_the_words_around_it_whole():
    note = Field("note", "备注", Kind.LONG)
    assert note.mask("爱人电话 19900006204，已告知") == "爱人电话 199****6204，已告知"


def test_what_tells_of_somebody_is_masked_in_a_list_and_whole_in_the_record():
    gist = Field("gist", "内容要点", Kind.LONG, care=Care.IMPORTANT)
    assert (gist.listed("身体不好"), gist.mask("身体不好")) == ("身***", "身体不好")
    name = Field("name", "姓名", Kind.NAME, care=Care.IMPORTANT)
    assert name.listed("林知夏") == "林知夏"
