"""The engine is usable alone, as its package says: in a script, or in another authority's program."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
sys.modules |= dict.fromkeys(("flask", "jinja2", "babel", "wtforms", "werkzeug"))  # None: cannot be imported
from datetime import date
from webapp.paths import share
from webapp.rules import parse_answers
from webapp.rules import assess
from webapp.rules import load
rulebook = load(share("questions"))
on = date(2021, 10, 1)
answers = parse_answers(rulebook, {"goal": "return", "status": "refugee", "age": 57}, on)
print(assess(rulebook, answers, on).next_question)
"""


def test_the_engine_runs_without_flask_and_babel() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("lawful_years\n", "")
