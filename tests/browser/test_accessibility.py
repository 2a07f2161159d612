"""axe finds nothing on any kind of page, in any language, on a phone and on a wide screen, whatever the colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.browser.reader import Reader
from tests.pages import TAGS, UNKNOWN
from tests.people import CONSIDERING, GOING_HOME, KNOWS_LITTLE, NOT_COVERED, Person
from webapp.rules import Rulebook

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

LOOKS = [(tag, width) for tag in TAGS for width in (320, 1280)]
every_look = pytest.mark.parametrize(("tag", "width"), LOOKS)

#: The colours are the same in every language and at every width: all of them are looked at in one.
COLOURS: Mapping[str, Mapping[str, str]] = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
PLAIN = {"color_scheme": "light", "forced_colors": "none"}

AXE = Axe()
UNFOLD = "document.querySelectorAll('main details').forEach((details) => { details.open = true })"


def violations(reader: Reader, what: str) -> list[str]:
    """What axe finds on the page, unfolded: everything but what it calls minor. The page is looked at, too."""
    reader.page.evaluate(UNFOLD)
    reader.look()
    all_colours = reader.tag == "en" and reader.page.evaluate("innerWidth") >= 1280
    # Looking at every colour takes most of the time.
    found = _scan(reader, what, {"rules": {"color-contrast": {"enabled": all_colours}}})
    return found + in_other_colours(reader, what) if all_colours else found


def in_other_colours(reader: Reader, what: str) -> list[str]:
    """The same for what cannot be read in the dark, or in the colours that a visitor has chosen."""
    found = []
    for name, media in COLOURS.items():
        reader.page.emulate_media(**PLAIN | media)  # type: ignore[arg-type]
        found += _scan(reader, f"{what}, {name}", {"runOnly": ["color-contrast"]})
    reader.page.emulate_media(**PLAIN)  # type: ignore[arg-type]
    return found


def _scan(reader: Reader, what: str, options: Mapping[str, object]) -> list[str]:
    found = AXE.run(reader.page, options={"resultTypes": ["violations"], **options}).response["violations"]
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


def at_the_result(reader: Reader, rulebook: Rulebook, person: Person, **more: str) -> None:
    """Be at the result of `person`, who knows nothing else; `more` fields of the form."""
    reader.jump({**dict.fromkeys(rulebook.questions, UNKNOWN), **person.answers, **more})
    assert reader.document.is_result


def other_language(tag: str) -> str:
    """The second language of a page in `tag`."""
    return "ar" if tag == "da" else "da"


@every_look
def test_the_pages_around_the_questions(open_site: OpenSite, tag: str, width: int) -> None:
    reader = open_site(tag, width=width)
    reader.expected_noise = ("status of 404",)
    found = []
    for name in ("", "how", "privacy", "accessibility", "for-front-desks", "poster", "cards", "code", "desk", "nope"):
        reader.page.goto(f"/{tag}/{name}")
        found += violations(reader, name or "start")
    assert found == []


@every_look
def test_the_questions(open_site: OpenSite, tag: str, width: int) -> None:
    reader = open_site(tag, width=width)
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
    if tag != "da":
        reader.press("show", "da")
        found += violations(reader, "a date, in two languages")
    on_the_way(reader, GOING_HOME, "permanent_return")
    reader.fill("yes")
    reader.page.locator(".v-bar .v-menu summary").click()
    found += violations(reader, "a choice, with the menu of languages open")
    reader.press("action", "next")
    reader.press("action", "back")
    reader.page.evaluate("document.querySelectorAll('input[type=radio]').forEach((each) => { each.checked = false })")
    reader.press("action", "next")
    found += violations(reader, "a choice that was not made")
    assert found == []


@every_look
def test_the_results(open_site: OpenSite, rulebook: Rulebook, tag: str, width: int) -> None:
    reader = open_site(tag, width=width)
    found = []
    for person in (GOING_HOME, CONSIDERING, KNOWS_LITTLE, NOT_COVERED)[: 4 if width == 320 else 1]:
        at_the_result(reader, rulebook, person)
        found += violations(reader, f"the result of {person.who}")
    at_the_result(reader, rulebook, CONSIDERING, second=other_language(tag))
    reader.press("action", "code")
    found += violations(reader, "a result in two languages, with a code")
    assert found == []


# Enlarged four times, on a screen of 1280 by 1024

SCREEN = {"width": 320, "height": 256}
#: What does not scroll with the page. In so low a window it would lie over what is read.
STAYS = """[...document.querySelectorAll('#page *')].filter((element) => element.checkVisibility()
  && ['fixed', 'sticky'].includes(getComputedStyle(element).position)).map((element) => element.outerHTML.slice(0, 120))"""
WIDE = "document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : []"


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_enlarged_four_times(open_site: OpenSite, rulebook: Rulebook, tag: str) -> None:
    reader = open_site(tag)
    reader.expected_noise = ("status of 422",)
    reader.page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
    found = []

    def read(what: str) -> None:
        found.extend(f"{what}: {each}" for script in (STAYS, WIDE) for each in reader.page.evaluate(script))

    for name in ("", "desk", "code", "for-front-desks", "poster"):
        reader.page.goto(f"/{tag}/{name}")
        read(name or "start")
    on_the_way(reader, GOING_HOME, "age")
    reader.answer("570")
    read("a number that is refused")
    for person in (GOING_HOME, CONSIDERING):
        at_the_result(reader, rulebook, person, second="da")
        reader.press("action", "code")
        reader.page.evaluate(UNFOLD)
        read(f"the result of {person.who}, in two languages, with a code")
    assert found == []


# For those whom motion makes ill

MOVES = """[...document.querySelectorAll('*')].filter((element) => ['', '::before', '::after'].some((part) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, part)
  return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth'
})).map((element) => element.outerHTML.slice(0, 120))"""


def test_nothing_moves_where_motion_is_not_wanted(open_site: OpenSite, rulebook: Rulebook) -> None:
    reader = open_site("en")
    for name in ("", "desk", "code"):
        reader.page.goto(f"/en/{name}")
        assert reader.page.evaluate(MOVES) == [], name
    on_the_way(reader, GOING_HOME, "permanent_return")
    assert reader.page.evaluate(MOVES) == []
    at_the_result(reader, rulebook, GOING_HOME)
    reader.press("action", "code")
    assert reader.page.evaluate(MOVES) == []
