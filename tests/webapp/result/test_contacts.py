"""Whom to talk to: a help line before all, whom each card names, and what the deployment says of the municipality."""

from __future__ import annotations

from flask import Flask

from tests.document import content
from tests.pages import TODAY, Visitor
from tests.people import BORN_HERE, CONSIDERING, GOING_HOME, TRAFFICKED, Person
from webapp import create_app


def result(site: Flask, person: Person, tag: str = "en", **more: str) -> Visitor:
    """Somebody who sees their result."""
    person = Person(person.who, {**person.answers, **more}, person.on)
    return Visitor(site, tag, on=person.on).arrive(person)


def test_a_help_line_stands_first(site: Flask) -> None:
    """Before any scheme, and before a counter that is there for everyone."""
    words = result(site, TRAFFICKED).page.words
    assert words.index("+45 70 20 25 50") < words.index("Support for victims of human trafficking")


def test_the_help_line_comes_before_the_other_contacts(site: Flask) -> None:
    visitor = result(site, GOING_HOME, trafficking_identified="yes")
    words = visitor.page.words
    assert words.index("+45 70 20 25 50") < words.index("33 73 50 00")


def test_a_card_names_whom_to_contact_with_a_link_to_the_rest(site: Flask) -> None:
    where = result(site, CONSIDERING).card("return-support")
    [line] = [each for each in where.iter("p") if each.get("class") == "v-contact"]
    assert content(line) == ("Contact: DRC Dansk Flygtningehjælp (asyl) 33 73 50 00 Hjemrejsestyrelsen")
    assert [each.get("href") for each in line.iter("a")][:2] == ["#contact-drc-asylum", "tel:+4533735000"]


def test_the_municipality_is_what_the_deployment_says() -> None:
    app = create_app(
        {
            "TESTING": True,
            "VEJVISER_TODAY": TODAY.isoformat(),
            "VEJVISER_MUNICIPALITY_NAME": "Jobcenter Gladsaxe",
            "VEJVISER_MUNICIPALITY_PHONE": "39 57 66 20",
        }
    )
    for person, folded in ((GOING_HOME, True), (BORN_HERE, False)):
        page = result(app, person, "da").page
        [where] = [each for each in page.all("li") if any(e.get("id") == "contact-municipality" for e in each.iter())]
        assert (where.get("class") == "v-folded") is folded
        assert "Jobcenter Gladsaxe" in content(where)
        assert "tel:+4539576620" in [each.get("href") for each in where.iter("a")]
