"""A lawful ``questions/`` with many more schemes than there are: the real ones, and made ones over the real questions.

A made scheme is like the real ones: a few criteria, each over one or more questions, concepts and days, with ways out
and authorities that decide; amounts by cases, for each child, not published; warnings, steps, last days. No two are the
same, and the same number always gives the same law.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

_SCOPE = "goal"
#: The one in C is many times as fast.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
#: What is compared with questions that are added up, and with days: few, as in the real law.
_SUMS, _ADDED, _DAYS = (7, 9), (5, 9), (14, 30)
#: Round numbers, as laws have them.
_ROUND = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 21, 23, 25, 27, 30, 35, 40, 45, 50, 55, 60, 62, 65, 67, 70, 80)
_FROM = [date(year, month, 1) for year in (2005, 2012, 2016, 2019, 2021) for month in (1, 7)]
_CHANGES = [date(2023, 1, 1), date(2024, 7, 1), date(2027, 1, 1)]
_ENDS = [date(2022, 12, 31), date(2028, 12, 31), date(2030, 6, 30)]


def grow(questions: Path, folder: Path, count: int) -> None:
    """Writes into `folder` the law in the folder `questions`, with made schemes so that there are `count` of them or more."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(questions, folder)
    maker = _Maker(questions)
    for number in range(count - len(list((questions / "schemes").glob("*.yaml")))):
        scheme, parameters = maker.scheme(number)
        _write(folder / "schemes" / f"99-{scheme['id']}.yaml", scheme)
        _write(folder / "parameters" / f"{scheme['id']}.yaml", parameters)


def _write(path: Path, value: Any) -> None:
    path.write_text(yaml.dump(value, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")


class _Maker:
    def __init__(self, root: Path) -> None:
        def read(name: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = yaml.load((root / name).read_text(encoding="utf-8"), yaml.BaseLoader)
            return found

        questions = [each for each in read("questions.yaml") if each["id"] != _SCOPE]
        #: Who somebody is: nearly every scheme is for some people only.
        choices = [each for each in questions if each["kind"] == "choice"]
        self._who = max(choices, key=lambda each: len(each["options"]))
        self._choices = [each for each in choices if each is not self._who]
        self._numbers = [each for each in questions if each["kind"] in ("integer", "number")]
        self._counts = [each["id"] for each in questions if each.get("unit") == "children"]
        concepts = [each for path in sorted(root.glob("concepts*.yaml")) for each in read(path.name)]
        self._concepts = [each["id"] for each in concepts if date.fromisoformat(each["from"]) <= _FROM[0]]
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(root.glob("concepts*.yaml")))
        self._sums = sorted(set(re.findall(r"\w+ \+ \w+(?= >= \d)", text)))
        self._days = sorted(set(re.findall(r"\w+ <= \w+ \+(?= \d)", text)))
        self._authorities = [each["id"] for each in read("authorities.yaml")]
        self._source = read("sources.yaml")[0]["id"]

    def scheme(self, number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The made scheme of this `number`, and its figures."""
        random = Random(number)
        id = f"made-{number:04}"
        cited = [{"id": self._source}]
        start = random.choice(_FROM)
        criteria = [self._criterion(random, id, "who", self._people(random))]
        for index in range(random.randint(2, 5)):
            criteria.append(self._criterion(random, id, f"criterion_{index}", self._condition(random)))
        parameters, amounts = self._amounts(random, id)
        scheme: dict[str, Any] = {
            "id": id,
            "goal": random.choice(("stay", "stay", "return")),
            "title": f"Made support number {number}",
            "term": f"Støtte {number}",
            "summary": f"This is the made support number {number}.",
            "in_force": {"from": start, **({"until": random.choice(_ENDS)} if random.random() < 0.1 else {})},
            "decided_by": random.choice(self._authorities),
            "contacts": random.sample(self._authorities, 2),
            "sources": cited,
            "criteria": criteria,
            "amounts": amounts,
            "said": [
                {
                    "id": f"said_{index}",
                    "kind": kind,
                    "text": f"This is the {kind} number {index} of the made support {number}.",
                    **({"when": self._atom(random)} if random.random() < 0.6 else {}),
                    "sources": cited,
                }
                for index, kind in enumerate(random.sample(("warning", "right", "duty", "information", "reason"), 3))
            ],
            "steps": [
                {"id": "apply", "text": f"Apply for the made support {number}.", "when": self._atom(random)},
                {"id": "ask", "text": f"Ask about the made support {number}.", "contact": self._authorities[0]},
            ],
            "payments": [{"id": "first", "title": "After the decision", "text": f"Made support {number} comes then."}],
        }
        if random.random() < 0.1:
            scheme["shown_when"] = self._people(random)
        return scheme, parameters

    def _criterion(self, random: Random, scheme: str, id: str, when: str) -> dict[str, Any]:
        changed: Any = when
        if random.random() < 0.15:
            changed = [
                {"from": _FROM[0], "when": when},
                {"from": random.choice(_CHANGES), "when": f"({when}) and {self._atom(random)}"},
            ]
        return {
            "id": id,
            "when": changed,
            "name": f"Criterion {id} of {scheme}",
            "met": f"The criterion {id} of {scheme} is met.",
            "not_met": f"The criterion {id} of {scheme} is not met.",
            "unknown": f"The criterion {id} of {scheme} is not known.",
            "sources": [{"id": self._source}],
        }

    def _amounts(self, random: Random, scheme: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        parameters = [
            {
                "id": f"{scheme}_{index}".replace("-", "_"),
                "unit": "DKK",
                "values": [
                    {"from": date(year, 1, 1), "value": random.randint(10, 2000) * 10, "source": self._source}
                    for year in sorted(random.sample(range(2000, 2027), 2))
                ],
            }
            for index in range(3)
        ]
        named = [each["id"] for each in parameters]
        fixed: dict[str, Any] = {"value": named[0]}
        if random.random() < 0.5:
            fixed["when"] = self._atom(random)
        if random.random() < 0.4:
            fixed |= {"times": random.choice(self._counts), "at_most": random.randint(1, 4)}
        cases = [
            {"when": self._atom(random), "value": named[1]},
            {"when": self._atom(random), "between": [named[1], named[2]]},
            {"when": "true", "value": random.choice(("unpublished", named[2]))},
        ]
        amounts = [
            {
                "id": f"amount_{index}",
                "title": f"Amount {index} of {scheme}",
                "per": random.choice(("once", "month", "year")),
                "whom": "for you",
                "kind": random.choice(("up_to", "fixed", "rate")),
                "form": "cash",
                **own,
            }
            for index, own in enumerate((fixed, {"cases": cases}))
        ]
        return parameters, amounts

    def _people(self, random: Random) -> str:
        """A condition on who somebody is."""
        if random.random() < 0.25:
            return str(random.choice(self._concepts))
        ids = [option["id"] for option in self._who["options"]]
        some = sorted(random.sample(ids, random.randint(2, 5)))
        condition = f"{self._who['id']} in ({', '.join(some)})"
        if random.random() < 0.3:
            other = random.choice([id for id in ids if id not in some])
            condition += f" or ({self._who['id']} == {other} and {self._atom(random)})"
        return condition

    def _condition(self, random: Random) -> str:
        first, second, third = (self._atom(random) for _ in range(3))
        who = random.choice((*self._authorities, "unsettled"))
        forms = (
            first,
            f"{first} and {second}",
            f"{first} or {second}",
            f"{first} or ({second} and {third})",
            f"{first} or ({second} and maybe({who}))",
            f"not ({first} and {second})",
        )
        return random.choice(forms)

    def _atom(self, random: Random) -> str:
        """A comparison or a concept; together about as often as in the real schemes."""
        kind = random.random()
        if kind < 0.45:
            question = random.choice(self._choices)
            ids = [option["id"] for option in question["options"]]
            if len(ids) == 2:
                return f"{question['id']} == {random.choice(ids)}"
            return f"{question['id']} in ({', '.join(sorted(random.sample(ids, random.randint(1, len(ids) - 1))))})"
        if kind < 0.8:
            question = random.choice(self._numbers)
            low, high = (int(bound) for bound in question["range"])
            if any(question["id"] in each.split() for each in self._sums):
                return f"{question['id']} >= {random.choice(_ADDED)}"
            threshold = random.choice([number for number in _ROUND if low < number <= high])
            half = ".5" if question["kind"] == "number" and random.random() < 0.3 and threshold < high else ""
            return f"{question['id']} {random.choice(('>=', '<'))} {threshold}{half}"
        if kind < 0.85:
            return f"{random.choice(self._sums)} >= {random.choice(_SUMS)}"
        if kind < 0.88:
            return f"{random.choice(self._days)} {random.choice(_DAYS)}"
        return str(random.choice(self._concepts))
