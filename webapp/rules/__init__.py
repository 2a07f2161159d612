"""The rules engine: the law of ``questions/`` evaluated with three values. Knows neither Flask nor Babel.

rulebook = load(Path("questions"))
answers = parse_answers(rulebook, {"goal": "return", "status": "refugee", "age": 57}, on)
assessment = assess(rulebook, answers, on)
"""

from webapp.rules.answers import AnswerError, parse_answer, parse_answers
from webapp.rules.json_form import as_json
from webapp.rules.kept_law import load
from webapp.rules.logic.assess import assess, at_most_left
from webapp.rules.logic.results import Assessment
from webapp.rules.logic.situation import Situation
from webapp.rules.model import UNKNOWN, Answers, LawError, Rulebook, Unknown

__all__ = [
    "UNKNOWN",
    "AnswerError",
    "Answers",
    "Assessment",
    "LawError",
    "Rulebook",
    "Situation",
    "Unknown",
    "as_json",
    "assess",
    "at_most_left",
    "load",
    "parse_answer",
    "parse_answers",
]
