import pytest

from partyoffice.archives.rules import Series, sentence


@pytest.mark.parametrize(
    ("series", "year", "text"),
    [
        (Series("党员证明信"), 2026, "〔2026〕12号"),
        (Series("党员证明信", pattern="青中党证〔$year〕$number号"), 2026, "青中党证〔2026〕12号"),
        (Series("入党志愿书", yearly=False), 0, "第12号"),
        (Series("入党志愿书", yearly=False, pattern="NO.$number"), 0, "NO.12"),
        (Series("怪", pattern="$x {0} % $"), 2026, "$x {0} % $"),
    ],
)
def test_a_number_is_printed_as_official_papers_have_it(series, year, text):
    assert (series.year_of(2026), series.text(2026, 12)) == (year, text)


def test_a_sentence_names_paper_and_subject():
    assert sentence("党员证明信", "林知夏") == "出具 党员证明信：林知夏"
