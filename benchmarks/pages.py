"""CPU time of the pages that a journey consists of, as browsers ask for them: a ratio to a bare Flask view in the same process.

Each page is asked for as three browsers would, of a process each, by the same people: with `Accept-Encoding`, as all do;
without it, so that what compression costs is seen; and with the site's compression dictionary (RFC 9842), as Chromium does
from its second page on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

from benchmarks.browser import compressed, get, without_answer
from benchmarks.rows import Row
from benchmarks.run import Run, results, steps
from benchmarks.sites import Request, Site
from benchmarks.timing import Case, Times, side_by_side

_PLAIN, _HEADER, _DICTIONARY = "plain", "header", "dictionary"
NO_DICTIONARY = "no dictionary"


@dataclass(frozen=True)
class Page:
    """A row of the table: how a request of the record becomes one of this kind, and what is to be reached.

    Attributes:
        what: the name of the row.
        language: the language asked for.
        ask: makes the request for the page out of a recorded one.
        most: so many bare views it may cost, with the header.
        most_coded: likewise, with the dictionary; None: there is no such row.
        status: of the reply.
    """

    what: str
    language: str
    ask: Callable[[Request], Request]
    most: int | None
    most_coded: int | None = None
    status: int = 200


def in_language(language: str, htmx: bool = True, second: str | None = None) -> Callable[[Request], Request]:
    """What makes a recorded request one for another language, over htmx or not, with a second language beside."""

    def ask(request: Request) -> Request:
        more = {"HX-Request": "true"} if htmx else {}
        body = request.body + (f"&second={second}" if second else "")
        return request._replace(path=f"/{language}/check", headers={**request.headers, **more}, body=body)

    return ask


def mistaken(request: Request) -> Request:
    """Next was pressed and nothing was chosen."""
    return without_answer(in_language("en")(request))


def _astray(request: Request) -> Request:
    """An address that leads nowhere, another one each time."""
    return get(f"/en/{crc32(request.body.encode()):x}")


def _answers_alone(request: Request) -> Request:
    """All answers as if they had been read before: without a new one, without a button. No browser sends that."""
    fields = parse_qsl(request.body)
    body = urlencode([(name, value) for name, value in fields if name not in ("question", "action")])
    return in_language("en")(request)._replace(body=body)


STEPS = (
    Page("one question step, English, over htmx", "en", in_language("en"), 6, 5),
    Page("the same in Arabic", "ar", in_language("ar"), 6, 5),
    Page("one question step, English, the whole page", "en", in_language("en", htmx=False), 6, 5),
    Page("the same in Arabic", "ar", in_language("ar", htmx=False), 6, 5),
    Page("one question step, English: answers alone, as measured before", "en", _answers_alone, 6, 5),
    Page("one question step, Arabic with Danish beside it", "ar", in_language("ar", second="da"), None),
    Page("422: nothing was chosen, English, over htmx", "en", mistaken, 6, None, 422),
    Page("404: no such page, English", "en", _astray, 6, None, 404),
)
RESULTS = (
    Page("result page, English, over htmx", "en", in_language("en"), 16, 12),
    Page("the same in Arabic", "ar", in_language("ar"), 16, 12),
    Page("result in two languages, Arabic with Danish", "ar", in_language("ar", second="da"), 36, 36),
)


def measure_steps(run: Run) -> Iterator[Row]:
    """Rows for a question, for a bare view, and for replies that say what is wrong."""
    times = _times(run, STEPS, {name: steps(each) for name, each in run.journeys.items()})
    bare = [f"{time.microseconds:.0f} µs" for time in (times[app.name, _HEADER, "bare"] for app in run.applications)]
    yield Row("a bare Flask view that returns “ok”", "–", bare[0], before=bare[-1] if run.base else "–")
    yield from _rows(run, STEPS, times)


def measure_results(run: Run) -> Iterator[Row]:
    """Rows for a result, in one language and in two."""
    yield from _rows(run, RESULTS, _times(run, RESULTS, {name: results(each) for name, each in run.journeys.items()}))


def _times(
    run: Run, pages: Sequence[Page], supply: Mapping[str, Sequence[Request]]
) -> dict[tuple[str, str, str], Times]:
    """The times by site, kind of browser and page."""
    with ExitStack() as stack:
        sites = {
            (app.name, kind): stack.enter_context(Site(app))
            for app in run.applications
            for kind in (_PLAIN, _HEADER, _DICTIONARY)
        }
        cases = {key: list(_cases(run, site, key[1], pages, supply[key[0]])) for key, site in sites.items()}
        timed = side_by_side(sites, cases, run.rounds)
    return {(*key, name): times for (key, name), times in timed.items()}


def _cases(run: Run, site: Site, kind: str, pages: Sequence[Page], supply: Sequence[Request]) -> Iterator[Case]:
    """A case for each page, each with other people."""
    for at, page in enumerate(pages):
        asked = [page.ask(each) for each in supply[at :: len(pages)]]
        if kind == _DICTIONARY:
            dictionary = run.dictionary(site, page.language)
            if not dictionary or not page.most_coded:
                continue
            asked = [compressed(each, dictionary) for each in asked]
        elif kind == _HEADER:
            asked = [compressed(each) for each in asked]
        yield Case(str(at), asked, page.status)


def _rows(run: Run, pages: Sequence[Page], times: Mapping[tuple[str, str, str], Times]) -> Iterator[Row]:
    for at, page in enumerate(pages):
        name = str(at)
        header = [times[app.name, _HEADER, name] for app in run.applications]
        plain = [times[app.name, _PLAIN, name] for app in run.applications]
        told = [f"{one}; without the header {other.ratio:.1f} ×" for one, other in zip(header, plain, strict=True)]
        missed = page.most is not None and header[0].ratio > page.most
        yield Row(page.what, f"≤ {page.most} ×" if page.most else "–", told[0], missed, told[-1] if run.base else "–")
        if page.most_coded:
            coded = [times.get((app.name, _DICTIONARY, name)) for app in run.applications]
            told = [str(each or NO_DICTIONARY) for each in coded]
            yield Row(
                "… for a browser that has the dictionary",
                f"≤ {page.most_coded} ×",
                told[0],
                coded[0] is None or coded[0].ratio > page.most_coded,
                told[-1] if run.base else "–",
            )
