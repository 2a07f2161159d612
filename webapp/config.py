"""What a deployment sets, by environment variables ``VEJVISER_…``. A bad value stops the start with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from click import ClickException
from flask import current_app

#: The day on which a rule changes begins in Denmark, wherever the server stands.
DENMARK = ZoneInfo("Europe/Copenhagen")

PREFIX = "VEJVISER_"


class StartError(ClickException, SystemExit):
    """Why the site cannot start, as a sentence.

    Where nobody catches it, it ends the process with the sentence and no traceback: on the command line, in a Python
    program and in the worker of a server.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        #: What Python prints when the process ends.
        self.code = message


def _text(value: str) -> str:
    if any(ord(character) < 32 for character in value):
        raise ValueError("must be one line without control characters")
    return value.strip()


def _address(value: str) -> str:
    value = _text(value)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("https", "http") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if value and (not good or re.search(r"[\s;,\"'<>\\]", value)):
        raise ValueError("must be a whole web address, such as https://www.example.dk/")
    return value


def _root_address(value: str) -> str:
    value = _address(value)
    if re.search(r"[?#]", value):
        raise ValueError("must be the address of the start page, such as https://www.example.dk/, without ? and #")
    return value


def _exit_address(value: str) -> str:
    value = _address(value)
    if not value:
        raise ValueError("must be a web address: a page without a way to leave is not safe")
    return value


def _email(value: str) -> str:
    value = _text(value)
    if value and not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+", value):
        raise ValueError("must be an e-mail address, such as borger@example.dk")
    return value


def _phone(value: str) -> str:
    value = _text(value)
    if value and not (re.fullmatch(r"\+?[0-9 ()-]{3,25}", value) and len(re.findall(r"[0-9]", value)) >= 3):
        raise ValueError("must be a phone number of digits and spaces, such as 33 73 50 00")
    return value


def _day(value: str) -> date | None:
    value = value.strip()
    if not value:
        return None
    try:
        # The library reads weeks and days without dashes too.
        return date.fromisoformat(value if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else "")
    except ValueError:
        raise ValueError("must be a day written as 2026-11-21") from None


def _seconds(value: str) -> int:
    value = value.strip() or "0"
    if not re.fullmatch(r"[0-9]{1,5}", value) or 0 < int(value) < 20:
        raise ValueError("must be a whole number of seconds, 20 or more, or 0")
    return int(value)


def _locales(value: str) -> tuple[str, ...]:
    tags = tuple(tag.strip() for tag in value.split(",") if tag.strip())
    if (
        not tags
        or len(set(tags)) != len(tags)
        or not all(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) for tag in tags)
    ):
        raise ValueError("must be language tags with commas between them, each once, such as da,en,ar")
    return tags


def _frame_ancestors(value: str) -> tuple[str, ...]:
    # A shell takes the quotes of 'self' away, and an address is copied with its slash.
    bare = [origin.removesuffix("/").strip("'") for origin in value.split()] or ["none"]
    if not all(re.fullmatch(r"none|self|https://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?", origin) for origin in bare) or (
        "none" in bare and len(bare) > 1
    ):
        raise ValueError(
            "must be none, self or origins such as https://www.example.dk: "
            "https only, no path, with spaces between them (not commas)"
        )
    return tuple(f"'{origin}'" if origin in ("none", "self") else origin for origin in bare)


def _setting(default: str, about: str, parse: Callable[[str], Any] = _text) -> Any:
    return field(default=parse(default), metadata={"default": default, "about": about, "parse": parse})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the deployment set. Each field is the variable ``VEJVISER_`` and its name in capitals."""

    locales: tuple[str, ...] = _setting(
        "da,en,ar", "Languages offered, as BCP 47 tags, in the order of the menu", _locales
    )
    host: str = _setting("", "Who runs the site: a municipality or an organisation")
    url: str = _setting(
        "",
        "The address that the public finds the site at, for QR codes and posters; without it: that of the request",
        _root_address,
    )
    kiosk_seconds: int = _setting(
        "0",
        "For a copy of the site on shared screens alone: after so many seconds without a touch it warns, "
        "then clears everything. 120 is a good number; 0: never",
        _seconds,
    )
    exit_url: str = _setting(
        "https://www.dmi.dk/", "Where “Leave this page” goes: a site that says nothing about the visitor", _exit_address
    )
    frame_ancestors: tuple[str, ...] = _setting(
        "none",
        "Origins that may show the site in a frame, such as https://www.example.dk (https only, no path, with spaces "
        "between them), or none, or self",
        _frame_ancestors,
    )
    municipality_name: str = _setting(
        "", "The municipality's own name, or that of its office; without it: “your municipality”"
    )
    municipality_phone: str = _setting("", "Its phone number", _phone)
    municipality_email: str = _setting("", "Its e-mail address", _email)
    municipality_address: str = _setting("", "Its address, on one line")
    municipality_hours: str = _setting("", "When it can be reached, in a form that every language reads, such as 9–14")
    municipality_url: str = _setting("", "Its page on the web", _address)
    accessibility_email: str = _setting(
        "", "Where to report that the site cannot be used, for the accessibility statement", _email
    )
    accessibility_phone: str = _setting("", "The same by phone", _phone)
    accessibility_date: date | None = _setting(  # noqa: RUF009 – it is a field
        "", "The day on which the accessibility statement was last reviewed", _day
    )
    accessibility_url: str = _setting(
        "", "The statement in the Agency's register (was.digst.dk), if the host publishes it there", _address
    )
    today: date | None = _setting("", "For tests only: the day that counts as today", _day)  # noqa: RUF009

    def day(self) -> date:
        """The day that it is in Denmark."""
        return self.today or datetime.now(DENMARK).date()


def today() -> date:
    """The day that it is in Denmark (or that a test set). Needs an application context."""
    settings: Settings = current_app.extensions["settings"]
    return settings.day()


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`; variables with another prefix are left alone.

    Raises:
        StartError: a value cannot be used, or a variable with our prefix does not exist.
    """
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        if name not in known:
            raise StartError(f"{name} is not a setting. There are: {', '.join(known)}.")
        try:
            values[known[name].name] = known[name].metadata["parse"](value)
        except ValueError as error:
            raise StartError(f"{name} {error}. It is {value!r}.") from None
    return Settings(**values)


def settings_table() -> str:
    """The settings as a Markdown table, for the README."""
    rows = ["| variable | what it sets | default |", "|---|---|---|"]
    for setting in fields(Settings):
        default, about = setting.metadata["default"], setting.metadata["about"]
        rows.append(f"| `{PREFIX}{setting.name.upper()}` | {about} | {f'`{default}`' if default else '–'} |")
    return "\n".join(rows) + "\n"
