"""Whose dues are in the book cannot go to the bin: its sums would lose a line."""

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.members.actions import bin_person
from partyoffice.members.records import Person


def test_who_has_dues_on_record_cannot_go_to_the_bin(session, member):
    one = session.get_one(Person, member())
    with pytest.raises(OfficeError, match="林知夏有党费核定 1 条，不能移入回收站"):
        bin_person(session, one)
    assert one.binned is None
