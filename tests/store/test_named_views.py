import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.store import history, named_views
from partyoffice.store.named_views import NamedView
from partyoffice.store.settings import StoredSetting

BUILT_IN = ("在册党员", "预备党员")
VIEW = NamedView("本科以上", "在册党员", {"education": ["大学本科"]}, {"order": ["name", "sex"]})


def save(office, view, sentence="保存视图"):
    with office.change(sentence) as session:
        return named_views.save(session, "members", view, BUILT_IN)


def known(office, listed="members"):
    with office.reading() as session:
        return named_views.views_of(session, listed)


def test_a_view_is_kept_in_the_office_with_filters_and_columns(office):
    key = save(office, VIEW)
    (found,) = known(office)
    assert (found.name, found.base, found.filters, found.layout) == (
        "本科以上", "在册党员", {"education": ["大学本科"]}, {"order": ["name", "sex"]},
    )  # fmt: skip
    assert found.key == key
    assert known(office, "dues") == []


def test_each_view_is_one_undo_step_of_its_own(office):
    save(office, VIEW, "保存视图“本科以上”")
    save(office, NamedView("四十岁以下", "在册党员"), "保存视图“四十岁以下”")
    assert office.undo() == "保存视图“四十岁以下”"
    assert [view.name for view in known(office)] == ["本科以上"]
    office.undo()
    assert known(office) == []
    office.redo()
    assert [view.name for view in known(office)] == ["本科以上"]


def test_the_earlier_of_two_changes_can_be_taken_back_alone(office):
    key = save(office, VIEW)
    save(office, NamedView("四十岁以下", "在册党员"))
    with office.change("删除视图") as session:
        named_views.delete(session, "members", key)
    seq = office.last_seq
    save(office, NamedView("女党员", "在册党员"))
    office.revert(seq)
    assert {view.name for view in known(office)} == {"本科以上", "四十岁以下", "女党员"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "还没有名称"),
        ("  ", "还没有名称"),
        ("在册党员", "自带的视图"),
        ("本科以上", "已经有"),
        ("长" * 21, "放不下"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_kept(office, name, said):
    save(office, VIEW)
    with pytest.raises(OfficeError, match=said):
        save(office, NamedView(name, "在册党员"))
    assert len(known(office)) == 1


def test_a_view_keeps_its_own_name_when_it_is_updated(office):
    key = save(office, VIEW)
    save(office, NamedView("本科以上", "预备党员", key=key))
    (found,) = known(office)
    assert (found.key, found.base) == (key, "预备党员")


def test_deleting_the_view_a_list_begins_with_begins_as_usual_again(office):
    key = save(office, VIEW)
    with office.change("起始视图") as session:
        named_views.set_start(session, "members", key)
    with office.change("删除视图") as session:
        named_views.delete(session, "members", key)
        assert named_views.start_of(session, "members") == ""
    office.undo()
    with office.reading() as session:
        assert named_views.start_of(session, "members") == key


def test_the_journal_tells_a_view_in_words(office):
    save(office, VIEW)
    with office.reading() as session:
        (change,) = history.changes(session, office.last_seq)
        label = session.query(StoredSetting).one().label()
    assert change.field == "常用视图"
    assert "名称 本科以上" in change.after
    assert label == "设置“常用视图”"


def test_a_row_that_another_version_wrote_otherwise_is_passed_over(office):
    with office.change("另一版本") as session:
        session.add(StoredSetting(key="常用视图：members：x", value="不是视图"))
        session.add(StoredSetting(key="常用视图：members：y", value={"名称": "只有名称"}))
    (found,) = known(office)
    assert (found.name, found.filters) == ("只有名称", {})
