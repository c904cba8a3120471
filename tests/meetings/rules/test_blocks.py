from partyoffice.meetings.rules.blocks import BLOCKS, read, written


def test_paragraphs_come_back_from_the_table_they_are_edited_in():
    assert read(written(BLOCKS)) == list(BLOCKS)


def test_a_paragraph_without_a_name_is_called_by_its_first_words_and_one_without_words_is_none():
    assert read("\t会议议程进行完毕，散会。\n小结\t\n") == [("会议议程进行完毕", "会议议程进行完毕，散会。")]
    assert read("") == []
