"""A new start offers the form that the last one left without saving."""

from partyoffice.store.drafts import Draft, Drafts
from partyoffice.store.office import Office


def leave_draft(path):
    office = Office.open(path)
    left = Drafts(office)
    left.keep(Draft("one", "新增党员", "members", {"form": "new"}, {"name": "林知夏"}))
    office.release()
    return left


def test_a_new_start_offers_what_was_not_saved_and_opens_the_tab_with_it(show, sample):
    leave_draft(sample)
    window = show(sample)
    bar = window.message_bar
    assert bar.what.text() == "上次没有保存的内容"
    assert bar.sentence.whole().startswith("新增党员（")
    links = {bar.links.itemAt(at).widget().text(): bar.links.itemAt(at).widget() for at in range(2)}
    links["继续填写"].click()
    assert window.key == "members"
    assert window.pages["members"].seen[-1] == {"draft": "one"}


def test_what_is_thrown_away_is_not_offered_again(show, sample):
    left = leave_draft(sample)
    window = show(sample)
    links = window.message_bar.links
    next(links.itemAt(at).widget() for at in range(2) if links.itemAt(at).widget().text() == "丢弃").click()
    assert not left.path.exists()
