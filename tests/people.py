"""People who come to the site: who they are, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody with their answers, as they type them in English; whatever else they are asked, they do not know.

    `on` is the day that they look at, where it is not today.
    """

    who: str
    answers: Mapping[str, str]
    on: str | None = None

    def __str__(self) -> str:
        return self.who.replace(" ", "-")


CONSIDERING = Person(
    "a refused asylum seeker who considers withdrawing",
    {
        "goal": "return",
        "status": "asylum_ended",
        "asylum_outcome": "refused_by_immigration_service",
        "asylum_procedure": "normal",
        "visa_required": "yes",
        "pending_application": "no",
        "withdrawal": "considering",
        "refusal_date": "2026-11-15",
        "cooperation": "from_start",
        "trafficking_identified": "no",
        "age": "30",
        "children_supported": "0",
    },
)
GOING_HOME = Person(
    "a refugee of 57 who goes home",
    {
        "goal": "both",
        "status": "refugee",
        "needs_support": "yes",
        "lawful_years": "9.25",
        "trafficking_identified": "no",
        "permanent_return": "yes",
        "can_pay_return": "no",
        "age": "57",
        "return_country": "group_1",
        "permit_before_2002": "no",
        "residence_years": "9.25",
        "arrival": "since_2008",
        "work_years": "3.75",
        "children_supported": "0",
        "partner": "no",
        "on_benefit": "yes",
    },
)
EU_WORKER = Person(
    "an EU worker with children who needs support",
    {
        "goal": "stay",
        "status": "eu_citizen",
        "needs_support": "yes",
        "age": "41",
        "eu_basis": "worker",
        "children_supported": "3",
        "children_at_home": "2",
        "partner": "no",
    },
)
AT_HER_PARENTS = Person(
    "a woman under 30 who lives with her parents",
    {
        "goal": "both",
        "status": "family_reunified",
        "needs_support": "yes",
        "spouse": "none",
        "lawful_years": "6.75",
        "trafficking_identified": "no",
        "permanent_return": "unknown",
        "can_pay_return": "unknown",
        "age": "29",
        "residence_years": "6.75",
        "children_supported": "0",
        "lives_with_parents": "yes",
        "on_benefit": "yes",
        "help_months": "10",
    },
)
TRAFFICKED = Person(
    "somebody who was trafficked and has children",
    {
        "goal": "both",
        "status": "no_lawful_stay",
        "needs_support": "yes",
        "trafficking_identified": "yes",
        "permanent_return": "yes",
        "children_supported": "2",
    },
)
VISITOR = Person("a visitor in trouble", {"goal": "stay", "status": "visitor", "needs_support": "yes"})
BORN_HERE = Person(
    "a Dane who was born here",
    {
        "goal": "stay",
        "status": "danish_citizen",
        "needs_support": "yes",
        "age": "34",
        "residence_years": "10",
        "arrival": "born_here",
        "reregistered": "no",
        "children_supported": "0",
        "partner": "yes",
    },
)
IN_2021 = Person("the refugee of 57 in 2021", GOING_HOME.answers, on="2021-10-01")
IN_1999 = Person(
    "a foreigner who needs help for support in 1999",
    {
        "goal": "both",
        "status": "other_permit",
        "needs_support": "yes",
        "spouse": "other",
        "lawful_years": "2.75",
        "former_danish_citizen": "no",
        "custody_danish_child": "no",
        "guaranteed_parent": "no",
        "help_months": "14",
    },
    on="1999-06-01",
)
KNOWS_LITTLE = Person("somebody who knows only what they have to", {"goal": "both", "status": "asylum_ended"})
NOT_COVERED = Person("a Dane who wants support to leave", {"goal": "return", "status": "danish_citizen"})

TODAY_SIX = [CONSIDERING, GOING_HOME, EU_WORKER, AT_HER_PARENTS, TRAFFICKED, VISITOR]
EVERYBODY = [*TODAY_SIX, BORN_HERE, IN_2021, IN_1999, KNOWS_LITTLE, NOT_COVERED]
