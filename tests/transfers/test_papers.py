"""The letter in three parts: its words, its places on the paper, whom it is refused."""

from datetime import date

import pypdfium2
import pytest

from partyoffice import papers
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.actions import leave
from partyoffice.members.rules import Category
from partyoffice.part import Asked
from partyoffice.reports.form import Manner

TODAY = date(2026, 11, 20)
MM = 72 / 25.4
GIVEN = {
    "number": "12", "addressee": "中共竹汀区教育局委员会", "from": "青禾中学党总支第一党支部",
    "to": "竹汀区实验学校", "paid_to": "2026.11", "days": "90", "day": "2026-11-20",
    "issuer": "中共青禾市教育局委员会",
}  # fmt: skip
LETTER, RECEIPT = papers.find("trn-01"), papers.find("TRN-02")


def letter(session, person, **more):
    return LETTER.values(session, person.id, Asked(TODAY, {**GIVEN, **more}))


def test_the_letter_writes_year_month_and_days_in_capital_numerals(session, admitted):
    said = letter(session, admitted())
    assert (said["paid_year"], said["paid_month"], said["days_words"]) == ("贰零贰陆", "拾壹", "玖拾")
    assert (said["year"], said["month"], said["date"]) == ("贰零贰陆", "拾壹", "贰拾")
    assert (said["number"], said["kind"], said["sex"], said["age"]) == ("〔2026〕12", "正式", "女", "41")


def test_a_letter_for_more_than_ninety_days_is_refused(session, admitted):
    person = admitted()
    with pytest.raises(OfficeError, match=r"有效期 91 天太长：组织关系介绍信最长 90 天.*请改为 1 至 90 天"):
        letter(session, person, days="91")
    for days in ("0", "半年", "99999"):
        with pytest.raises(OfficeError, match=days):
            letter(session, person, days=days)
    empty = letter(session, person, days="", paid_to="", **{"from": ""})
    assert empty["from"] == "青禾中学党总支第一党支部"
    assert (empty["days_words"], empty["paid_year"], empty["paid_month"]) == ("", "", "")


def test_only_a_member_of_that_day_is_given_a_letter_or_a_receipt(session, admitted):
    activist, gone = admitted(Category.ACTIVIST), admitted()
    leave(session, gone, "转出组织关系", Day(2026, 3, 1))
    for person in (activist, gone):
        for paper in (LETTER, RECEIPT):
            with pytest.raises(OfficeError, match=f"不能出具{paper.title}"):
                paper.values(session, person.id, Asked(TODAY, GIVEN))
    assert LETTER.values(session, gone.id, Asked(TODAY, {"day": "2026-02-10"}))["date"] == "拾"


def test_what_is_proposed_is_known_and_no_day_of_receiving_is_made_up(session, admitted):
    person = admitted()
    assert LETTER.usual(session, person.id, TODAY) == {
        "from": "青禾中学党总支第一党支部", "phone": "19900012345", "issuer": "中共青禾市教育局委员会",
        "day": "2026-11-20",
    }  # fmt: skip
    assert RECEIPT.usual(session, person.id, TODAY) == {"issuer": "中共青禾市教育局委员会", "contact": ""}


def test_the_receipt_names_the_letter_the_day_and_the_branch(session, admitted):
    said = RECEIPT.values(session, admitted().id, Asked(TODAY, {"number": "第 31 号", "day": "2026-11-18"}))
    assert said["letter"] == "第 31 号介绍信"
    assert (said["day_words"], said["branch"]) == ("2026年11月18日", "青禾中学党总支第一党支部")


def places(path):
    """Return the texts of a page with the millimetres from its left and upper edge to their middle."""
    page = pypdfium2.PdfDocument(path)[0]
    high, held = page.get_height(), page.get_textpage()
    found = [held.get_rect(at) for at in range(held.count_rects())]
    return [(held.get_text_bounded(*rect).strip(), *_middle(rect, high)) for rect in found]


def _middle(rect, high):
    left, foot, right, top = rect
    return (left + right) / 2 / MM, (high - (foot + top) / 2) / MM


def test_an_overlay_prints_only_what_is_filled_in_and_at_its_millimetres(session, admitted, tmp_path):
    stack = papers.fill(session, LETTER, [admitted().id], Asked(TODAY, GIVEN))
    whole, over = tmp_path / "whole.pdf", tmp_path / "over.pdf"
    papers.write(stack, whole)
    papers.write(stack, over, manner=Manner(overlay=True))
    found = places(over)
    texts = [text for text, _x, _y in found]
    assert not [text for text in texts if "有效期" in text or "介绍信" in text or "未校准" in text]
    assert texts.count("林知夏") == "".join(texts).count("2026") == 3
    assert "套打位置未校准" in "".join(text for text, _x, _y in places(whole))
    centred = [one for one in stack.form.places if one.content == "field" and one.align == "center"]
    centred = [one for one in centred if one.of != "number"]  # whose 〔 has its ink at the right
    checked = [one for one in centred if stack.values[0].get(one.of) in texts]
    assert {"name", "days_words", "paid_year", "paid_month", "to", "id_number"} <= {one.of for one in centred}
    assert {"name", "days_words", "paid_year", "paid_month", "to", "age"} <= {one.of for one in checked}
    for one in checked:
        at = one.x + one.width / 2, one.y + one.height / 2
        same = [(x, y) for text, x, y in found if text == stack.values[0][one.of]]
        assert [1 for x, y in same if abs(x - at[0]) < 1 and abs(y - at[1]) < 1.5], (one.of, at, same)


def test_the_letter_is_the_same_with_and_without_its_page(session, admitted, tmp_path):
    stack = papers.fill(session, LETTER, [admitted().id], Asked(TODAY, GIVEN))
    papers.write(stack, tmp_path / "whole.pdf")
    papers.write(stack, tmp_path / "over.pdf", manner=Manner(overlay=True))
    whole = {(text, round(x, 1), round(y, 1)) for text, x, y in places(tmp_path / "whole.pdf")}
    alone = [one for one in places(tmp_path / "over.pdf") if one[0] == "林知夏"]
    assert {(text, round(x, 1), round(y, 1)) for text, x, y in alone} <= whole
