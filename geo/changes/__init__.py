"""What is new, changed, withdrawn and newly placed between two runs, and which claims are known already."""

from geo.changes.attaching import reattached
from geo.changes.comparing import Change, Difference, What, compared, difference
from geo.changes.folding import earlier, folded
from geo.changes.records import from_record, in_order, record, write_changes
from geo.changes.telling import told

__all__ = [
    "Change",
    "Difference",
    "What",
    "compared",
    "difference",
    "earlier",
    "folded",
    "from_record",
    "in_order",
    "reattached",
    "record",
    "told",
    "write_changes",
]
