"""The commands by name. Each is imported when somebody asks for it: a start to serve takes nothing of them in."""

from __future__ import annotations

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup

#: Where each command is.
_COMMANDS = {
    "assess": "webapp.cli:assess_command",
    "prepare": "webapp.cli:prepare_command",
    "questions": "webapp.cli:questions",
    "translations": "webapp.catalogs.commands:commands",
}


class LateCommands(AppGroup):
    """Flask's group of an application's commands, with ours."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(context), *_COMMANDS})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command with this name, None where there is none."""
        if name not in _COMMANDS:
            return super().get_command(context, name)
        module, _, attribute = _COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


def init_app(app: Flask) -> None:
    """Give `app` its commands."""
    app.cli = LateCommands(app.name)


def is_looking_for_one() -> bool:
    """Whether ``flask`` builds the application to look for a command in it, and not to serve it (``flask run``)."""
    context = click.get_current_context(silent=True)
    return context is not None and isinstance(context.command, FlaskGroup)
