from partyoffice.development.rules import IN_ORDER, MILESTONES, STEPS


def test_there_are_the_twenty_five_steps_of_the_rules_in_order():
    assert list(STEPS) == list(range(1, 26))
    assert (STEPS[1], STEPS[15], STEPS[17], STEPS[25]) == (
        "递交入党申请书",
        "支部大会讨论接收",
        "上级党委审批",
        "材料归档",
    )


def test_the_days_rosters_show_are_steps_each_with_its_own_key_and_heading():
    assert {one.number for one in MILESTONES} <= set(STEPS)
    assert len({one.key for one in MILESTONES}) == len({one.title for one in MILESTONES}) == len(MILESTONES)
    assert list(IN_ORDER) == sorted(IN_ORDER)
    headings = [word for one in MILESTONES for word in one.headings]
    assert len(set(headings)) == len(headings)
