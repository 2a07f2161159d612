"""People who walk through the forms of a site as a browser shows them, and what they send."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from benchmarks.browser import decoded, get, post, tags
from benchmarks.sites import BrokenSite, Reply, Request, Site

#: No site asks more questions.
_MOST = 60


@dataclass(slots=True)
class Journey:
    """What one person sent: `steps` led to questions (named in `asked`), `result` to the result."""

    steps: list[Request] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    result: Request | None = None


@dataclass(frozen=True, slots=True)
class Forms:
    """How the forms of a site are to be filled in.

    Attributes:
        asked: the name of the hidden field that says which question the page asks.
        prefixed: the name of an answer's field is the question's twice, as in Django's wizard; otherwise it is the question's.
    """

    asked: str = "question"
    prefixed: bool = False

    def question(self, page: Reply) -> str | None:
        """The question that a page asks; None where it asks none."""
        found = re.search(rb'name="%s"[^>]* value="(\w+)"' % self.asked.encode(), page.body)
        return found[1].decode() if found else None

    def filled(self, page: Reply, person: Mapping[str, str]) -> list[tuple[str, str]]:
        """What a browser sends for the form of `page` with this person's answer; nothing where nothing is asked.

        Another version of the site may ask what the person was not made for: then they choose any option, always the same.
        """
        asked = self.question(page)
        if asked is None:
            return []
        inputs = [each for each in tags(decoded(page).decode()) if "name" in each]
        hidden = [(each["name"], each.get("value", "")) for each in inputs if each.get("type") == "hidden"]
        typed = [each["name"] for each in inputs if each.get("type") not in ("hidden", "radio")]
        options = [each["value"] for each in inputs if each.get("type") == "radio"]
        name, answer = f"{asked}-{asked}" if self.prefixed else asked, person.get(asked)
        if options and answer != "unknown" and answer not in options:
            answer = options[crc32(repr((asked, answer)).encode()) % len(options)]
        if answer is None or answer == "unknown":
            return [*hidden, *((each, "") for each in typed), ("action", "unknown")]
        if f"{name}-day" in typed:  # a field each for day, month and year
            pieces = dict(zip(("year", "month", "day"), answer.split("-"), strict=True))
            return [*hidden, *((each, pieces[each.rpartition("-")[2]]) for each in typed), ("action", "next")]
        return [*hidden, (name, answer), ("action", "next")]


_OURS = Forms()


def walk(site: Site, people: Sequence[Mapping[str, str]], language: str = "en", forms: Forms = _OURS) -> list[Journey]:
    """The people answer the questions of `site` as the forms ask them, all at once, until each has a result.

    What they send is what the browser would: the hidden fields of each page, the new answer, the button, the cookies. A person
    is a value for every question; "unknown" is the button beside. Who is told that an answer cannot be goes home: another
    version of the law may know other limits.

    Raises BrokenSite if half of the people go home, or if the questions do not end.
    """
    path = f"/{language}/check"
    journeys = [Journey() for _ in people]
    cookies: list[dict[str, str]] = [{} for _ in people]
    pages = dict(enumerate(site.ask([get(path)] * len(people))))
    for _ in range(_MOST):
        sent = {}
        for at, page in pages.items():
            for cookie in page.cookies:
                name, _, value = cookie.partition(";")[0].partition("=")
                cookies[at][name.strip()] = value
            fields = forms.filled(page, people[at])
            if fields:
                carried = "; ".join(f"{name}={value}" for name, value in cookies[at].items())
                sent[at] = post(path, fields, cookies=carried)
        if not sent:
            break
        replies = dict(zip(sent, site.ask(sent.values()), strict=True))
        pages = {at: page for at, page in replies.items() if page.status == 200}
        for at, page in pages.items():
            asked = forms.question(page)
            if asked:
                journeys[at].steps.append(sent[at])
                journeys[at].asked.append(asked)
            else:
                journeys[at].result = sent[at]
    ended = sum(each.result is not None for each in journeys)
    if ended * 2 < len(people):
        raise BrokenSite(f"{site.name} led only {ended} of {len(people)} people to a result")
    return journeys
