"""`make screens`: how long the result is, in screens of a phone (360 x 740) and in sheets of paper, for a few people.

Everything is measured as it is delivered: what is folded stays folded. A person's answers are those of the table in the README;
what else they are asked, they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page, sync_playwright
from screenshots import DAY, FLAGS, open_posted, serving

HEIGHT, WIDTH = 740, 360
_REFUSED = {
    "goal": "return",
    "status": "asylum_ended",
    "asylum_outcome": "refused_by_immigration_service",
    "asylum_procedure": "normal",
    "visa_required": "yes",
    "pending_application": "no",
    "withdrawal": "considering",
    "refusal_date": "2026-11-13",
    "cooperation": "from_start",
    "trafficking_identified": "no",
    "age": "30",
    "children_supported": "0",
}
_LITTLE = {"goal": "both", "status": "refugee", "lawful_years": "12", "age": "56"}
_ONE = {
    "goal": "return",
    "status": "no_lawful_stay",
    "trafficking_identified": "yes",
    "permanent_return": "yes",
    "children_supported": "0",
}
_PAPER = {
    "goal": "both",
    "status": "refugee",
    "needs_support": "yes",
    "spouse": "none",
    "lawful_years": "9.25",
    "trafficking_identified": "no",
    "permanent_return": "yes",
    "can_pay_return": "no",
    "age": "57",
    "return_country": "group_1",
    "permit_before_2002": "no",
    "residence_years": "9.25",
    "arrival": "since_2008",
    "reregistered": "no",
    "work_years": "3.75",
    "children_supported": "0",
    "partner": "no",
    "on_benefit": "yes",
}


def shown(page: Page, address: str, answers: Mapping[str, str], stop: str | None = None) -> None:
    """Opens what the site replies to `answers`, with every other question answered by "I don't know".

    `stop`: the question to stop at. Raises `RuntimeError` where the questions do not end.
    """
    given = dict(answers)
    for _ in range(80):
        html = page.request.post(address, form=given | {"on": DAY}).text()
        asked = re.search(r'data-question="(\w+)"', html)
        if asked is None or asked[1] == stop:
            open_posted(page, address, given | {"on": DAY})
            return
        given[asked[1]] = "unknown"
    raise RuntimeError(f"the questions did not end: {given}")


def screens(page: Page) -> float:
    """The height of the page in screens."""
    return float(page.evaluate("document.documentElement.scrollHeight")) / HEIGHT


def sheets(page: Page) -> int:
    """How many sheets of A4 the page is on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def main() -> None:
    """Prints the table."""
    with serving() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        phone = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        rows = []
        shown(phone, f"{root}/en/check", _LITTLE)
        rows.append(
            ("refugee of 56, 12 years, both goals, mostly “I don't know”", f"{screens(phone):.1f} screens", "9")
        )
        shown(phone, f"{root}/ar/check", _REFUSED)
        rows.append(("refused asylum seeker, considering, Arabic", f"{screens(phone):.1f} screens", "6"))
        shown(phone, f"{root}/en/check", _ONE)
        rows.append(("one scheme fits, all answers given", f"{screens(phone):.1f} screens", "4"))
        shown(phone, f"{root}/en/check", {"goal": "both"}, stop="status")
        low = phone.locator('button[name="action"][value="next"]').last.bounding_box()
        assert low, "no button"
        rows.append(
            ("status question until “Next” is in view", f"{(low['y'] + low['height']) / HEIGHT:.1f} screens", "1.5")
        )
        sheet = browser.new_page()
        shown(sheet, f"{root}/ar/check", {**_PAPER, "second": "da"})
        rows.append(("18 answers, both goals, two languages, on paper", f"{sheets(sheet)} sheets", "6"))
        for who, measured, wanted in rows:
            print(f"{who:60} {measured:>14}   to reach: {wanted}")


if __name__ == "__main__":
    main()
