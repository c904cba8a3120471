"""Every shape of the zoo comes in right, and each wrong row comes back with its reason."""

from collections import Counter

import pytest
import zoo_layouts
import zoo_values

from partyoffice.intake.staging import stage
from partyoffice.intake.target import Options

SHAPES = {shape.name: shape for shape in (*zoo_layouts.ZOO.shapes, *zoo_values.ZOO.shapes)}


@pytest.fixture
def staged(still_office, importer, tmp_path, stopped_clock):
    def look(name: str, **options):
        return stage(
            still_office, importer, SHAPES[name].make(tmp_path), Options(on=stopped_clock, **options)
        )

    return look


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_gives_its_rows_and_nothing_else(staged, name):
    shape, result = SHAPES[name], staged(name)
    assert result.header_row == shape.header_row
    assert Counter(note.code for note in result.problems) == Counter(shape.codes)
    assert [row.number for row in result.rows if row.good][shape.good :] == []
    assert sum(row.good for row in result.rows) == shape.good
    assert result.hidden_rows == list(shape.hidden)
    assert {"name", "id_number"} <= set(result.columns.keys.values())
    assert Counter(note.code for note in result.warnings) == Counter(shape.warnings)
