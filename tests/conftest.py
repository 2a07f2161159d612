"""What all tests share: the application, its clients, and the law, loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings

from webapp import create_app
from webapp.config import PREFIX
from webapp.rules import Rulebook

#: A busy machine is not a failure: no test rests on a time.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    """A developer's own settings must not change what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX)]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def app(_no_settings_from_outside: None) -> Flask:
    """The application as it is served, on the actual law and catalogs. It keeps nothing, so one serves all tests."""
    return create_app({"TESTING": True})


@pytest.fixture(scope="session")
def rulebook(app: Flask) -> Rulebook:
    """The law of `questions/`."""
    rulebook: Rulebook = app.extensions["rulebook"]
    return rulebook


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def site(_no_settings_from_outside: None) -> Flask:
    """The application on a fixed day, for tests that would change with the calendar."""
    from tests.pages import TODAY

    return create_app({"TESTING": True, "VEJVISER_TODAY": TODAY.isoformat()})
