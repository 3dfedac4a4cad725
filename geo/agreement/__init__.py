"""Agreement of articles: which claims tell one event, how well it is supported, and how its account was revised.

Pure functions over claims; the rules stand in docs/agreement.md.
"""

from geo.agreement.events import event, group, in_order
from geo.agreement.history import contradictions, history
from geo.agreement.records import Box, Contradiction, Event, GradeRule, Neighbours, Reach, Revision
from geo.agreement.regrouping import regroup
from geo.agreement.sides import sides
from geo.agreement.signatures import alike, signature
from geo.agreement.sources import Side, side, source_of
from geo.agreement.tellings import SAID_THEN

__all__ = [
    "SAID_THEN",
    "Box",
    "Contradiction",
    "Event",
    "GradeRule",
    "Neighbours",
    "Reach",
    "Revision",
    "Side",
    "alike",
    "contradictions",
    "event",
    "group",
    "history",
    "in_order",
    "regroup",
    "side",
    "sides",
    "signature",
    "source_of",
]
