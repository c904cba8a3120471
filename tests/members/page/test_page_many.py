from partyoffice.members.page import arrival
from partyoffice.members.records import Person


def test_very_many_are_read_beside_the_window_and_what_is_pointed_at_waits(
    office, open_window, qtbot, monkeypatch
):
    monkeypatch.setattr(arrival, "MANY", 10)
    window = open_window(office)
    page = window.page()
    assert page.arrival.busy
    assert page.grid.pane.title.text() == "正在读取名册"
    with office.reading() as session:
        last = max(session.query(Person.id).where(Person.binned.is_(None)))[0]
    window.show_page("members", person=last)
    qtbot.waitUntil(lambda: not page.arrival.busy)
    assert page.model.rowCount() > 0
    assert page.current() == last


def test_many_new_names_are_reckoned_beside_the_window(office, open_window, qtbot, monkeypatch):
    monkeypatch.setattr(arrival, "AT_ONCE", 10)
    monkeypatch.setattr("partyoffice.members.page.listing.AT_ONCE", 10)
    page = open_window(office).page()
    one = page.model.record(0)
    page.search(one.name)
    assert page.model.rowCount() >= 1
    qtbot.waitUntil(lambda: not page.listing.book.names_without_keys())
    page.search(page.listing.book.keys[one.name].keys.split()[1])
    assert one.name in [page.model.record(row).name for row in range(page.model.rowCount())]


def test_the_order_by_pinyin_carries_nobody_away_from_the_beginning_of_the_list(
    office, open_window, qtbot, monkeypatch
):
    monkeypatch.setattr(arrival, "AT_ONCE", 10)
    monkeypatch.setattr("partyoffice.members.page.listing.AT_ONCE", 10)
    page = open_window(office).page()
    first = page.current()
    qtbot.waitUntil(lambda: not page.listing.book.names_without_keys())
    assert page.model.record_id(0) != first  # another is the first one now
    assert page.grid.body.currentIndex().row() == 0
    assert page.current() == page.model.record_id(0)
    assert page.grid.choice.ids() == []


def test_who_was_chosen_stays_chosen_under_the_order_by_pinyin(office, open_window, qtbot, monkeypatch):
    monkeypatch.setattr(arrival, "AT_ONCE", 10)
    monkeypatch.setattr("partyoffice.members.page.listing.AT_ONCE", 10)
    page = open_window(office).page()
    chosen = page.model.record_id(3)
    page.grid.choice.go_to(chosen)
    qtbot.waitUntil(lambda: not page.listing.book.names_without_keys())
    assert page.current() == chosen
