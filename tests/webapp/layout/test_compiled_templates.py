from __future__ import annotations

import shutil
from pathlib import Path

import jinja2
import pytest
from flask import Flask, render_template
from jinja2 import DictLoader, Environment, FileSystemLoader

from tests.pages import TODAY, Visitor
from tests.people import CONSIDERING
from webapp import create_app
from webapp.layout.compiled_templates import CompiledTemplates, compile_templates
from webapp.paths import share


def new_app(folder: Path, **settings: str) -> Flask:
    """The application, with its compiled templates in `folder`."""
    app = create_app({"TESTING": True, "VEJVISER_TODAY": TODAY.isoformat(), **settings})
    cache = app.jinja_env.bytecode_cache
    assert isinstance(cache, CompiledTemplates)
    cache.directory = str(folder)
    return app


def no_compiler(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> None:
    raise AssertionError(f"{name} is compiled")


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A folder with all templates compiled."""
    assert compile_templates(new_app(tmp_path)) == len(list(tmp_path.iterdir())) > 20
    return tmp_path


def test_no_template_is_compiled_while_serving(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Environment, "compile", no_compiler)
    app = new_app(compiled, VEJVISER_KIOSK_SECONDS="120")
    visitor = Visitor(app)
    for page in "/", "/how", "/for-front-desks", "/poster", "/code", "/desk":
        visitor.get("/en" + page)
    visitor.get("/en/nowhere", 404)
    for more in {}, {"second": "da"}, {"action": "code"}:
        visitor.post({**CONSIDERING.answers, **more})
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def test_serving_writes_nothing(tmp_path: Path) -> None:
    Visitor(new_app(tmp_path)).get("/en/")
    assert not list(tmp_path.iterdir())


def render(folder: Path, source: str, setup: dict[str, bool] | None = None) -> str:
    """What a page of `source` says where the templates in `folder` were compiled; then it is compiled anew."""
    app = new_app(folder)
    app.jinja_env.loader = DictLoader({"page.html": source})
    for option, value in (setup or {}).items():
        setattr(app.jinja_env, option, value)
    with app.test_request_context("/en/"):
        shown = render_template("page.html")
    compile_templates(app)
    return shown


def test_a_changed_template_wins(tmp_path: Path) -> None:
    assert [render(tmp_path, text) for text in ("old", "new", "newer")] == ["old", "new", "newer"]


def test_templates_of_another_jinja_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "{% if true %}\nyes{% endif %}"
    assert render(tmp_path, page) == "yes"
    assert render(tmp_path, page, {"trim_blocks": False}) == "\nyes"
    monkeypatch.setattr(jinja2, "__version__", "99")
    monkeypatch.setattr(Environment, "compile", no_compiler)
    with pytest.raises(AssertionError, match="is compiled"):
        render(tmp_path, page, {"trim_blocks": False})


def test_compiling_leaves_nothing_of_templates_that_are_gone(compiled: Path) -> None:
    render(compiled, "alone")
    assert len(list(compiled.iterdir())) == 1


def test_the_folder_may_be_moved(compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = new_app(compiled)
    moved = tmp_path / "elsewhere"
    shutil.copytree(share("templates"), moved)
    app.jinja_env.loader = FileSystemLoader(moved)
    monkeypatch.setattr(Environment, "compile", no_compiler)
    assert app.jinja_env.get_template("base.html")
