"""For those who point people to the site: links, a poster and cards. What is printed is made from the settings."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, current_app, render_template
from markupsafe import Markup

from webapp.languages import Language, current_language, offered_languages, plain
from webapp.layout.page_frame import public_root
from webapp.layout.qr_code import qr
from webapp.rules import Rulebook

blueprint = Blueprint("front_desks", __name__)


class Invitation(NamedTuple):
    """What poster and cards say in one language."""

    language: Language
    question: Markup
    promise: Markup


@blueprint.get("/<lang>/for-front-desks")
def guide() -> str:
    """How to link to the site, show it within another one, print it, and put it on a shared screen."""
    rulebook: Rulebook = current_app.extensions["rulebook"]
    # What the first question asks is known to nobody else: a link may choose one of its options.
    first = next(iter(rulebook.questions.values()))
    return render_template("pages/front_desks.html", first=first)


@blueprint.get("/<lang>/poster")
def poster() -> str:
    """A poster to print on A4."""
    return _sheet("pages/poster.html")


@blueprint.get("/<lang>/cards")
def cards() -> str:
    """Four cards of A6 to print on A4 and cut."""
    return _sheet("pages/cards.html")


def _sheet(template: str) -> str:
    """A page around what is printed: an invitation in every language and the QR code of the address."""
    address = public_root()
    # NOTE: Name (for screen readers) of a picture on a poster: a QR code, which phones read with their camera.
    label = current_language().gettext("QR code with the address of this site")
    return render_template(
        template,
        invitations=[_invitation(language) for language in offered_languages()],
        code=qr(address, plain(label)),
        # As people type it; without encryption the beginning has to be typed, too.
        address=address.removeprefix("https://").rstrip("/"),
    )


def _invitation(language: Language) -> Invitation:
    # NOTE: Heading of the start page. Support is money or other help by law. Neutral: the site advises nobody to stay or to leave.
    question = language.gettext("Which support might you qualify for in Denmark?")
    # NOTE: On poster and cards, under “Which support might you qualify for”. Calm, for people who may fear authorities.
    promise = language.gettext("This guide costs nothing. We do not ask who you are. Nothing is stored.")
    return Invitation(language, question, promise)
