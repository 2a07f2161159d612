"""axe finds nothing on any kind of page, in any language, on a phone and on a wide screen, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.browser.reader import Reader
from tests.pages import TAGS, UNKNOWN
from tests.people import CONSIDERING, GOING_HOME, KNOWS_LITTLE, NOT_COVERED, Person
from webapp.rules import Rulebook

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

#: The colours are the same in every language: the dark ones are looked at in one.
LOOKS = [(tag, width, "light") for tag in TAGS for width in (320, 1280)] + [("en", 1280, "dark")]
every_look = pytest.mark.parametrize(("tag", "width", "scheme"), LOOKS)

AXE = Axe()
UNFOLD = "document.querySelectorAll('main details').forEach((details) => { details.open = true })"


def violations(reader: Reader, what: str) -> list[str]:
    """What axe finds on the page, unfolded: everything but what it calls minor. The page is looked at, too."""
    reader.page.evaluate(UNFOLD)
    reader.look()
    # Looking at every colour takes most of the time, and they are the same in every language.
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": reader.tag == "en"}}}
    found = AXE.run(reader.page, options=options).response["violations"]
    return [
        f"{what}: {each['id']} ({each['impact']}): {node['html'][:120]} {node['any'][:1] and node['any'][0]['message']}"
        for each in found
        if each["impact"] != "minor"
        for node in each["nodes"][:3]
    ]


def on_the_way(reader: Reader, person: Person, question: str) -> None:
    """Be asked `question`, with the answers before it given."""
    before = dict(list(person.answers.items())[: list(person.answers).index(question)])
    reader.jump(before)
    assert reader.question == question


@every_look
def test_the_pages_around_the_questions(open_site: OpenSite, tag: str, width: int, scheme: str) -> None:
    reader = open_site(tag, width=width, color_scheme=scheme)
    reader.expected_noise = ("status of 404",)
    found = []
    for name in ("", "how", "privacy", "accessibility", "for-front-desks", "poster", "cards", "code", "nope"):
        reader.page.goto(f"/{tag}/{name}")
        found += violations(reader, name or "start")
    assert found == []


@every_look
def test_the_questions(open_site: OpenSite, tag: str, width: int, scheme: str) -> None:
    reader = open_site(tag, width=width, color_scheme=scheme)
    reader.expected_noise = ("status of 422",)
    reader.begin(on="2021-10-01")
    found = violations(reader, "the first question, for another day")
    on_the_way(reader, GOING_HOME, "age")
    found += violations(reader, "a number")
    reader.answer("570")
    found += violations(reader, "a number that is refused")
    on_the_way(reader, CONSIDERING, "refusal_date")
    found += violations(reader, "a date")
    reader.answer(UNKNOWN)
    reader.press("action", "back")
    found += violations(reader, "a date that is not known")
    on_the_way(reader, GOING_HOME, "permanent_return")
    reader.fill("yes")
    reader.page.locator(".v-menu summary").click()
    found += violations(reader, "a choice, with the menu of languages open")
    reader.press("action", "next")
    reader.press("action", "back")
    reader.page.evaluate("document.querySelectorAll('input[type=radio]').forEach((each) => { each.checked = false })")
    reader.press("action", "next")
    found += violations(reader, "a choice that was not made")
    assert found == []


@every_look
def test_the_results(open_site: OpenSite, rulebook: Rulebook, tag: str, width: int, scheme: str) -> None:
    reader = open_site(tag, width=width, color_scheme=scheme)
    found = []
    for person in (GOING_HOME, CONSIDERING, KNOWS_LITTLE, NOT_COVERED)[: 4 if width == 320 else 2]:
        reader.jump({**dict.fromkeys(rulebook.questions, UNKNOWN), **person.answers})
        assert reader.document.is_result
        found += violations(reader, f"the result of {person.who}")
    assert found == []
