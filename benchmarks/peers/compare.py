"""This site beside its peers: the same people answer the same twelve questions, and each page is asked for as a browser does.

CPU time of a step is told as a ratio to a bare Flask view in the same process, and of each peer as a ratio to our step, both
over whole pages, because a peer has no htmx. Everybody compresses as in production; a peer has no dictionary.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from benchmarks.base import cache
from benchmarks.browser import compressed
from benchmarks.people import journeys, raw
from benchmarks.rows import Row
from benchmarks.run import Run
from benchmarks.sites import Application, Request, Site
from benchmarks.timing import Case, Times, side_by_side
from benchmarks.walking import Forms, Journey, walk
from webapp.paths import share
from webapp.rules.model import Question

_HERE = Path(__file__).parent
_QUESTIONS = 12
#: So many people are drawn to find those who are asked the same twelve questions and know all answers.
_DRAWN = 6000

_OURS, _CODED, _BASE, _PLAIN, _WIZARD = "ours", "ours with the dictionary", "base", "plain", "wizard"
_FORMS = {_PLAIN: Forms(), _WIZARD: Forms("wizard-current_step", prefixed=True)}


def measure(run: Run) -> Iterator[Row]:
    """Rows for our step, for the plain page in two languages and for the wizard."""
    asked, people = _same_questions(run)
    variables = _handed_over(run, asked)
    peers = {name: peer for name in (_PLAIN, _WIZARD) if (peer := _peer(name, variables))}
    applications = {_OURS: run.ours, _CODED: run.ours, **({_BASE: run.base} if run.base else {}), **peers}
    times = {language: _times(run, applications, asked, people, language) for language in ("ar", "en")}
    arabic, english = times["ar"], times["en"]
    yield _own_row("our step, twelve questions, Arabic, the whole page", arabic)
    if _PLAIN in peers:
        yield _row("plain Flask-WTF page with Flask-Babel, the same, Arabic", arabic, _PLAIN, 4.5, 5.5)
        yield _row("the same in English", english, _PLAIN, 4.5, 5.5)
    if _WIZARD in peers:
        yield _row("Django's cookie wizard (formtools), the same, Arabic", arabic, _WIZARD, 5.5, 7)


def _own_row(what: str, times: Mapping[str, Times]) -> Row:
    coded = f"; with the dictionary {times[_CODED].ratio:.1f} ×" if _CODED in times else ""
    return Row(what, "–", f"{times[_OURS]}{coded}", False, str(times.get(_BASE, "–")))


def _row(what: str, times: Mapping[str, Times], peer: str, least: float, least_coded: float) -> Row:
    """How many of our steps the peer's costs, with the header and with the dictionary; and how many of the base's."""
    own, coded = (times[peer].ratio / times[name].ratio if name in times else 0 for name in (_OURS, _CODED))
    told = f"{own:.1f} × ours" + (f", {coded:.1f} × with the dictionary" if coded else ", no dictionary")
    return Row(
        what,
        f"≥ {least} × our step; ≥ {least_coded} × with the dictionary",
        f"{times[peer]}: {told}",
        own < least or coded < least_coded,
        f"{times[peer].ratio / times[_BASE].ratio:.1f} × its step" if _BASE in times else "–",
    )


def _times(
    run: Run,
    applications: Mapping[str, Application],
    asked: Sequence[str],
    people: Sequence[Mapping[str, str]],
    language: str,
) -> dict[str, Times]:
    """The times of a step of each application; of the dictionary only where there is one."""
    cases: dict[str, list[Case]] = {}
    with ExitStack() as stack:
        sites = {}
        for name, application in applications.items():
            with Site(application) as other:  # than the one that is measured: that one has not seen these people
                told = walk(other, people, language, _FORMS.get(name, Forms()))
                # Another version of the law asks the same people a little else.
                steps = _steps(told, len(asked), None if name == _BASE else asked)
                dictionary = run.dictionary(other, language) if name == _CODED else None
            if steps and (dictionary or name != _CODED):
                cases[name] = [Case("step", [compressed(each, dictionary) for each in steps])]
                sites[name] = stack.enter_context(Site(application))
        timed = side_by_side(sites, cases, run.rounds)
    return {name: times for (name, case), times in timed.items() if case == "step"}


def _steps(journeys: Sequence[Journey], many: int, asked: Sequence[str] | None) -> list[Request]:
    """The requests for the second to the last of so many questions, of the people who were asked as many: just `asked`."""
    return [
        step
        for journey in journeys
        if len(journey.steps) >= many - 1 and (asked is None or journey.asked[: many - 1] == list(asked[1:]))
        for step in journey.steps[: many - 1]
    ]


def _same_questions(run: Run) -> tuple[list[str], list[dict[str, str]]]:
    """The twelve questions that most of the people are asked first, and those people. They know all answers."""
    drawn = [
        list(person[-1].items())[:_QUESTIONS]
        for person in journeys(run.rulebook, run.on, _DRAWN)
        if len(person[-1]) > _QUESTIONS
    ]
    certain = [each for each in map(dict, drawn) if "unknown" not in raw(each).values()]
    asked, _ = Counter(tuple(each) for each in certain).most_common(1)[0]
    return list(asked), [
        {id: str(value) for id, value in raw(each).items()} for each in certain if tuple(each) == asked
    ]


def _handed_over(run: Run, asked: Sequence[str]) -> dict[str, str]:
    """Writes the questions and our catalogs where the peers read them. Returns the variables that say where."""
    folder = cache() / "handed-over"
    folder.mkdir(parents=True, exist_ok=True)
    texts = folder / "questions.json"
    texts.write_text(json.dumps([_told(run.rulebook.questions[id]) for id in asked]), encoding="utf-8")
    for path in share("translations").glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as source:
            catalog = read_po(source)
        compiled = folder / "translations" / path.relative_to(share("translations")).parent
        compiled.mkdir(parents=True, exist_ok=True)
        for domain in ("messages", "django"):  # each peer's library looks for a name of its own
            with (compiled / f"{domain}.mo").open("wb") as target:
                write_mo(target, catalog)
    return {"PEER_TEXTS": str(texts), "PEER_TRANSLATIONS": str(folder / "translations")}


def _told(question: Question) -> dict[str, Any]:
    def text(value: Any) -> list[str] | None:
        return [value.context, value.id] if value else None

    return {
        "id": question.id,
        "kind": question.kind,
        "unit": question.unit,
        "may_be_unknown": question.may_be_unknown,
        **{name: text(getattr(question, name)) for name in ("title", "name", "why", "help", "find")},
        "minimum": str(question.minimum) if question.minimum is not None else None,
        "maximum": str(question.maximum) if question.maximum is not None else None,
        "options": [
            {"id": each.id, "label": text(each.label), "hint": text(each.hint), "group": text(each.group)}
            for each in question.options
        ],
    }


def _peer(name: str, variables: Mapping[str, str]) -> Application | None:
    """The peer in an environment of its own, made anew when its lock changes. None, and why, where that does not go."""
    lock = _HERE / f"{name}.lock"
    folder = cache() / f"{name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    python, done = folder / "bin/python", folder / ".set-up"
    if not done.exists():
        print(f"Setting up {folder}, once.", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install = [*pip, "--require-hashes", "-r", str(lock)]
        made = subprocess.run(install, capture_output=True, text=True)
        if made.returncode:
            print(f"The peer {name} could not be set up and is left out:\n{made.stderr[-3000:]}", file=sys.stderr)
            return None
        done.touch()
    return Application(name, _HERE, python, f"{name}:create_app", variables)
