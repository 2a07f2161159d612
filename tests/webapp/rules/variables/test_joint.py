"""The joint variables by brute force: every pair of answers falls in a cell that was said to be possible."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from webapp.rules import Rulebook
from webapp.rules.logic.compiled_law import law_on
from webapp.rules.variables.joint import JointVariable, Linear

ON = date(2026, 11, 22)


def joint(rulebook: Rulebook, *questions: str) -> JointVariable:
    return next(
        variable
        for variable in law_on(rulebook, ON).variables
        if isinstance(variable, JointVariable) and set(variable.questions) == set(questions)
    )


def mask_of(variable: JointVariable, given: list[object]) -> int:
    return variable.states(given, ON.toordinal())[0]  # type: ignore[arg-type]


def test_years_here_and_elsewhere(rulebook: Rulebook) -> None:
    variable = joint(rulebook, "residence_years", "eu_residence_years")
    grid = [Decimal(value) / 4 for value in range(41)] + [Decimal("8.99")]
    everything = 0
    for here in grid:
        row = 0
        for there in grid:
            given = {"residence_years": here, "eu_residence_years": there}
            row |= mask_of(variable, [given[id] for id in variable.questions])
        everything |= row
        given_here = {"residence_years": here, "eu_residence_years": None}
        assert row == mask_of(variable, [given_here[id] for id in variable.questions])
    assert everything == mask_of(variable, [None, None])


def test_refusal_and_withdrawal(rulebook: Rulebook) -> None:
    variable = joint(rulebook, "refusal_date", "withdrawal_date")
    days = [ON - timedelta(days=back) for back in (0, 1, 13, 14, 15, 16, 40, 400)]
    everything = 0
    for refusal in days:
        row = 0
        for withdrawal in days:
            if withdrawal >= refusal:
                given = {"refusal_date": refusal, "withdrawal_date": withdrawal}
                row |= mask_of(variable, [given[id] for id in variable.questions])
        everything |= row
        open_withdrawal = {"refusal_date": refusal, "withdrawal_date": None}
        assert row == mask_of(variable, [open_withdrawal[id] for id in variable.questions])
    assert everything == mask_of(variable, [None, None])


def test_each_cell_says_which_comparisons_are_true(rulebook: Rulebook) -> None:
    """A further bound of a sum is a further digit of its line: a bit for each of these 26 would be 67 million cells."""
    here, both = (("residence_years", 1),), (("eu_residence_years", 1), ("residence_years", 1))
    atoms = [Linear(here, 0, 100 * bound) for bound in range(1, 9)] + [
        Linear(both, 0, 100 * each) for each in range(1, 19)
    ]
    questions = [rulebook.questions[id] for id in ("residence_years", "eu_residence_years")]
    variable = JointVariable(questions, [1, 2], atoms)
    true = {atom: variable.reached(atom) for atom in atoms}
    for first in (Decimal(value) / 2 for value in range(21)):
        for second in (Decimal(value) / 2 for value in range(21)):
            mask, moves = variable.states([first, second], ON.toordinal())
            assert mask & (mask - 1) == 0 and not moves
            for atom in atoms:
                total = first + second if atom.terms == both else first
                assert true[atom][mask.bit_length() - 1] == (total * 100 >= atom.bound)
