"""What goes over the line, in kilobytes: the bodies of replies as a browser gets them; each is read back and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.browser import Dictionary, compressed, decoded, get, tags
from benchmarks.pages import NO_DICTIONARY, in_language, mistaken
from benchmarks.rows import Row
from benchmarks.run import Run, results, steps
from benchmarks.sites import Reply, Request, Site

#: So many of the people, the same in every language.
_PEOPLE = 80
#: What a browser that has no dictionary may get more than from the base: a twelfth and a bit.
_MORE = 1.12
#: The links that a browser follows at once.
_LOADING = frozenset({"stylesheet", "icon", "manifest", "modulepreload", "preload"})


@dataclass
class Weights:
    """Bytes of replies of one kind, by language; and whether each of them was compressed."""

    by_language: dict[str, list[int]] = field(default_factory=dict)
    compressed: bool = True

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    @property
    def dearest(self) -> float:
        """The median in the language where it is highest."""
        return max(median(each) for each in self.by_language.values() if each)

    @property
    def heaviest(self) -> int:
        """The heaviest reply of all."""
        return max(max(each) for each in self.by_language.values() if each)

    def __str__(self) -> str:
        if not self:
            return NO_DICTIONARY
        told = f"{self.dearest / 1000:.2f} KB; heaviest {self.heaviest / 1000:.1f} KB"
        return told if self.compressed else f"{told}, not compressed"

    def add(self, language: str, replies: Sequence[Reply]) -> None:
        """Weighs the replies."""
        self.by_language[language] = [len(each.body) for each in replies]
        self.compressed = self.compressed and all("content-encoding" in each.headers for each in replies)


#: Rows of the table: how the page is asked for; whether with the dictionary.
_KINDS = ("step", "step, dictionary", "two", "result", "result, dictionary", "two results", "422", "404")


def measure(run: Run) -> Iterator[Row]:
    """Rows for the replies of a journey, for the first view and for the dictionary."""
    found: dict[str, Mapping[str, Weights]] = {}
    views: dict[str, View] = {}
    with run.sites() as sites:
        for site in sites:
            found[site.name] = _replies(run, site)
            views[site.name] = _first_view(run, site)
    ours, base = run.ours.name, run.base.name if run.base else None
    own, other = found[ours], found.get(base or "", {})

    def row(
        what: str, kind: str, median: float | None = None, heaviest: float | None = None, as_base: bool = False
    ) -> Row:
        weights = own[kind]
        reach = f"≤ {median} KB" if median else "compressed"
        if as_base and other:
            median = other[kind].dearest / 1000 * _MORE
            reach = f"≤ {median:.2f} KB (base + 12 %)"
        if heaviest:
            reach += f"; heaviest ≤ {heaviest} KB"
        missed = (
            not weights.compressed
            or (median is not None and (not weights or weights.dearest > median * 1000))
            or (heaviest is not None and (not weights or weights.heaviest > heaviest * 1000))
        )
        return Row(what, reach, str(weights), missed, str(other[kind]) if other else "–")

    yield row("one question step over htmx, bytes: median in the dearest language", "step", as_base=True)
    yield row("… for a browser that has the dictionary", "step, dictionary", 0.7)
    yield row("… with Danish beside it", "two")
    yield row("the result over htmx, likewise", "result", as_base=True)
    yield row("… for a browser that has the dictionary", "result, dictionary", 3, 6)
    yield row("… with Danish beside it", "two results")
    yield row("422: nothing was chosen, over htmx", "422")
    yield row("404: no such page", "404")
    yield from _view_rows(views[ours], views.get(base or ""))


def _replies(run: Run, site: Site) -> dict[str, Weights]:
    """The weights of each kind of reply, of the same people in each language."""
    told = run.journeys[site.name][:_PEOPLE]
    weights = {kind: Weights() for kind in _KINDS}
    for language in run.languages(site):
        dictionary = run.dictionary(site, language)

        for name, pages in (("step", steps(told)), ("result", results(told))):
            asked = [in_language(language)(each) for each in pages]
            weights[name].add(language, _got(site, asked))
            if dictionary:
                weights[f"{name}, dictionary"].add(language, _got(site, asked, dictionary))
        others = {
            "422": [in_language(language)(mistaken(each)) for each in steps(told)[::10]],
            "404": [get(f"/{language}/nowhere")],
        }
        if language != "da":
            beside = in_language(language, second="da")
            others |= {
                "two": [beside(each) for each in steps(told)[::4]],
                "two results": [beside(each) for each in results(told)],
            }
        for name, asked in others.items():
            weights[name].add(language, _got(site, asked))
    return weights


def _got(site: Site, requests: Sequence[Request], dictionary: Dictionary | None = None) -> list[Reply]:
    """The replies. Raises ValueError where a reply, read back, is another page than without any coding."""
    replies = site.ask(compressed(each, dictionary) for each in requests)
    for request, reply, plain in zip(requests, replies, site.ask(requests), strict=True):
        if dictionary and reply.headers.get("content-encoding") != "dcz":
            raise ValueError(f"{request.path}: the dictionary is not used: {reply.headers.get('content-encoding')}")
        if decoded(reply, dictionary) != plain.body or reply.status != plain.status:
            raise ValueError(f"{request.path} with {request.body} is not read back as it is without compression")
    return replies


@dataclass(frozen=True)
class View:
    """What a browser loads for the first page, in the dearest language, and the dictionaries that it loads when idle."""

    whole: int
    without_scripts: int
    dictionaries: Mapping[str, int]


def _first_view(run: Run, site: Site) -> View:
    whole, without, dictionaries = [], [], {}
    for language in run.languages(site):
        page = compressed(get(f"/{language}/"))
        (reply,) = site.ask([page])
        weights = {}
        for path, is_script in _loaded(decoded(reply).decode()).items():
            (part,) = site.ask([compressed(get(path))])
            if part.status != 200:
                raise ValueError(f"{path} of {page.path} is answered with {part.status}")
            weights[path] = (len(part.body), is_script)
        whole.append(len(reply.body) + sum(weight for weight, _ in weights.values()))
        without.append(whole[-1] - sum(weight for weight, is_script in weights.values() if is_script))
        if dictionary := run.dictionary(site, language):
            dictionaries[language] = dictionary.weight
    return View(max(whole), max(without), dictionaries)


def _loaded(html: str) -> dict[str, bool]:
    """The files of ours that a page loads at once, and whether each is a script."""
    files = {}
    for tag in tags(html):
        path = tag.get("src") or (tag.get("href", "") if _LOADING.intersection(tag.get("rel", "").split()) else "")
        if path.startswith("/"):
            files[path] = path.partition("?")[0].endswith(".js")
    return files


def _view_rows(ours: View, base: View | None) -> Iterator[Row]:
    def row(what: str, of: int, most: int, before: int | None) -> Row:
        return Row(
            what, f"≤ {most} KB", f"{of / 1000:.1f} KB", of > most * 1000, f"{before / 1000:.1f} KB" if before else "–"
        )

    yield row("first view, all that the browser loads", ours.whole, 26, base.whole if base else None)
    yield row("the same without scripts", ours.without_scripts, 16, base.without_scripts if base else None)
    if ours.dictionaries:
        told = ", ".join(f"{language} {weight / 1000:.1f}" for language, weight in ours.dictionaries.items())
        heaviest = max(ours.dictionaries.values())
        yield Row("the dictionary of a language, loaded once when idle", "≤ 24 KB", f"{told} KB", heaviest > 24_000)
    else:
        yield Row("the dictionary of a language, loaded once when idle", "≤ 24 KB", NO_DICTIONARY, True)
