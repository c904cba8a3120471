"""Ten shapes of old ledgers through the whole engine: each comes in right, or each line says why not."""

import csv
import shutil
from datetime import date

import openpyxl
import pytest

from partyoffice.app.import_preview import columns_of, seen
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.records import Assessment, Closing, Payment, Waiver
from partyoffice.intake import staging
from partyoffice.intake.target import Options, Verdict
from partyoffice.intake.template import write_template
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import found, set_up
from partyoffice.organisation.rules import OrgKind
from partyoffice.parts import PARTS
from partyoffice.store.office import Office

DUES = next(one for part in PARTS for one in part.importers if one.kind == "dues")
ON = date(2026, 11, 20)
PEOPLE = {"林知夏": Day(2012, 6, 18), "沈砚秋": Day(1990, 7, 1), "江予安": Day(2025, 6, 18)}


@pytest.fixture(scope="module")
def school(blank, tmp_path_factory):
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("dues") / "青禾中学.dangwu")
    with Office.open(path) as made:
        with made.change("建校") as session:
            root = set_up(session, "青禾中学", OrgKind.GENERAL)
            branch = found(session, "甲支部", OrgKind.BRANCH, root.id)
            for name, joined in PEOPLE.items():
                card = {"name": name, "joined": joined, "job": "退休人员" if name == "沈砚秋" else ""}
                since = joined if joined.year > 2020 else None
                add_person(session, card, category=Category.FULL, since=since, branch=branch)
        made.back_up = lambda *_given: None  # that imports make a copy before is shown elsewhere
        yield made
        made.first_seq = made.last_seq  # no copy at the end


@pytest.fixture
def office(school):
    """Give the school as it was founded; what a test does is taken back."""
    founded = school.undo_sentence
    yield school
    while school.undo_sentence != founded:
        school.undo()


@pytest.fixture
def stage(office, tmp_path):
    def run(*lines, name="台账"):
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(one.split("|") for one in lines)
        return staging.stage(office, DUES, path, Options(on=ON))

    return run


def take(office, staged):
    assert [note.message for note in staged.problems] == []
    assert not staged.columns.ambiguous
    return staging.commit(office, staged)


def paid(office, name="林知夏"):
    """Return what stands of somebody's months: month to fen."""
    with office.reading() as session:
        rows = session.query(Payment).order_by(Payment.id).all()
        who = {row.someone.name: row.id for row in read_year(session, 2025, ON).rows}[name]
        return {str(row.month): row.amount for row in rows if row.person_id == who}


def amounts(office):
    with office.reading() as session:
        rows = session.query(Assessment).order_by(Assessment.person_id, Assessment.start)
        return [(str(one.start), one.due, one.base, one.rate, one.payer) for one in rows]


WHOLE = {f"2025-{number:02d}": 4550 for number in range(1, 13)}
TITLE = "青禾中学党支部2025年度党费收缴台账"
WIDE_HEAD = (
    "序号|姓名|党员类别|计算基数|比例|月应交|" + "|".join(f"{n}月" for n in range(1, 13)) + "|合计|欠交|备注"
)
LONG = (
    "序号|姓名|所属党组织|年份|月份|缴纳基数(元)|应缴金额(元)|实缴金额(元)|缴纳日期|缴纳方式|状态|是否欠缴",
    *(f"{n}|林知夏|甲支部|2025|{n}|4550|45.5|45.5|2025-{n:02d}-06|微信|已缴|否" for n in range(1, 13)),
)  # fmt: skip
# Each shape with what it says of 林知夏's year 2025; the headings are those of real sheets, the people none.
SHAPES = {
    "a line a month": LONG,
    "a line a year": (
        "党员姓名|党员身份证号|所在党组织|缴费年度|党员类别|缴存基数|交纳党费比例|应交党费|实交党费",
        "林知夏||甲支部|2025|在职|4550|1%|45.5|546",
    ),
    "yearly totals under a title": (
        TITLE,
        "序号|党员姓名|月工资收入|执行标准|月应缴党费|全年应缴党费|全年实缴党费|备注",
        "1|林知夏|4550|1%|45.50|546.00|546.00|", "|合计||||546.00|546.00|",
    ),
    "bases and rates with a span": (
        "姓名|岗位工资|薪级|职务补贴|绩效工资|小计|计税金额|应扣税金|党费基数|月缴党费|缴费起止月份|缴费月数|缴费总额",
        "林知夏|2540|1010|0|1000|4550|4550|0|4550|45.5|2025.1-2025.12|12|546",
    ),
    "the sheet of 核定": (
        TITLE,
        "序号|姓名|岗位工资|薪级工资|养老保险|职业年金|住房公积金|医疗保险|所得税|税后工资总额|交纳比例|每月应交纳党费金额|共交纳党费|备注",
        "1|林知夏|3000|2500|400|200|300|50|0|4550|1%|45.5|546|",
    ),
    "twelve columns": (TITLE, WIDE_HEAD, "1|林知夏|在职|4550|1%|45.5|" + "45.5|" * 12 + "546|0|"),
    "twelve columns with marks": (
        TITLE, WIDE_HEAD, "1|林知夏|在职|4550|1%|45.5|" + "√|" * 12 + "546||",
    ),
    "quarters": (
        TITLE,
        "姓名|计算基数|每月应交|第一季度|第二季度|第三季度|第四季度|合计",
        "林知夏|4550|45.5|136.5|136.5|136.5|136.5|546",
    ),
    "paid up to a month": (
        "姓名|党费基数|月应缴党费|缴费起始月份|党费缴纳至年月|收款人",
        "林知夏|4550|45.5|2025-01|2025-12|方砚舟",
    ),
    "back-pay by its days": (
        "姓名|已缴党费|应缴党费|日期|欠缴党费",
        *(f"林知夏|45.5|45.5|2025-{n:02d}-08|0" for n in range(1, 13)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_year_comes_in_whatever_its_shape_once_and_is_taken_back(office, stage, shape):
    take(office, stage(*SHAPES[shape]))
    assert paid(office) == WHOLE
    [(start, due, base, _rate, payer)] = amounts(office)
    assert (start, due, payer) == ("2025-01", 4550, "在编在职")
    assert base == (None if shape == "back-pay by its days" else 455000)
    again = stage(*SHAPES[shape])
    assert {row.verdict for row in again.rows} == {Verdict.SAME}
    assert staging.commit(office, again).import_id is None
    office.undo()
    assert (paid_nothing(office), amounts(office)) == (True, [])


def paid_nothing(office):
    with office.reading() as session:
        return session.query(Payment).count() == 0


def test_who_joined_in_the_year_pays_its_rest_and_the_day_and_way_are_kept(office, stage):
    take(
        office,
        stage(TITLE, "姓名|月应交|全年实交|交纳日期|交纳方式|收款人", "江予安|20|140|2025-12-03|转账|方砚舟"),
    )
    assert paid(office, "江予安") == {f"2025-{number:02d}": 2000 for number in range(6, 13)}
    with office.reading() as session:
        one = session.query(Payment).first()
        assert (one.on, one.method, one.collector) == (Day(2025, 12, 3), "银行转账", "方砚舟")


def test_marks_waived_elsewhere_and_owed_are_told_apart(office, stage):
    cells = "√|免|流|欠|91|" + "|" * 7
    staged = stage(TITLE, WIDE_HEAD, f"1|沈砚秋||9100||91|{cells}182||")
    assert [note.code for note in staged.warnings] == ["waived"]
    take(office, staged)
    assert paid(office, "沈砚秋") == {"2025-01": 9100, "2025-03": 0, "2025-05": 9100}
    with office.reading() as session:
        [row] = [one for one in read_year(session, 2025, ON).rows if one.name == "沈砚秋"]
        assert [str(cell.state) for cell in row.cells[:5]] == ["已交", "欠交", "流入地已交", "欠交", "已交"]


def test_an_amount_stands_until_another_is_told_and_the_book_s_own_is_not_changed(office, stage):
    head = "姓名|年份|月份|月应交|实交"
    lines = [f"林知夏|2025|{n}|{45 if n < 9 else 60}|{45 if n < 9 else 60}" for n in range(1, 13)]
    take(office, stage(head, *lines))
    assert [one[:2] for one in amounts(office)] == [("2025-01", 4500), ("2025-09", 6000)]
    staged = stage("姓名|年份|月份|月应交", "林知夏|2025|3|50")
    assert [note.code for note in staged.warnings] == ["set-already"]
    assert staged.rows[0].verdict is Verdict.SAME


def test_each_line_that_cannot_be_taken_says_why(office, stage):
    with office.change("结账") as session:
        session.add(Closing(period="2024", closed=Day.of(clock.today())))
    lines = {
        "无此人|2025|1|20|20": "名册中没有这个人",
        "林知夏|2025|13|20|20": "不在 1 至 12 之内",
        "林知夏|2024|5|20|20": "2024年已经结账",
        "林知夏|2027|5|20|20": "2027年5月还没有到",
        "林知夏|2025|2|20|-20": "请在“说明”里写明原因",
        "林知夏|2025|4|20|1020": "是大额党费",
        "沈砚秋|2025|5|20|20": "",
        "沈砚秋|2025|5|20|20 ": "与第 8 行重复",
    }
    staged = stage("姓名|年份|月份|月应交|实交", *lines)
    said = {note.row: note.message for note in staged.problems}
    for number, why in enumerate(lines.values(), 2):
        assert why in said.get(number, ""), number
    assert len(said) == len([why for why in lines.values() if why])


def test_money_that_comes_now_for_a_closed_year_is_taken_and_sets_nothing_in_it(office, stage):
    with office.change("结账") as session:
        session.add(Closing(period="2025", closed=Day.of(clock.today())))
    staged = stage("姓名|年份|月份|月应交|实交|交纳日期", "林知夏|2025|5|20|20|2026-11-09")
    assert [note.code for note in staged.warnings] == ["set-closed"]
    take(office, staged)
    assert (paid(office), amounts(office)) == ({"2025-05": 2000}, [])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((TITLE, "姓名|月应交|全年实交", "林知夏|45.5|409.50"), "分不到 12 个月"),
        (("姓名|月应交|全年实交", "林知夏|45.5|546"), "没有写明是哪几个月的党费"),
        (
            ("姓名|月应交|起止月份|缴费月数|缴费总额", "林知夏|45.5|2025.1-2025.6|5|273"),
            "是 6 个月，表上写 5 个月",
        ),
        ((TITLE, "姓名|1月|2月", "林知夏|√|√"), "没有写每月应交多少"),
        ((TITLE, "姓名|月应交|1月|2月", "林知夏|20|补|20"), "“补”看不懂"),
        ((TITLE, "姓名|月应交|3月", "林知夏|20|2024-03-05"), "“2024-03-05”是日期，不是金额：请写交了多少钱"),
        ((TITLE, "姓名|月应交|3月", "林知夏|20|3月5日"), "“3月5日”是日期，不是金额"),
        ((TITLE, "姓名|月应交|3月|4月", "林知夏|20|3.5|20"), "“3.5”可能是 3 月 5 日，也可能是 3.50 元"),
        ((TITLE, "姓名|3月|4月", "林知夏|3.5|4.12"), "“3.5”可能是 3 月 5 日"),
    ],
)
def test_what_could_mean_two_things_is_refused(stage, lines, why):
    [note] = stage(*lines).problems
    assert why in note.message


@pytest.mark.parametrize(
    ("line", "due"), [("3.5|3.5|3.5", 350), ("20|3.5元|20", 350), ("|3.5|3.5", 350), ("|3.5|", 350)]
)
def test_a_small_amount_that_could_be_no_day_stays_one(office, stage, line, due):
    take(office, stage(TITLE, "姓名|月应交|3月|4月", f"江予安|{line}"))
    assert paid(office, "江予安")["2025-03"] == due


def test_who_paid_for_somebody_is_kept_and_who_paid_in_person_is_not_written_down(office, stage):
    head = "姓名|所属月份|实交金额|交纳日期|交款人|收款人"
    paid_by = "林知夏|2025-05|20|2025-05-09|江予安|方砚舟", "沈砚秋|2025-05|20|2025-05-09|沈砚秋|方砚舟"
    take(office, stage(head, *paid_by))
    with office.reading() as session:
        rows = session.query(Payment).order_by(Payment.id)
        assert [(one.payer, one.collector) for one in rows] == [("江予安", "方砚舟"), ("", "方砚舟")]


def test_months_marked_as_waived_are_told_unless_the_book_has_them_so(office, stage):
    with office.reading() as session:
        who = next(one.someone.id for one in read_year(session, 2025, ON).rows if one.name == "沈砚秋")
    about = {"person_id": who, "reason": "患病"}
    spans = [(1, 2, 0, Day(2025, 1, 5), None), (3, 3, 500, Day(2025, 1, 5), None)]
    spans += [(4, 4, 0, None, None), (5, 5, 0, None, Day(2025, 5, 2))]
    with office.change("少交免交") as session:
        for first, last, amount, approved, refused in spans:
            days = {"approved": approved, "refused": refused}
            span = {"start": Day(2025, first), "end": Day(2025, last)}
            session.add(Waiver(**about, **span, amount=amount, **days))
    staged = stage(TITLE, WIDE_HEAD, f"1|沈砚秋||9100||91|{'免|' * 6}{'|' * 6}0||")
    assert [note.message for note in staged.warnings] == [
        "2025年3月写着免交：账上批准的是少交，每月 5.00，请核对",
        "2025年4月写着免交：已登记申请，还没有批准；批准以前照应交算",
        "2025年5月至6月写着免交：没有登记，请在“少交免交”里补上批准手续",
    ]


def test_a_sum_other_than_the_months_and_an_amount_other_than_the_rules_are_said(stage):
    staged = stage(TITLE, WIDE_HEAD, "1|林知夏|在职|4550|1%|46|" + "46|" * 12 + "546|0|")
    assert [note.code for note in staged.warnings] == ["total-differs", "due-differs"]


def test_what_the_book_has_otherwise_is_refused_and_a_month_in_two_parts_is_the_same(office, stage):
    head = "姓名|年份|月份|月应交|实交|交纳日期"
    take(office, stage(head, "林知夏|2025|1|45|20|2025-01-05", "林知夏|2025|1|45|25|2025-01-20"))
    assert stage(head, "林知夏|2025|1|45|45|").rows[0].verdict is Verdict.SAME
    [note] = stage(head, "林知夏|2025|1|45|40|").problems
    assert "账上已登记实交 45.00，表上是40.00" in note.message


def test_who_changed_the_branch_since_is_known_by_the_name_alone_and_the_template_comes_in(
    office, stage, tmp_path
):
    with office.reading() as session:
        write_template(DUES, session, tmp_path / "模板.xlsx")
    [head, sample] = (
        openpyxl.load_workbook(tmp_path / "模板.xlsx").worksheets[0].iter_rows(max_row=2, values_only=True)
    )
    line = ["林知夏", "", "从前的支部", *sample[3:]]
    staged = stage("|".join(head), "|".join(one or "" for one in line))
    assert [(note.code, "2025年6月写着免交" in note.message) for note in staged.warnings] == [
        ("waived", True)
    ]
    take(office, staged)
    assert paid(office) == {month: 4964 for month in WHOLE if month != "2025-06"}


def test_the_preview_shows_amounts_in_yuan(stage):
    staged = stage(*SHAPES["twelve columns"])
    columns = {one.key: one for one in columns_of(staged)[0]}
    [line] = seen(staged)
    assert [columns[key].text(line) for key in ("base", "month_due", "m1")] == ["4,550.00", "45.50", "45.5"]


def test_a_pay_slip_given_as_a_ledger_is_refused_as_a_whole(stage):
    with pytest.raises(OfficeError, match="没有一列是党费台账的内容"):
        stage("姓名|身份证号|岗位工资", "林知夏||2540")
