"""An assessment as JSON has it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from webapp.rules.logic.results import Assessment


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the form of the command line's contract, figures as numbers."""
    return {
        "date": assessment.on.isoformat(),
        "schemes": [
            {
                "id": result.scheme.id,
                "outcome": result.outcome,
                "criteria": [{"id": each.criterion.id, "result": each.result} for each in result.criteria],
                "missing": list(result.missing),
                "amounts": [
                    {
                        "id": each.amount.id,
                        "min": _plain(each.minimum),
                        "max": _plain(each.maximum),
                        "currency": "DKK",
                        "per": each.amount.per,
                        "level": each.level,
                    }
                    for each in result.amounts
                ],
            }
            for result in assessment.schemes
        ],
        "deadlines": [{"id": each.rule.id, "date": each.date.isoformat()} for each in assessment.deadlines],
        "also": [each.id for each in assessment.also],
        "notices": [each.notice.id for each in assessment.notices],
        "next_question": assessment.next_question,
    }


def _plain(value: Decimal | None) -> int | float | None:
    """A JSON number. Figures have two decimals at most, which a float of this size carries exactly enough to print."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
