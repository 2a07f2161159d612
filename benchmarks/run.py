"""What all row sets of one run share: the day, the sites that are compared, the people and what they sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from benchmarks import people
from benchmarks.browser import Dictionary, find_dictionary, get
from benchmarks.sites import Application, Request, Site, running
from benchmarks.walking import Journey, walk
from webapp.config import read_settings
from webapp.paths import share
from webapp.rules import Rulebook, load


@dataclass
class Run:
    """One run of the command.

    Attributes:
        on: the day computed for.
        rounds: so many times each case is timed.
        ours: this checkout.
        base: what it is compared with, if anything.
        people: so many play their journey, in `journeys`.
    """

    on: date
    ours: Application
    base: Application | None = None
    rounds: int = 10
    people: int = 1200
    _dictionaries: dict[tuple[str, str], Dictionary | None] = field(default_factory=dict)

    @property
    def applications(self) -> list[Application]:
        """This site, and the base if there is one."""
        return [self.ours, self.base] if self.base else [self.ours]

    @cached_property
    def rulebook(self) -> Rulebook:
        """The law of this checkout."""
        return load(share("questions"))

    @cached_property
    def journeys(self) -> Mapping[str, Sequence[Journey]]:
        """What the people sent to each site, by its name. They did so in other processes than those that are measured."""
        sent = people.everything(self.rulebook, self.on, self.people)

        def record(application: Application) -> list[Journey]:
            with Site(application) as site:
                return walk(site, sent)

        with ThreadPoolExecutor() as pool:
            return dict(
                zip([each.name for each in self.applications], pool.map(record, self.applications), strict=True)
            )

    @contextmanager
    def sites(self) -> Iterator[list[Site]]:
        """The sites, running."""
        with running(self.applications) as sites:
            yield sites

    def languages(self, site: Site) -> list[str]:
        """Those of our languages that `site` is offered in."""
        offered = read_settings({}).locales
        replies = site.ask(get(f"/{tag}/") for tag in offered)
        return [tag for tag, reply in zip(offered, replies, strict=True) if reply.status == 200]

    def dictionary(self, site: Site, language: str) -> Dictionary | None:
        """The dictionary that a browser has for the questions in `language` once it has seen the first page."""
        key = site.name, language
        if key not in self._dictionaries:
            found = find_dictionary(site, language)
            self._dictionaries[key] = found if found and found.is_for(f"/{language}/check") else None
        return self._dictionaries[key]


def steps(journeys: Sequence[Journey]) -> list[Request]:
    """All requests that led to a question, person by person."""
    return [step for each in journeys for step in each.steps]


def results(journeys: Sequence[Journey]) -> list[Request]:
    """All requests that led to a result."""
    return [each.result for each in journeys if each.result]
