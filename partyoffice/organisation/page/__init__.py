"""The forms about the organisation."""

from partyoffice.organisation.page.bodies import Bodies
from partyoffice.organisation.page.unit import fields_of_unit, unit_form

__all__ = ["Bodies", "fields_of_unit", "unit_form"]
