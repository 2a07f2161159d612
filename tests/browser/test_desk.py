"""At the desk: two languages, the number keys, and nothing left for the next visitor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.test_history import nothing_is_left
from tests.pages import UNKNOWN, in_pieces
from tests.people import CONSIDERING, GOING_HOME, Person

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]


def at_the_desk(open_site: OpenSite, language: str, *, scripts: bool = True) -> Reader:
    """Staff who read Danish begin with a visitor who reads `language`."""
    reader = open_site("da", scripts=scripts)
    reader.page.goto("/da/desk")
    with reader.page.expect_navigation():
        reader.page.locator(f"button[lang={language}]").first.click()
    reader.tag = language
    return reader


def with_keys(reader: Reader, person: Person) -> None:
    """Answer everything as `person` would, without touching the mouse."""
    keyboard = reader.page.keyboard
    while question := reader.question:
        value = person.answers.get(question, UNKNOWN)
        options = [each.get("value") for each in reader.document.all("input", type="radio")]
        if value == UNKNOWN and options:
            reader.step(lambda: keyboard.press("0"))
            continue
        if value == UNKNOWN:
            reader.press("action", "unknown")
            continue
        if pieces := reader.document.pieces and in_pieces(question, value):
            # The first digit finds the field by itself.
            for piece in pieces.values():
                keyboard.type(piece)
                keyboard.press("Tab")
            reader.page.locator(f"#{question}-year").focus()
        else:
            for key in str(options.index(value) + 1) if options else value:
                keyboard.press(key)
        reader.step(lambda: keyboard.press("Enter"))


@pytest.mark.parametrize("person", [CONSIDERING, GOING_HOME], ids=str)
def test_a_whole_journey_with_the_number_keys(open_site: OpenSite, person: Person) -> None:
    reader = at_the_desk(open_site, "ar")
    with_keys(reader, person)
    page = reader.document
    assert page.is_result
    assert {(p[0].get("lang"), p[1].get("lang")) for p in page.all("span", class_="v-pair")} == {("ar", "da")}
    for question, value in reader.answers.items():
        if question in person.answers:
            assert value == person.answers[question]
    reader.look()


def test_backspace_goes_back_but_not_while_writing(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "en")
    keyboard = reader.page.keyboard
    for key in ("1", "7"):  # support to go back; a reunified family member
        keyboard.press(key)
        reader.step(lambda: keyboard.press("Enter"))
    assert reader.question == "lawful_years"
    for key in ("1", "2", "Backspace", "0"):
        keyboard.press(key)
    expect(reader.page.locator("input[name=lawful_years]")).to_have_value("10")
    reader.page.locator("h1").focus()
    reader.step(lambda: keyboard.press("Backspace"))
    assert reader.question == "status"


@pytest.mark.parametrize("typed", ["15112026", "15.11.2026"])
def test_a_day_that_is_typed_in_one_go_loses_no_digit(open_site: OpenSite, typed: str) -> None:
    reader = at_the_desk(open_site, "en")
    reader.answer_until(CONSIDERING, "refusal_date")
    reader.page.keyboard.type(typed)
    reader.step(lambda: reader.page.keyboard.press("Enter"))
    assert reader.answers["refusal_date"] == "2026-11-15"
    expect(reader.page.locator(".v-read-back")).to_contain_text("15 November 2026")


def test_a_day_that_is_typed_ahead_loses_no_digit(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "en")
    reader.answer_until(CONSIDERING, "withdrawal")
    slowly(reader)
    reader.page.keyboard.press("2")  # considering
    reader.page.keyboard.type("\n15112026")
    expect(reader.page.locator("#refusal_date-day")).to_have_value("15112026")
    reader.step(lambda: reader.page.keyboard.press("Enter"))
    assert reader.answers["refusal_date"] == "2026-11-15"


def slowly(reader: Reader) -> None:
    """A connection on which a page takes as long as four keys."""
    session = reader.context.new_cdp_session(reader.page)
    conditions = {"offline": False, "latency": 200, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", conditions)


#: Presses Enter at the very moment of an event, once.
PRESS_ENTER = """(moment) => addEventListener(moment, () => {
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
}, { once: true })"""
#: Holds the next request back until `arrive()`, or `get_lost()`.
HOLD = """() => {
  const real = window.fetch
  window.fetch = (...asked) => new Promise((resolve, reject) => {
    window.fetch = real
    window.arrive = () => resolve(real(...asked))
    window.get_lost = () => reject(new TypeError('lost'))
  })
}"""


def at_the_years(open_site: OpenSite, language: str) -> Reader:
    """At the desk, in front of the question of a number."""
    reader = at_the_desk(open_site, language)
    for key in ("1", "5"):
        reader.page.keyboard.press(key)
        reader.step(lambda: reader.page.keyboard.press("Enter"))
    assert reader.question == "lawful_years"
    return reader


def type_in(reader: Reader, *keys: str) -> None:
    """Press one key after the other, whatever the page does meanwhile."""
    for key in keys:
        reader.page.keyboard.press(key)


def comes(reader: Reader, question: str) -> None:
    """In the end `question` is asked, and stays."""
    expect(reader.page.locator("#step")).to_have_attribute("data-question", question)
    reader.page.wait_for_timeout(300)
    assert reader.question == question


def test_who_types_ahead_loses_no_key(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "da")
    slowly(reader)
    # Support to go back; a refugee; 7 years; not told so; going for good; and no key for the next question.
    for key in ("1", "Enter", "5", "Enter", "7", "Enter", "2", "Enter", "1", "Enter"):
        reader.page.keyboard.press(key)
        reader.page.wait_for_timeout(50)
    expect(reader.page.locator("#step")).to_have_attribute("data-question", "can_pay_return")
    expected = {"goal": "return", "status": "refugee", "lawful_years": "7", "trafficking_identified": "no"}
    assert reader.answers.items() >= {**expected, "permanent_return": "yes"}.items()


@pytest.mark.parametrize("moment", ["after:swap", "finally:request"])
def test_a_key_that_comes_with_the_page_waits_for_those_before_it(open_site: OpenSite, moment: str) -> None:
    reader = at_the_desk(open_site, "da")
    reader.page.evaluate(PRESS_ENTER, f"htmx:{moment}")
    reader.page.evaluate(HOLD)
    type_in(reader, "1", "Enter", "5")
    reader.page.evaluate("arrive()")
    comes(reader, "lawful_years")
    assert reader.answers.items() >= {"goal": "return", "status": "refugee"}.items()


def test_what_was_typed_ahead_of_a_page_that_never_came_is_forgotten(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "da")
    reader.expected_noise = ("htmx:error",)
    reader.page.evaluate(HOLD)
    type_in(reader, "1", "Enter", "5", "Enter")
    reader.page.evaluate("get_lost()")
    expect(reader.page.locator("[data-offline]")).to_be_visible()
    reader.step(lambda: reader.page.keyboard.press("Enter"))
    comes(reader, "status")
    assert not reader.page.locator("#step [type=radio]:checked").count()


@pytest.mark.parametrize("way", ["browser", "button"])
def test_back_while_a_page_comes_goes_back_from_it(open_site: OpenSite, way: str) -> None:
    reader = at_the_years(open_site, "da")
    reader.page.evaluate(HOLD)
    type_in(reader, "7", "Enter", "2", "Enter", "1", "Enter")
    if way == "browser":
        reader.page.evaluate("history.back()")
        reader.page.wait_for_timeout(100)
    else:
        reader.page.locator("button[value=back]:visible").first.click()
    reader.page.evaluate("arrive()")
    expect(reader.page.locator("#lawful_years")).to_have_value("7")
    comes(reader, "lawful_years")
    assert "trafficking_identified" not in reader.answers


def test_a_second_click_on_a_page_that_is_on_its_way_out_does_nothing(open_site: OpenSite) -> None:
    reader = at_the_years(open_site, "da")
    reader.page.evaluate(HOLD)
    type_in(reader, "7")
    for _ in range(2):
        reader.page.locator("button[value=next]:visible").last.click()
        reader.page.wait_for_timeout(600)
    type_in(reader, "2", "Enter")
    reader.page.evaluate("arrive()")
    comes(reader, "permanent_return")
    assert reader.answers.items() >= {"lawful_years": "7", "trafficking_identified": "no"}.items()


def test_leaving_does_not_wait_for_a_page(open_site: OpenSite) -> None:
    reader = at_the_years(open_site, "da")
    reader.page.evaluate(HOLD)
    type_in(reader, "7", "Enter")
    reader.page.locator("[data-exit]").focus()
    type_in(reader, "Enter")
    expect(reader.page).to_have_url(reader.exit_url)


def test_nothing_waits_for_good_for_a_request_whose_end_is_not_told(open_site: OpenSite) -> None:
    reader = at_the_years(open_site, "da")
    # A listener of the page (an extension of the browser, say) hears of the submit, and htmx does not.
    reader.page.evaluate("""document.querySelector('#step').addEventListener('submit', (event) => {
      event.preventDefault()
      event.stopImmediatePropagation()
    }, { capture: true, once: true })""")
    type_in(reader, "7", "Enter")
    reader.page.wait_for_timeout(100)
    reader.step(lambda: reader.page.keyboard.press("Enter"))
    assert (reader.question, reader.answers["lawful_years"]) == ("trafficking_identified", "7")


def test_two_numbers_typed_ahead_with_a_pause_are_two(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "da")
    reader.page.evaluate(HOLD)
    type_in(reader, "1", "Enter", "1")
    reader.page.wait_for_timeout(900)
    type_in(reader, "2")
    reader.page.evaluate("arrive()")
    expect(reader.page.locator("#step [type=radio]:checked")).to_have_value("dual_citizen")


def test_a_mistake_ends_what_was_typed_ahead(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "en")
    slowly(reader)
    reader.expected_noise = ("status of 422",)
    type_in(
        reader, "Enter", "2", "Enter"
    )  # nothing chosen: the page says so, and the rest was meant for another question
    expect(reader.page.locator("#error-summary")).to_be_focused()
    reader.page.wait_for_timeout(500)
    assert reader.question == "goal"


def test_a_key_that_is_held_answers_one_question(open_site: OpenSite) -> None:
    reader = at_the_years(open_site, "en")
    reader.step(lambda: [reader.page.keyboard.down("?") for _ in range(5)])
    reader.page.wait_for_timeout(300)
    assert reader.question == "trafficking_identified"
    reader.step(lambda: [reader.page.keyboard.down("0") for _ in range(5)])
    reader.page.wait_for_timeout(300)
    assert [id for id, value in reader.answers.items() if value == UNKNOWN] == [
        "lawful_years",
        "trafficking_identified",
    ]


def test_a_number_is_replaced_by_the_next_one(open_site: OpenSite) -> None:
    reader = at_the_years(open_site, "en")
    for number in ("3", "12"):
        type_in(reader, *number)
        reader.step(lambda: reader.page.keyboard.press("Enter"))
        assert reader.answers["lawful_years"] == number
        reader.step(lambda: reader.page.keyboard.press("Backspace"))
    assert reader.question == "lawful_years"


def test_a_page_fetched_anew_leads_to_the_desk(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "ar")
    reader.answer_until(CONSIDERING, "cooperation")
    reader.page.reload()
    expect(reader.page).to_have_url(f"{reader.address}/da/desk")
    nothing_is_left(reader)


def test_without_number_keys_digits_do_nothing(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    reader.page.keyboard.press("1")
    assert "goal" not in reader.answers


@pytest.mark.parametrize("language", ["ar", "da"])
def test_nothing_is_left_for_the_next_visitor(open_site: OpenSite, language: str) -> None:
    reader = at_the_desk(open_site, language)
    reader.answer_until(CONSIDERING, None)
    reader.page.locator("a[data-clear]").first.click()
    expect(reader.page).to_have_url(f"{reader.address}/da/desk")
    nothing_is_left(reader)


def test_without_scripts_the_desk_works_too(open_site: OpenSite) -> None:
    reader = at_the_desk(open_site, "ar", scripts=False)
    reader.answer_until(CONSIDERING, None)
    assert reader.document.all("span", class_="v-pair")
    reader.page.locator("a[data-clear]").first.click()
    expect(reader.page).to_have_url(f"{reader.address}/da/desk")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_second_language_in_the_middle(open_site: OpenSite, scripts: bool) -> None:
    reader = open_site("ar", scripts=scripts, width=320)
    reader.begin()
    reader.answer_until(CONSIDERING, "withdrawal")
    answers = reader.answers
    reader.press("show", "da")
    assert reader.answers.items() >= answers.items()
    reader.look()
    reader.answer_until(CONSIDERING, None)
    reader.look()
    reader.press("show", "none")
    assert not reader.document.all("span", class_="v-pair")
