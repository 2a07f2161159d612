"""Six people go through the whole journey in every language, with JavaScript and without, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.pages import TAGS, TODAY, UNKNOWN, in_pieces, shown
from tests.people import GOING_HOME, TODAY_SIX, Person
from webapp.rules import Rulebook, as_json, assess, parse_answers

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("person", TODAY_SIX, ids=str)
def test_a_whole_journey(open_site: OpenSite, rulebook: Rulebook, person: Person, tag: str, scripts: bool) -> None:
    reader = open_site(tag, scripts=scripts, width=320 if scripts else 1280)
    reader.begin()
    answers: dict[str, str] = {}
    while question := reader.question:
        reader.look()
        answers[question] = person.answers.get(question, UNKNOWN)
        reader.answer(answers[question])
    reader.look()
    assert reader.answers == answers
    assert reader.document.schemes == shown(as_json(assess(rulebook, parse_answers(rulebook, answers, TODAY), TODAY)))


#: Each person in one language, with JavaScript and without.
KEYBOARDS = [
    (person, tag, scripts)
    for person, tag, scripts in zip(
        TODAY_SIX, ["en", "ar", "da", "da", "ar", "en"], [True, True, False] * 2, strict=True
    )
]


@pytest.mark.parametrize(("person", "tag", "scripts"), KEYBOARDS, ids=str)
def test_a_whole_journey_with_the_keyboard_alone(open_site: OpenSite, person: Person, tag: str, scripts: bool) -> None:
    reader = open_site(tag, scripts=scripts, width=320)
    keyboard = reader.page.keyboard
    reader.page.goto(f"/{tag}/")
    tab_to(reader, "a.button-primary")
    with reader.page.expect_navigation():
        keyboard.press("Enter")
    answers: dict[str, str] = {}
    while question := reader.question:
        value = answers[question] = person.answers.get(question, UNKNOWN)
        options = reader.page.locator("input[type=radio]")
        if value == UNKNOWN:
            tab_to(reader, f"button[value={UNKNOWN}]")
        elif options.count():
            folded = reader.page.locator(f"details:not([open]):has(input[value='{value}']) > summary")
            if folded.count():
                tab_to(reader, f"summary#{folded.get_attribute('id')}")
                keyboard.press("Enter")
            shown = [each.get_attribute("value") for each in options.all() if each.is_visible()]
            tab_to(reader, "input[type=radio]")
            keyboard.press("Space")
            for _ in range(shown.index(value)):
                keyboard.press("ArrowDown")
        else:
            type_in(reader, question, value)
        reader.step(lambda: keyboard.press("Enter"))
    assert reader.answers == answers
    # With scripts the focus is on the heading, just after the way back.
    tab_to(reader, "button[value=back]", "Shift+Tab" if scripts else "Tab")
    reader.step(lambda: keyboard.press("Enter"))
    assert reader.question == list(answers)[-1]


def type_in(reader: Reader, question: str, value: str) -> None:
    """A number as it is written; a day field by field."""
    fields = in_pieces(question, value) if reader.document.pieces else {question: value}
    for name, text in fields.items():
        tab_to(reader, f"input[name={name}]")
        reader.page.keyboard.type(text)


def tab_to(reader: Reader, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is looked for; on the way it is always seen where the focus is."""
    for _ in range(15):
        reader.page.keyboard.press(key)
        seen = reader.page.evaluate(FOCUS)
        assert seen is None, f"{seen}, on {reader.page.url} ({reader.question})"
        if reader.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


#: Why one does not see where the focus is; null where one does.
FOCUS = """() => {
  const active = document.activeElement
  const shown = active.type === 'radio' ? active.labels[0] : active
  const style = getComputedStyle(shown)
  const name = active.outerHTML.slice(0, 100)
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no outline around ${name}`
  const { left, top, width, height } = shown.getBoundingClientRect()
  const found = document.elementFromPoint(left + width / 2, top + height / 2)
  return found && (shown.contains(found) || found.contains(shown)) ? null : `${name} is hidden by ${found?.outerHTML.slice(0, 100)}`
}"""


def test_the_first_key_leads_over_the_header(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    reader.page.keyboard.press("Tab")
    skip = reader.page.locator("a.skipnav")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_error_is_heard_and_put_right(open_site: OpenSite, scripts: bool) -> None:
    reader = open_site("ar", scripts=scripts, width=320)
    reader.expected_noise = ("status of 422",)
    reader.begin()
    reader.answer_until(GOING_HOME, "age")
    given = reader.answers
    reader.answer("fifty-seven")
    summary = reader.page.locator("#error-summary")
    expect(summary).to_be_in_viewport()
    if scripts:
        expect(summary).to_be_focused()
    reader.look()
    summary.locator("a").click()
    expect(reader.page.locator("input[name=age]")).to_be_focused()
    expect(reader.page.locator("input[name=age]")).to_be_in_viewport()
    expect(reader.page.locator("input[name=age]")).to_have_value("fifty-seven")
    reader.answer("57")
    expect(summary).to_have_count(0)
    assert reader.answers.items() >= {**given, "age": "57"}.items() - {("question", "age")}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(("question", "half"), [("status", "refugee"), ("age", "57")])
def test_another_language_in_the_middle_keeps_what_is_half_done(
    open_site: OpenSite, scripts: bool, question: str, half: str
) -> None:
    reader = open_site("en", scripts=scripts)
    reader.begin()
    reader.answer_until(GOING_HOME, question)
    reader.fill(half)
    before = reader.answers
    for tag in ("ar", "da", "en", "ar"):
        reader.speak(tag)
        reader.look()
        assert reader.answers == before
    reader.press("action", "next")
    reader.answer_until(GOING_HOME, None)
    reader.look()


def test_an_answer_is_changed_from_the_list(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.jump(GOING_HOME.answers)
    before = reader.answers
    reader.page.locator("main summary").first.click()
    reader.press("change", "age")
    assert reader.question == "age"
    reader.answer("58")
    assert reader.answers == {**before, "age": "58", "revised": "yes"}


def test_the_connection_is_gone(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    reader.answer_until(GOING_HOME, "age")
    reader.fill("57")
    before = reader.answers
    message = reader.page.locator("[data-offline]")
    expect(message).to_be_hidden()
    reader.expected_noise = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    reader.context.set_offline(True)
    reader.page.locator("main .button-primary").click()
    expect(message).to_be_in_viewport()
    assert reader.answers == before
    reader.context.set_offline(False)
    reader.press("action", "next")
    assert reader.answers["age"] == "57"
    expect(message).to_be_hidden()


def test_the_server_is_down(open_site: OpenSite) -> None:
    """What a proxy says then is none of our pages: the question stays, with the answers."""
    reader = open_site("en")
    reader.begin()
    reader.answer("both")
    reader.fill("refugee")
    before = reader.answers
    reader.expected_noise = ("status of 502", "htmx")
    reader.page.route("**/check", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    reader.page.locator("main .button-primary").click()
    expect(reader.page.locator("[data-offline]")).to_be_in_viewport()
    assert reader.answers == before
    reader.page.unroute("**/check")
    reader.press("action", "next")
    assert reader.answers["status"] == "refugee"


def test_what_is_meant_for_paper_is_unfolded(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.jump(GOING_HOME.answers)
    expect(reader.page.locator("[data-print]").first).to_be_visible()
    folded = reader.page.locator("main details[data-paper]:not([open])")
    others = reader.page.locator("main details:not([data-paper], [open])")
    many, more = folded.count(), others.count()
    assert many and more
    reader.page.evaluate("addEventListener('beforeprint', () => { document.body.dataset.print = 'yes' })")
    reader.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (folded.count(), others.count()) == (0, more)
    reader.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == many
