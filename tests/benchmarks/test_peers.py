"""What the peers are handed over, and how their forms are filled in."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask

from benchmarks.peers import compare, texts
from benchmarks.run import Run
from benchmarks.sites import Reply, Request, this_checkout
from benchmarks.walking import Forms, Journey, walk
from tests.pages import TODAY

ASKED = ("goal", "status", "age")


def test_the_peers_get_the_questions_and_their_translations(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    run = Run(TODAY, this_checkout({}))
    run.rulebook = app.extensions["rulebook"]
    for name, value in compare._handed_over(run, ASKED).items():
        monkeypatch.setenv(name, value)
    told = texts.questions()
    assert tuple(question.id for question in told) == ASKED
    status, age = told[1:]
    assert [option.id for option in status.options] == [each.id for each in run.rulebook.questions["status"].options]
    assert age.maximum == str(run.rulebook.questions["age"].maximum)
    for domain in ("messages", "django"):
        arabic = gettext.translation(domain, tmp_path / "vejviser-bench/handed-over/translations", ["ar"])
        assert arabic.pgettext(*status.title) != status.title[1]


def test_only_steps_through_the_same_questions_count_but_for_the_base() -> None:
    requests = [Request("POST", f"/{number}", {}) for number in range(3)]
    same, other, short = (
        Journey(requests, ["status", "age", "more"]),
        Journey(requests[::-1], ["status", "partner", "age"]),
        Journey(requests[:1], ["status"]),
    )
    assert compare._steps([same, other, short], 3, ASKED) == requests[:2]
    assert compare._steps([same, other, short], 3, None) == [*requests[:2], *requests[:0:-1]]


def test_danish_terms_are_marked() -> None:
    assert texts.mark_terms("the act (*særloven*)") == 'the act (<bdi lang="da" class="v-term">særloven</bdi>)'


class Wizard:
    """Asks two questions as formtools does: the answers are in a cookie, the names of the fields begin with the step's."""

    name = "wizard"

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def ask(self, requests: Iterable[Request]) -> list[Reply]:
        return [self._reply(request) for request in requests]

    def _reply(self, request: Request) -> Reply:
        self.asked.append(request)
        if request.method == "GET":
            step, cookie = "goal", "wizard=0; Path=/"
        elif "goal-goal" in request.body:
            step, cookie = "age", "wizard=1; Path=/"
        else:
            return Reply(200, {}, b"done")
        page = f'<input type="hidden" name="w-step" id="x" value="{step}"><input type="text" name="{step}-{step}">'
        return Reply(200, {}, page.encode(), [cookie, "token=t"])


def test_a_wizards_forms_and_cookies_are_carried_along() -> None:
    site = Wizard()
    (journey,) = walk(site, [{"goal": "both", "age": "unknown"}], forms=Forms("w-step", prefixed=True))  # type: ignore[arg-type]
    assert journey.asked == ["age"]
    assert journey.result
    assert [(each.body, each.headers["Cookie"]) for each in (*journey.steps, journey.result)] == [
        ("w-step=goal&goal-goal=both&action=next", "wizard=0; token=t"),
        ("w-step=age&age-age=&action=unknown", "wizard=1; token=t"),
    ]
