"""Reads ``questions/`` into a `Rulebook`, or stops with file, line and a sentence.

The format is described in ``questions/README.md``. This module reads what schemes share; `webapp.rules.reading.scheme_file`
reads the schemes and `webapp.rules.reading.check` looks at how everything hangs together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from webapp.rules.model import (
    AlsoWorthAsking,
    Authority,
    Concept,
    Figure,
    LawError,
    Notice,
    Parameter,
    Place,
    Question,
    Rulebook,
    Scheme,
    Source,
    days_of,
    page_days,
)
from webapp.rules.reading import check
from webapp.rules.reading.question_file import earliest, read_question
from webapp.rules.reading.references import SHARED, References, read_citations, read_condition
from webapp.rules.reading.said_entries import read_also, read_notice
from webapp.rules.reading.scheme_file import read_scheme
from webapp.rules.reading.yaml_items import Item, read

__all__ = ["LawError", "load"]

_FILES = ("README.md", "questions.yaml", "sources.yaml", "authorities.yaml", "notices.yaml", "also.yaml", SHARED)
_PATTERNS = ("concepts*.yaml", "parameters/*.yaml", "schemes/[0-9][0-9]-*.yaml")

_T = TypeVar("_T", Question, Concept, Parameter, Source, Authority, Scheme, Notice, AlsoWorthAsking)


def load(root: Path) -> Rulebook:
    """The law in the folder `root`, whole and checked; raises `LawError` with file and line for the first mistake."""
    references = References()
    references.sources.update(_by_id(_read_source(item) for item in read(root / "sources.yaml", root).items()))
    authorities = read(root / "authorities.yaml", root).items()
    references.authorities.update(_by_id(_read_authority(item, references) for item in authorities))
    questions = _by_id(read_question(item, references) for item in read(root / "questions.yaml", root).items())
    questions = {id: replace(question, earliest=earliest(question, questions)) for id, question in questions.items()}
    concepts = _by_id(
        _read_concept(item, references)
        for path in sorted(root.glob("concepts*.yaml"))
        for item in read(path, root).items()
    )
    references.parameters.update(
        _by_id(
            _read_parameter(item, references)
            for path in sorted((root / "parameters").glob("*.yaml"))
            for item in read(path, root).items()
        )
    )
    _no_strangers(root)
    references.read_shared(read(root / SHARED, root))
    schemes = _by_id(read_scheme(read(path, root), references) for path in sorted((root / "schemes").glob("*.yaml")))
    if not schemes:
        raise LawError(None, f"there is no scheme in {root / 'schemes'}")
    notices = _by_id(read_notice(item, references) for item in _optional(root / "notices.yaml", root))
    also = _by_id(read_also(item, references) for item in _optional(root / "also.yaml", root))
    rulebook = Rulebook(
        questions=MappingProxyType(questions),
        concepts=MappingProxyType(concepts),
        parameters=MappingProxyType(references.parameters),
        sources=MappingProxyType(references.sources),
        authorities=MappingProxyType(references.authorities),
        schemes=MappingProxyType(schemes),
        notices=tuple(notices.values()),
        also=tuple(also.values()),
        change_days=tuple(
            sorted(
                _change_days(concepts.values(), references.parameters.values(), schemes.values())
                | page_days(tuple(notices.values()), tuple(also.values()))
            )
        ),
        texts=tuple(references.texts),
    )
    check.check(rulebook)
    references.no_idle_share()
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


def _read_authority(item: Item, references: References) -> Authority:
    id = item.need("id").identifier()
    details = {key: item.get(key) for key in ("phone", "email", "address", "hours", "url", "as_of")}
    known = {key: value.text() if value else None for key, value in details.items()}
    cited = item.get("source")
    configurable = item.get("configurable")
    authority = Authority(
        id=id,
        name=item.need("name").text(),
        label=references.text(item, "name", id, "Name of an authority that the hosting body sets; this is the fallback")
        if configurable
        else None,
        about=references.text(item, "about", id, f"What the authority {item.need('name').text()} does for you"),
        source=references.source(cited) if cited else None,
        configurable=configurable.truth() if configurable else False,
        place=item.place,
        **known,
    )
    item.done()
    ageing = (authority.phone, authority.email, authority.address, authority.hours)
    if any(known.values()) and not authority.source:
        item.fail("contact details need a source (“source”)")
    if any(ageing) and not authority.as_of:
        item.fail("contact details need the date of their source (“as_of”): only an address on the web does without")
    return authority


def _read_concept(item: Item, references: References) -> Concept:
    start = item.need("from").day()
    sources = item.list_of("sources")
    concept = Concept(
        id=item.need("id").identifier(),
        about=item.need("about").text(),
        condition=read_condition(item.need("when"), start),
        sources=read_citations(sources, references),
        place=item.place,
    )
    item.done()
    return concept


def _read_parameter(item: Item, references: References) -> Parameter:
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
                citation=references.citation(source, at),
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
