"""The page for a front desk: which language the visitor reads, and for which day the rules are looked at."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from webapp.journey.reply import Kit

blueprint = Blueprint("desk", __name__)


@blueprint.get("/<lang>/desk")
def start() -> str:
    """Where each visitor begins. The language of this page is the one that stands beside theirs."""
    kit: Kit = current_app.extensions["journey"]
    first, last = kit.forms.days(kit.settings.day())
    return render_template("journey/desk.html", first=first, last=last)
