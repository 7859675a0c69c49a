"""The Definition: one procedure, checked and frozen, and the values it is made of.

Ids are slugs chosen by the analyst; order is the file's order. Expressions are compiled; money, spans and dates are values.
"""

from engine.definition.cases import Case
from engine.definition.delegation import Delegation
from engine.definition.fact import DecisionRow, DecisionTable, Fact
from engine.definition.fee import (
    AT_SUBMISSION,
    DatedAmount,
    Every,
    Extra,
    Fee,
    FeeKind,
    FeeLine,
    FeeRow,
    Moment,
    Parameter,
    PayAt,
    PayMethod,
    Tier,
    Tiers,
    Volume,
)
from engine.definition.form import Check, Choice, Field, Page, Section
from engine.definition.lookup import Lookup, Must, WhenUnavailable
from engine.definition.numbering import Numbering
from engine.definition.opening import Opening, Per, Quota, YearlyWindow
from engine.definition.papers import Document, PaperForm, PaperGroup, Signature
from engine.definition.process import (
    DECIDED,
    JOIN,
    STOP,
    Branch,
    Call,
    Consultation,
    Linked,
    Outcome,
    Payment,
    Process,
    Route,
    Step,
    StepKind,
    SupplementRule,
)
from engine.definition.publication import Publication
from engine.definition.results import Result
from engine.definition.terms import Channel, ChannelTerms, Deadline, Silence
from engine.definition.whole import Agency, ApplicantKind, Definition, Notice, Sector

__all__ = [
    "AT_SUBMISSION",
    "DECIDED",
    "JOIN",
    "STOP",
    "Agency",
    "ApplicantKind",
    "Branch",
    "Call",
    "Case",
    "Channel",
    "ChannelTerms",
    "Check",
    "Choice",
    "Consultation",
    "DatedAmount",
    "Deadline",
    "DecisionRow",
    "DecisionTable",
    "Definition",
    "Delegation",
    "Document",
    "Every",
    "Extra",
    "Fact",
    "Fee",
    "FeeKind",
    "FeeLine",
    "FeeRow",
    "Field",
    "Linked",
    "Lookup",
    "Moment",
    "Must",
    "Notice",
    "Numbering",
    "Opening",
    "Outcome",
    "Page",
    "PaperForm",
    "PaperGroup",
    "Parameter",
    "PayAt",
    "PayMethod",
    "Payment",
    "Per",
    "Process",
    "Publication",
    "Quota",
    "Result",
    "Route",
    "Section",
    "Sector",
    "Signature",
    "Silence",
    "Step",
    "StepKind",
    "SupplementRule",
    "Tier",
    "Tiers",
    "Volume",
    "WhenUnavailable",
    "YearlyWindow",
]
