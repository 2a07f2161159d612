"""Reads ``questions/`` into a `Rulebook`, or stops with file, line and a sentence.

The format is described in ``questions/README.md``. This module reads what schemes share; `webapp.rules.reading.scheme_file`
reads the schemes and `webapp.rules.reading.check` looks at how everything hangs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from webapp.rules.kinds import KINDS
from webapp.rules.model import (
    NO_INFLUENCE,
    AlsoWorthAsking,
    Authority,
    Concept,
    Figure,
    LawError,
    Notice,
    Option,
    Parameter,
    Place,
    Question,
    Rulebook,
    Scheme,
    Source,
    Text,
    days_of,
    page_days,
)
from webapp.rules.reading import check
from webapp.rules.reading.influence import read_influence
from webapp.rules.reading.page_file import read_also, read_notice
from webapp.rules.reading.scheme_file import read_scheme
from webapp.rules.reading.shared_entries import SHARED, Parts, read_citations, read_condition
from webapp.rules.reading.yaml_items import Item, read

__all__ = ["LawError", "load"]

_FILES = ("README.md", "questions.yaml", "sources.yaml", "authorities.yaml", "notices.yaml", "also.yaml", SHARED)
_PATTERNS = ("concepts*.yaml", "parameters/*.yaml", "schemes/[0-9][0-9]-*.yaml")

_T = TypeVar("_T", Question, Concept, Parameter, Source, Authority, Scheme, Notice, AlsoWorthAsking)


def load(root: Path) -> Rulebook:
    """The law in the folder `root`, whole and checked; raises `LawError` with file and line for the first mistake."""
    parts = Parts()
    parts.sources.update(_by_id(_read_source(item) for item in read(root / "sources.yaml", root).items()))
    authorities = read(root / "authorities.yaml", root).items()
    parts.authorities.update(_by_id(_read_authority(item, parts) for item in authorities))
    questions = _by_id(_read_question(item, parts) for item in read(root / "questions.yaml", root).items())
    questions = {id: replace(question, earliest=_earliest(question, questions)) for id, question in questions.items()}
    concepts = _by_id(
        _read_concept(item, parts) for path in sorted(root.glob("concepts*.yaml")) for item in read(path, root).items()
    )
    parts.parameters.update(
        _by_id(
            _read_parameter(item, parts)
            for path in sorted((root / "parameters").glob("*.yaml"))
            for item in read(path, root).items()
        )
    )
    _no_strangers(root)
    parts.read_shared(read(root / SHARED, root))
    schemes = _by_id(read_scheme(read(path, root), parts) for path in sorted((root / "schemes").glob("*.yaml")))
    if not schemes:
        raise LawError(None, f"there is no scheme in {root / 'schemes'}")
    notices = _by_id(read_notice(item, parts) for item in _optional(root / "notices.yaml", root))
    also = _by_id(read_also(item, parts) for item in _optional(root / "also.yaml", root))
    rulebook = Rulebook(
        questions=MappingProxyType(questions),
        concepts=MappingProxyType(concepts),
        parameters=MappingProxyType(parts.parameters),
        sources=MappingProxyType(parts.sources),
        authorities=MappingProxyType(parts.authorities),
        schemes=MappingProxyType(schemes),
        notices=tuple(notices.values()),
        also=tuple(also.values()),
        change_days=tuple(
            sorted(
                _change_days(concepts.values(), parts.parameters.values(), schemes.values())
                | page_days(tuple(notices.values()), tuple(also.values()))
            )
        ),
        texts=tuple(parts.texts),
    )
    check.check(rulebook)
    parts.no_idle_share()
    return rulebook


def _optional(path: Path, root: Path) -> list[Item]:
    """The entries of a file that there need not be."""
    return [*read(path, root).items()] if path.exists() else []


def _no_strangers(root: Path) -> None:
    """Raises `LawError` for a file that nobody reads: a scheme in it would silently be missing."""
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        if path.is_dir() or place.name.startswith(".") or str(place) in _FILES:
            continue
        if not any(place.match(pattern) and len(place.parts) == pattern.count("/") + 1 for pattern in _PATTERNS):
            known = ", ".join((*_FILES, *_PATTERNS))
            raise LawError(Place(str(place), 1), f"no file of this name is read here; those that are: {known}")


def _by_id(things: Iterable[_T]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for thing in things:
        if thing.id in found:
            raise LawError(thing.place, f"“{thing.id}” is here a second time; first in {found[thing.id].place}")
        found[thing.id] = thing
    return found


def _read_source(item: Item) -> Source:
    optional = {key: item.get(key) for key in ("published", "address")}
    source = Source(
        id=item.need("id").identifier(),
        title=item.need("title").text(),
        lang=item.need("lang").identifier(),
        publisher=item.need("publisher").text(),
        published=optional["published"].text() if optional["published"] else None,
        address=optional["address"].text() if optional["address"] else None,
        checked=item.need("checked").day(),
        place=item.place,
    )
    item.done()
    return source


def _read_authority(item: Item, parts: Parts) -> Authority:
    id = item.need("id").identifier()
    details = {key: item.get(key) for key in ("phone", "email", "address", "hours", "url", "as_of")}
    known = {key: value.text() if value else None for key, value in details.items()}
    cited = item.get("source")
    configurable = item.get("configurable")
    authority = Authority(
        id=id,
        name=item.need("name").text(),
        label=parts.text(item, "name", id, "Name of an authority that the hosting body sets; this is the fallback")
        if configurable
        else None,
        about=parts.text(item, "about", id, f"What the authority {item.need('name').text()} does for you"),
        source=parts.source(cited) if cited else None,
        configurable=configurable.truth() if configurable else False,
        place=item.place,
        **known,
    )
    item.done()
    if any(known.values()) and not (authority.source and authority.as_of):
        item.fail("contact details need a source and the date of it (“source”, “as_of”)")
    return authority


def _read_question(item: Item, parts: Parts) -> Question:
    id = item.need("id").identifier()
    kind_id = item.need("kind").choice(*KINDS)
    kind = KINDS[kind_id]
    has_options = kind.compared_with == "option"
    about = f"question “{id}”"
    unknown = item.get("unknown")
    may_be_unknown = unknown.truth() if unknown else True
    bounds = item.list_of("range")
    if has_options == bool(bounds):
        item.fail("a choice has options, every other kind a range of two")
    if bounds and len(bounds) != 2:
        bounds[0].fail("a range is two values: [lowest, highest]")

    def bound(value: Item) -> Decimal | date | str:
        try:
            return kind.bound(value.text())
        except ValueError as error:
            value.fail(str(error))

    unit = item.get("unit")
    question = Question(
        id=id,
        kind=kind_id,
        title=parts.text(item, "title", id, f"Heading of the page of the {about}"),
        name=parts.text(item, "name", id, f"Short name of the {about} in the list of answers"),
        why=parts.optional(item, "why", id, f"Why we ask; a line under the heading of the {about}"),
        help=parts.optional(item, "help", id, f"Longer explanation of the {about}"),
        find=parts.optional(item, "find", id, f"Where the answer can be found, beside “I don't know”; {about}"),
        may_be_unknown=may_be_unknown,
        options=_read_options(item.list_of("options"), id, parts),
        minimum=bound(bounds[0]) if bounds else None,
        maximum=bound(bounds[1]) if bounds else None,
        unit=unit.choice(*kind.units) if unit else None,
        influence=NO_INFLUENCE,
        place=item.place,
    )
    question = replace(question, influence=read_influence(item.need("influence"), question, parts))
    item.done()
    if has_options and len(question.options) < 2:
        item.fail("a choice needs two options or more")
    if may_be_unknown and question.find is None:
        item.fail("“find” is missing: where the answer can be found, for whoever does not know it")
    return question


def _earliest(question: Question, questions: Mapping[str, Question]) -> date | None:
    """The first day that can be answered: a day that has to be after another one cannot be before that one's first."""
    seen: set[str] = set()
    while isinstance(question.minimum, str) and question.minimum in questions and question.minimum not in seen:
        seen.add(question.minimum)
        question = questions[question.minimum]
    return question.minimum if isinstance(question.minimum, date) else None


def _read_options(items: list[Item], question: str, parts: Parts) -> tuple[Option, ...]:
    headings: dict[str, Text] = {}
    options: list[Option] = []
    for item in items:
        option = _read_option(item, question, parts, headings)
        before = options[-1].group if options else option.group
        if (option.group is None) != (before is None):
            item.fail("either every option of a question has a “group”, or none has")
        if option.group is not before and any(each.group is option.group for each in options):
            item.fail("the options of one “group” stand one after the other")
        options.append(option)
    return tuple(options)


def _read_option(item: Item, question: str, parts: Parts, headings: dict[str, Text]) -> Option:
    id = item.need("id").identifier()
    named = item.get("group")
    if named and named.sentence() not in headings:
        about = f"Heading over some of the options of the question “{question}”, a few words"
        headings[named.sentence()] = parts.text(item, "group", question, about)
    option = Option(
        id=id,
        label=parts.text(item, "label", question, f"Option “{id}” of the question “{question}”"),
        hint=parts.optional(item, "hint", question, f"Hint under the option “{id}” of the question “{question}”"),
        group=headings[named.sentence()] if named else None,
    )
    item.done()
    return option


def _read_concept(item: Item, parts: Parts) -> Concept:
    start = item.need("from").day()
    sources = item.list_of("sources")
    concept = Concept(
        id=item.need("id").identifier(),
        about=item.need("about").text(),
        condition=read_condition(item.need("when"), start),
        sources=read_citations(sources, parts),
        place=item.place,
    )
    item.done()
    return concept


def _read_parameter(item: Item, parts: Parts) -> Parameter:
    item.get("note")
    figures: list[Figure] = []
    for entry in item.need("values").items():
        start = entry.need("from").day()
        if figures and start <= figures[-1].start:
            entry.fail("the dates overlap: each “from” must be later than the one before it")
        level, at = entry.get("level"), entry.get("at")
        unchanged, undated = entry.get("unchanged"), entry.get("undated")
        if level and level.integer() > start.year:
            level.fail(f"the figure of {level.text()} cannot hold from {start} on")
        source = entry.get("source") or entry.fail("a figure without a source")
        figures.append(
            Figure(
                start=start,
                value=entry.need("value").figure(),
                level=str(level.integer()) if level else str(start.year),
                citation=parts.citation(source, at),
                place=entry.place,
                unchanged=unchanged.day() if unchanged else None,
                undated=undated.truth() if undated else False,
            )
        )
        entry.get("note")
        entry.done()
    if not figures:
        item.fail("a parameter needs one figure or more; one that was never published is not here")
    parameter = Parameter(item.need("id").identifier(), item.need("unit").text(), tuple(figures), item.place)
    item.done()
    return parameter


def _change_days(concepts: Iterable[Concept], parameters: Iterable[Parameter], schemes: Iterable[Scheme]) -> set[date]:
    """Every day on which a condition, a figure or what is in force changes."""
    days = {entry.start for concept in concepts for entry in concept.condition}
    days |= {figure.start for parameter in parameters for figure in parameter.figures}
    for scheme in schemes:
        days |= days_of(scheme)
    return days
