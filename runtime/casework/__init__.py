"""Everything that happens to a dossier goes through here: the engine decides, this package carries it out,
once.

The one place where dossiers, tasks, slips, messages and the journal meet. Each function works in the caller's
transaction.
"""

from runtime.casework.acting import FormWrong, Handover, act, step_answers, withdraw
from runtime.casework.deeds import Declined, circumstances, definition_of, state_of
from runtime.casework.desk_work import METHODS, attach_result, collect, remove_result
from runtime.casework.holding import claim, colleagues, load_task, reassign, release, take_next
from runtime.casework.owing import Owed, collections_of, outstanding, owed
from runtime.casework.passing_time import pass_time, silent
from runtime.casework.paying import desk_of, due_at, is_due, payments_open
from runtime.casework.submission import Checked, NotReady, Obstacle, check, submit
from runtime.casework.supplements import (
    Answered,
    answer_supplement,
    check_answer,
    expire_supplements,
    open_request,
    requests,
)

__all__ = [
    "METHODS",
    "Answered",
    "Checked",
    "Declined",
    "FormWrong",
    "Handover",
    "NotReady",
    "Obstacle",
    "Owed",
    "act",
    "answer_supplement",
    "attach_result",
    "check",
    "check_answer",
    "circumstances",
    "claim",
    "colleagues",
    "collect",
    "collections_of",
    "definition_of",
    "desk_of",
    "due_at",
    "expire_supplements",
    "is_due",
    "load_task",
    "open_request",
    "outstanding",
    "owed",
    "pass_time",
    "payments_open",
    "reassign",
    "release",
    "remove_result",
    "requests",
    "silent",
    "state_of",
    "step_answers",
    "submit",
    "take_next",
    "withdraw",
]
