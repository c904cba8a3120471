"""The stored shape of 党费: what was set, what was paid, what the money did."""

from partyoffice.dues.records.money import Closing, DuesNotice, Entry, Handover, Opening, Voucher
from partyoffice.dues.records.people import (
    Arrangement,
    Assessment,
    Chase,
    Donation,
    Gift,
    Liability,
    Payment,
    Waiver,
)
from partyoffice.dues.records.settings import SETTINGS

__all__ = [
    "SETTINGS",
    "Arrangement",
    "Assessment",
    "Chase",
    "Closing",
    "Donation",
    "DuesNotice",
    "Entry",
    "Gift",
    "Handover",
    "Liability",
    "Opening",
    "Payment",
    "Voucher",
    "Waiver",
]
