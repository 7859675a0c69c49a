"""What a dossier costs, and the reasons for every amount."""

from engine.fees.amounts import FeeUndecided
from engine.fees.assessment import bill
from engine.fees.charges import Absent, Bill, Charge, Due, Explanation, Receipt, Undecided

__all__ = ["Absent", "Bill", "Charge", "Due", "Explanation", "FeeUndecided", "Receipt", "Undecided", "bill"]
