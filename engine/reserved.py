"""Names that mean something everywhere in expressions, so that no question may take them."""

from engine.expressions.functions import NAMES
from engine.expressions.tokens import KEYWORDS

RESERVED = frozenset(
    {"applicant", "channel", "receive", "today", "case", "item", "param", "any", *KEYWORDS, *NAMES}
)
