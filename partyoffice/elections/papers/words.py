"""What the letters of an election say, paragraph by paragraph, from the register."""

from partyoffice.core.paper_words import day_of_document, numeral
from partyoffice.elections.papers.about import PEN, About, listed
from partyoffice.elections.queries.rows import BallotRow
from partyoffice.elections.rules.words import COMMITTEE, DEPUTY, LEADERS, SECRETARY
from partyoffice.organisation.rules import term_end

RULES = "《中国共产党章程》和《中国共产党基层组织选举工作条例》"


def former(one: About) -> str:
    """Return when the old committee was elected and when its term ends."""
    running = [term for term in one.terms if one.election is None or term.number < one.election.number]
    if not running:
        return f"本届{one.committee}任期将于{one.day('due_on')}届满。"
    last = running[-1]
    ends = day_of_document(term_end(last.start.first, last.years, last.start.first).ends)
    start = day_of_document(last.start)
    return f"第{numeral(last.number)}届{one.committee}于{start}选举产生，任期{last.years}年，{ends}届满。"


def _difference(one: About) -> str:
    names = one.stands(COMMITTEE)
    if not names or not one.seats.isdigit():
        return f"候选人{PEN}名，差额不少于应选人数的20%"
    more = len(names) - int(one.seats)
    return f"候选人{len(names)}名，差额{more}名，为应选人数的{100 * more // int(one.seats)}%"


def _leaders(one: About) -> str:
    deputies = len(one.stands(DEPUTY))
    return "设书记1名" + (f"、副书记{deputies}名" if deputies else "")


def _how(one: About) -> str:
    return (
        f"{one.hall}采取无记名投票、差额选举的办法选举委员；书记、副书记由新选出的{one.committee}"
        "第一次全体会议选举，一般等额选举。"
    )


def ask(one: About) -> list[str]:
    """Ask the body above to agree to the election."""
    held = one.day("held")
    return [
        (
            f"{former(one)}根据{RULES}的有关规定，经研究，拟于{held}召开{one.hall}进行换届选举。"
            "现将有关事项请示如下："
        ),
        f"一、会议议程。听取和审议{one.committee}工作报告，选举{one.number}{one.committee}委员。",
        f"二、名额和差额。{one.number}{one.committee}由{one.seats}名委员组成，{_difference(one)}；{_leaders(one)}。",
        f"三、选举办法。{_how(one)}",
    ]


def agree(one: About) -> list[str]:
    """Agree to the election; drafted for the body above."""
    return [
        f"同意召开{one.hall}进行换届选举，同意{one.number}{one.committee}由{one.seats}名委员组成，{_leaders(one)}。",
        f"请严格按照{RULES}的规定做好选举工作，候选人预备人选报审查同意以后提交{one.hall}，选举结果及时上报。",
    ]


def _named(one: About) -> list[str]:
    leaders = [f"{office}候选人预备人选：{name}。" for name, office in one.stands(*LEADERS)]
    members = listed([name for name, _ in one.stands(COMMITTEE)])
    return [f"委员候选人预备人选（按姓氏笔画为序）：{members}。", *leaders]


def name(one: About) -> list[str]:
    """Ask the body above to look at who is to stand."""
    return [
        (
            f"根据{RULES}的有关规定，经广泛征求党员意见、{one.committee}研究，提出{one.number}{one.committee}"
            f"候选人预备人选（{_difference(one)}）："
        ),
        *_named(one),
        "现将名册报上，请审查。",
    ]


def agree_names(one: About) -> list[str]:
    """Agree to who is to stand; drafted for the body above."""
    return [
        f"经审查，同意下列同志为{one.number}{one.committee}候选人预备人选：",
        *_named(one),
        f"请按规定提交{one.hall}选举。",
    ]


def _ballot(row: BallotRow) -> str:
    it = row.ballot
    numbers = (
        f"应到会有选举权的{it.due or PEN}名，实到{it.present or PEN}名；发出选票{it.issued or PEN}张，"
        f"收回{it.returned or PEN}张，其中有效票{it.valid if it.valid is not None else PEN}张，"
        f"无效票{it.invalid if it.invalid is not None else PEN}张"
    )
    got = "，".join(f"{one.name}{one.yes}票" for one in row.people if one.yes is not None)
    cut = f"经{it.consented}名选举人同意，减少名额{it.vacated}名。" if it.vacated else ""
    void = f"这次投票无效：{it.void}。" if it.void else ""
    return f"{row.title}选举：{numbers}。" + (f"得票情况：{got}。" if got else "") + cut + void


def result(one: About) -> list[str]:
    """Tell the body above who was elected, by how many votes."""
    rows = one.ballots(COMMITTEE, *LEADERS)
    held = one.day("held")
    members = listed([name for name, _ in one.elected(COMMITTEE)])
    said = [_ballot(row) for row in rows] or [
        f"应到会有选举权的党员{PEN}名，实到{PEN}名；发出选票{PEN}张，收回{PEN}张，有效票{PEN}张，无效票{PEN}张。"
    ]
    leaders = [f"当选{office}：{name}。" for name, office in one.elected(*LEADERS)] or [
        f"当选{SECRETARY}：{PEN * 2}。"
    ]
    return [
        (
            f"{held}，{one.name}召开{one.hall}，选举产生{one.number}{one.committee}。到会人数符合规定，选举有效。"
            "现将选举结果报告如下："
        ),
        *said,
        f"当选委员（按姓氏笔画为序）：{members}。",
        *leaders,
        "当选的委员随本报告备案，书记、副书记的任职按规定报批。",
    ]


def confirm(one: About) -> list[str]:
    """Agree to who was elected; drafted for the body above."""
    members = listed([name for name, _ in one.elected(COMMITTEE)])
    leaders = [f"{name}同志任{office}" for name, office in one.elected(*LEADERS)]
    return [
        f"同意{one.number}{one.committee}选举结果：{members}同志任委员"
        + "".join(f"，{text}" for text in leaders)
        + "。"
    ]


def manner(one: About, base: str) -> list[str]:
    """Return 选举办法: how the meeting elects, to be adopted by it."""
    difference = _difference(one)
    return [
        f"一、根据{RULES}，制定本办法。",
        (
            f"二、{one.number}{one.committee}由{one.seats}名委员组成，由{one.hall}选举；{difference}。"
            f"{_leaders(one)}，由新选出的{one.committee}选举。"
        ),
        (
            "三、正式党员有选举权和被选举权；预备党员、受留党察看处分的党员在留党察看期间没有选举权和被选举权。"
            "因故没有到会的，不能委托别人代为投票。"
        ),
        "四、有选举权的到会人数不少于应到会人数的五分之四，会议有效。",
        "五、选举采取无记名投票。选票上委员候选人按姓氏笔画为序，书记、副书记候选人按上级批准的次序。",
        (
            "六、对候选人可以投赞成票、不赞成票，也可以弃权。赞成的在姓名旁的符号栏画“○”，不赞成的画“×”，"
            "弃权的不画；不赞成的可以另选他人，写上姓名并画“○”，弃权的不能另选他人。"
        ),
        (
            "七、收回的选票等于或者少于发出的选票，选举有效；多于发出的选票，选举无效，重新选举。"
            "一张选票选的人数等于或者少于应选名额的有效，多于的无效。"
        ),
        (
            f"八、赞成票超过{base}会有选举权人数的半数，始得当选。超过半数的多于应选名额，以得票多的当选；"
            "票数相等不能确定的，就票数相等的人再次投票，得票多的当选。超过半数的少于应选名额，不足的名额另行选举；"
            "接近应选名额的，经超过半数的选举人同意，也可以减少名额，不再选举。"
        ),
        (
            "九、选举设总监票人1名、监票人若干名，从不是候选人的党员中推选，经大会通过；计票人在监票人监督下工作。"
            "计票结束，监票人报告计票结果，主持人宣布当选名单。"
        ),
        f"十、本办法经{one.hall}通过后实行。",
    ]
