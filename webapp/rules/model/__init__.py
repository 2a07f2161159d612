"""The law as frozen values: what the files under ``questions/`` say. Nothing here computes.

Expressions (the lines of conditions) are in `webapp.rules.model.expressions`.
"""

from webapp.rules.model.dated import Concept, Condition, DatedCondition, Figure, Parameter, Span
from webapp.rules.model.illustrated import AmountKind, Comparison, Composition, Moment, PaidForm, Way, Ways
from webapp.rules.model.questions import (
    NO_INFLUENCE,
    UNKNOWN,
    Answers,
    Deed,
    Influence,
    Kind,
    Option,
    Question,
    Unknown,
    Value,
    Wait,
)
from webapp.rules.model.rulebook import SCOPE_QUESTION, Rulebook, choice_of, conditions_of, days_in, days_of
from webapp.rules.model.said import Because, DeadlineRule, Said, SaidKind, Step
from webapp.rules.model.schemes import Amount, Case, Criterion, Goal, Outcome, Period, Scheme, Sum
from webapp.rules.model.texts import Authority, Citation, LawError, Place, Source, Text

__all__ = [
    "NO_INFLUENCE",
    "SCOPE_QUESTION",
    "UNKNOWN",
    "Amount",
    "AmountKind",
    "Answers",
    "Authority",
    "Because",
    "Case",
    "Citation",
    "Comparison",
    "Composition",
    "Concept",
    "Condition",
    "Criterion",
    "DatedCondition",
    "DeadlineRule",
    "Deed",
    "Figure",
    "Goal",
    "Influence",
    "Kind",
    "LawError",
    "Moment",
    "Option",
    "Outcome",
    "PaidForm",
    "Parameter",
    "Period",
    "Place",
    "Question",
    "Rulebook",
    "Said",
    "SaidKind",
    "Scheme",
    "Source",
    "Span",
    "Step",
    "Sum",
    "Text",
    "Unknown",
    "Value",
    "Wait",
    "Way",
    "Ways",
    "choice_of",
    "conditions_of",
    "days_in",
    "days_of",
]
