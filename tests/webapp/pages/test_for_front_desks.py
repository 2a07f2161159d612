"""For those who point people to the site: the addresses lead where they say, and paper says it in every language."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.document import content
from tests.pages import TAGS, TODAY, Visitor
from tests.people import CONSIDERING
from webapp import create_app
from webapp.layout.qr_code import qr

ADDRESS = "https://vejviser.example.dk"
HOSTED = {
    "TESTING": True,
    "VEJVISER_TODAY": TODAY.isoformat(),
    "VEJVISER_URL": f"{ADDRESS}/",
    "VEJVISER_HOST": "Gladsaxe Kommune",
    "VEJVISER_FRAME_ANCESTORS": "'self' https://www.example.dk",
    "VEJVISER_MUNICIPALITY_NAME": "Borger <service>",
    "VEJVISER_MUNICIPALITY_PHONE": "39 57 50 00",
    "VEJVISER_MUNICIPALITY_HOURS": "9–14",
    "VEJVISER_MUNICIPALITY_EMAIL": "borger@example.dk",
    "VEJVISER_MUNICIPALITY_ADDRESS": "Rådhus Allé 7",
}
every_tag = pytest.mark.parametrize("tag", TAGS)
every_sheet = pytest.mark.parametrize("sheet", ["poster", "cards"])


@pytest.fixture(scope="module")
def hosted() -> Flask:
    """The site of a municipality that set everything."""
    return create_app(HOSTED)


@pytest.fixture(scope="module")
def kiosk() -> Flask:
    """The site on a shared screen."""
    return create_app({"TESTING": True, "VEJVISER_TODAY": TODAY.isoformat(), "VEJVISER_KIOSK_SECONDS": "120"})


def codes(app: Flask, tag: str = "en") -> list[str]:
    """What stands on the page “For front desks” to be copied."""
    reply = app.test_client().get(f"/{tag}/for-front-desks")
    return [re.sub("&#34;|&quot;", '"', found) for found in re.findall(r"<code [^>]*>(.*?)</code>", reply.text)]


@every_tag
def test_every_address_opens_what_it_says(hosted: Flask, tag: str) -> None:
    addresses = [each for each in codes(hosted, tag) if each.startswith(f"{ADDRESS}/")]
    goals = ["return", "stay", "both"]
    expected = [f"{ADDRESS}/", *(f"{ADDRESS}/{each}/" for each in TAGS)]
    expected += [f"{ADDRESS}/{each}/check#goal={goal}" for goal in goals for each in TAGS]
    assert addresses == expected
    for address in addresses:
        reply = hosted.test_client().get(urlsplit(address).path)
        assert reply.status_code in (200, 302)
        choice = urlsplit(address).fragment.split("=")
        assert len(choice) == 1 or f'name="{choice[0]}" value="{choice[1]}"' in reply.text


def test_without_a_setting_the_address_is_that_of_the_request(site: Flask) -> None:
    page = site.test_client().get("/en/for-front-desks", base_url="https://guide.example.dk").text
    assert "https://guide.example.dk/ar/check#goal=stay" in page
    again = site.test_client().get("/en/for-front-desks", base_url="https://other.example.dk").text
    assert "guide.example.dk" not in again, "it is not kept for others"


def test_below_another_address(site: Flask) -> None:
    page = site.test_client().get("/en/for-front-desks", environ_overrides={"SCRIPT_NAME": "/guide"}).text
    assert "http://localhost/guide/ar/check#goal=stay" in page
    assert "/guide/guide" not in page


def test_who_may_embed_the_site(site: Flask, hosted: Flask) -> None:
    closed = Visitor(site).get("/en/for-front-desks")
    assert any("switched off" in content(each) for each in closed.all("p", class_="alert-text"))
    opened = codes(hosted)
    assert ADDRESS in opened
    assert "https://www.example.dk" in opened
    assert "&#39;self&#39;" not in opened


@every_tag
def test_the_line_to_embed_the_site(hosted: Flask, tag: str) -> None:
    [line] = [each for each in codes(hosted, tag) if "iframe" in each]
    assert line.startswith(f'&lt;iframe src="{ADDRESS}/{tag}/" title="')
    assert re.search(r'title="[^"<&]+" width="100%" height="900"&gt;&lt;/iframe&gt;$', line)


def test_the_shared_screen_is_on_or_off(site: Flask, kiosk: Flask) -> None:
    assert "It asks after" not in Visitor(site).get("/en/for-front-desks").words
    assert "It asks after 120 seconds." in Visitor(kiosk).get("/en/for-front-desks").words


@every_tag
@every_sheet
def test_paper_says_it_in_every_language(hosted: Flask, sheet: str, tag: str) -> None:
    page = hosted.test_client().get(f"/{tag}/{sheet}").text
    for language in hosted.extensions["languages"]:
        question = language.gettext("Which support might you qualify for in Denmark?")
        assert f"<p {language.attributes}><b>{question}</b>" in page
    times = 1 if sheet == "poster" else 4
    assert page.count(qr(f"{ADDRESS}/", "").split(">", 1)[1]) == times, "the code leads to the site's own address"
    assert page.count(">vejviser.example.dk</bdi>") == times
    for said in ("Borger &lt;service&gt;", "39 57 50 00", "9–14", "borger@example.dk", "Rådhus Allé 7"):
        assert page.count(f">{said}</") == times


@every_sheet
def test_paper_without_settings(site: Flask, sheet: str) -> None:
    page = Visitor(site).get(f"/en/{sheet}")
    assert page.all("p", class_="v-sheet-contact") == []
    assert any("VEJVISER_URL" in content(each) for each in page.all("p", class_="v-meta"))


def test_only_one_card_is_read_out(site: Flask) -> None:
    page = Visitor(site).get("/en/cards")
    cards = page.all("div", class_="v-card")
    assert [each.get("aria-hidden") for each in cards] == [None, "true", "true", "true"]
    assert len({content(each) for each in cards}) == 1


# what search engines and browsers are told of the pages


@every_tag
@pytest.mark.parametrize("name", ["", "privacy", "poster"])
def test_the_head_names_the_same_page_in_every_language(hosted: Flask, site: Flask, tag: str, name: str) -> None:
    page = Visitor(site, tag).get(f"/{tag}/{name}")
    assert [(each.get("hreflang"), each.get("href")) for each in page.all("link", rel="alternate")] == [
        (each, f"/{each}/{name}") for each in TAGS
    ]
    assert page.one("meta", name="description").get("content")
    whole = re.findall(r'hreflang="\w+" href="(https[^"]*)"', hosted.test_client().get(f"/{tag}/{name}").text)
    assert whole == [f"{ADDRESS}/{each}/{name}" for each in TAGS]


@pytest.mark.parametrize("path", ["/en/check", "/en/nope"])
def test_a_page_that_is_different_for_everyone_has_no_other_languages(site: Flask, path: str) -> None:
    reply = site.test_client().get(path)
    assert 'rel="alternate"' not in reply.text


# the shared screen


def outside(page: Element) -> list[str]:
    """The addresses of the links of a page that lead to other websites."""
    return [each.get("href", "") for each in page.iter("a") if each.get("href", "").startswith("http")]


@every_tag
@pytest.mark.parametrize("name", ["", "privacy", "check"])
def test_a_shared_screen_leaves_to_its_own_start_page(kiosk: Flask, tag: str, name: str) -> None:
    page = Visitor(kiosk, tag).get(f"/{tag}/{name}")
    exit_link = next(each for each in page.all("a") if "data-exit" in each.attrib)
    assert exit_link.get("href") == "/"
    assert outside(page.root) == []
    assert all(each.get("target") != "_blank" for each in page.all("a"))
    box = page.one("dialog", role="alertdialog")
    assert (box.get("data-kiosk"), box.get("data-start"), box.get("data-home")) == ("120", f"/{tag}/", "/")
    assert any("/static/kiosk." in each.get("src", "") for each in page.all("script"))


@pytest.mark.parametrize("name", ["", "privacy"])
def test_a_shared_screen_says_what_leaving_does_there(site: Flask, kiosk: Flask, name: str) -> None:
    shared, own = (Visitor(each).get(f"/en/{name}").words for each in (kiosk, site))
    assert "close this tab" in own
    assert "another website" in own or "a website that has nothing to do with this one" in own
    for untrue in ("close this tab", "another website", "a website that has nothing to do with this one"):
        assert untrue not in shared
    assert "If nobody touches this screen for a while" in shared


def test_a_shared_screen_saves_no_file(site: Flask, kiosk: Flask) -> None:
    shared, own = (Visitor(each).send(CONSIDERING.answers) for each in (kiosk, site))
    assert [each.get("name") for each in own.all("button") if "data-download" in each.attrib] == ["deadline"]
    assert [each for each in shared.all("button") if "data-download" in each.attrib] == []


def test_nothing_of_it_elsewhere(site: Flask) -> None:
    page = Visitor(site).get("/en/check")
    assert page.all("dialog") == []
    assert not any("kiosk" in each.get("src", "") for each in page.all("script"))
