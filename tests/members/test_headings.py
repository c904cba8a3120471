import pytest

from partyoffice.intake.mapping import map_columns
from partyoffice.members.importer import RosterImporter


def mapped(*headings):
    columns = map_columns(headings, RosterImporter().targets(None), {})
    return {headings[at]: key for at, key in columns.keys.items()}, columns.ambiguous


@pytest.mark.parametrize(
    ("headings", "key"),
    [(("姓名", "联系电话"), "phone"), (("姓名", "手机号码", "联系电话"), "telephone")],
)
def test_a_contact_phone_is_the_phone_until_a_mobile_stands_beside_it(headings, key):
    found, asked = mapped(*headings)
    assert (found["联系电话"], asked) == (key, [])


def test_a_membership_state_is_the_category_until_a_category_column_stands_beside_it():
    assert mapped("姓名", "党籍状态")[0]["党籍状态"] == "category"
    found, asked = mapped("姓名", "人员类别", "党籍状态")
    assert (found["人员类别"], found["党籍状态"], asked) == ("category", "party_status", [])


def test_every_column_we_export_for_re_use_finds_its_field_without_a_question():
    from partyoffice.members.columns import CARD, DEFAULT, HISTORIES

    titles = [field.title for key, field in CARD.items() if key != "photo"] + [
        one.field.title for one in HISTORIES
    ]
    found, asked = mapped(*titles)
    assert not asked
    assert set(found.values()) >= set(DEFAULT)
