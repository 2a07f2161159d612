"""The translation catalogs: made from the sources, checked, compiled. ``flask --app webapp translations …``.

Every folder of ``translations/`` is a language, by its BCP 47 tag. A language that is offered (``VEJVISER_LOCALES``)
has to be complete; another one may be in the making.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Flask, current_app
from flask.cli import AppGroup

from webapp.i18n import SOURCE, plural_forms
from webapp.paths import ROOT, share

#: A comment that begins so is meant for the translators.
COMMENT_TAG = "NOTE:"

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TERM = re.compile(r"\*([^*\n]+)\*")
_SOURCES = ("questions", "templates", "webapp")
_WIDTH = 120


def register(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(commands)


commands = AppGroup("translations", help="The translation catalogs: update, check, compile.")


@commands.command("update")
def update_command() -> None:
    """Extract all messages, and merge them into every catalog."""
    template = extract(ROOT)
    folder = share("translations")
    _write_if_new(folder / "messages.pot", _as_text(template, include_lineno=True))
    for path in catalog_files(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = merged(template, path)
        _write_if_new(path, text)
        catalog = _read(text.encode(), path)
        open_ones = sum(not _is_translated(message, catalog) or message.fuzzy for message in _messages(catalog))
        click.echo(f"{_tag(path)}: {len(catalog)} messages, {open_ones} to translate or look at")


@commands.command("check")
def check_command() -> None:
    """Fail where a catalog is not current, not complete or not right."""
    offered = set(current_app.extensions["settings"].locales)
    problems = list(problems_of(extract(ROOT), share("translations"), offered))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} problems in the catalogs.")
    click.echo("The catalogs are current and complete.")


@commands.command("compile")
def compile_command() -> None:
    """Write the .mo files that the site reads at the start."""
    for path in compile_catalogs(share("translations")):
        click.echo(path)


def extract(root: Path) -> Catalog:
    """Every message of the sources under `root`, with comment and place; ``pyproject.toml`` names the extractors."""
    mappings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping.pop("pattern"): mapping for mapping in mappings}
    template = Catalog(project="Vejviser", fuzzy=False)
    for file, line, message, comments, context in extract_from_dir(
        root,
        methods,
        options,
        keywords=DEFAULT_KEYWORDS,
        comment_tags=(COMMENT_TAG,),
        strip_comment_tags=True,
        directory_filter=lambda folder: Path(folder).relative_to(root).parts[0] in _SOURCES,
    ):
        _mark(template.add(message, locations=[(file, line)], auto_comments=[" ".join(comments)], context=context))
    return template


def catalog_files(folder: Path) -> list[Path]:
    """The source file of every language's catalog, whether it is there already or not."""
    return [path / "LC_MESSAGES" / "messages.po" for path in sorted(folder.iterdir()) if path.is_dir()]


def merged(template: Catalog, path: Path) -> str:
    """The catalog in `path` with exactly the messages of `template`.

    A translation whose message is gone is offered, as *fuzzy*, to a new message of the same context that is much like
    it. The result depends on nothing but the two: no dates, no line numbers, no names.
    """
    new = _read(_header(path).encode(), path)
    old = _read(path.read_bytes(), path) if path.exists() else new
    gone = {_key(message): message for message in _messages(old) if message.string}
    for message in _messages(template):
        gone.pop(_key(message), None)
    for message in _messages(template):
        found = old.get(message.id, message.context)
        guessed = None if found else _alike(message, gone.values())
        added = new.add(
            message.id,
            _filled(message, found or guessed, new.num_plurals),
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=found.user_comments if found else (),
            context=message.context,
        )
        _mark(added)
        if guessed or (found and found.fuzzy):
            added.flags.add("fuzzy")
    return _header(path) + "\n" + _as_text(new, omit_header=True)


def compile_catalogs(folder: Path) -> list[Path]:
    """Write a .mo file beside every catalog in `folder`; returns them. Needs no application."""
    written = []
    for path in catalog_files(folder):
        buffer = BytesIO()
        write_mo(buffer, _read(path.read_bytes(), path))
        compiled = path.with_suffix(".mo")
        compiled.write_bytes(buffer.getvalue())
        written.append(compiled)
    return written


def problems_of(template: Catalog, folder: Path, offered: set[str]) -> Iterator[str]:
    """What is wrong with the messages or the catalogs, as sentences."""
    for message in _messages(template):
        if not any(comment.strip() for comment in message.auto_comments):
            file, line = message.locations[0]
            yield f"{file}:{line}: a message without a comment for the translators: {_short(message)}"
    paths = catalog_files(folder)
    for tag in sorted(offered - {SOURCE} - set(map(_tag, paths))):
        yield f"{folder / tag}: the language is offered, but there is no catalog."
    for path in paths:
        if not path.exists() or path.read_text(encoding="utf-8") != merged(template, path):
            yield f"{path}: not current with the sources. Run `flask --app webapp translations update`."
            continue
        catalog = _read(path.read_bytes(), path)
        for message in _messages(catalog):
            for problem in _problems(message, catalog, complete=_tag(path) in offered):
                yield f"{path}: {problem}: {_short(message)}"
        yield from _msgfmt(path)


def _problems(message: Message, catalog: Catalog, complete: bool) -> Iterator[str]:
    if not _is_translated(message, catalog):
        if complete:
            yield "not translated"
        return
    if message.fuzzy and complete:
        yield "marked as fuzzy: look at it and take the mark away"
    source, forms = _strings(message.id), _strings(message.string)
    names = set(_PLACEHOLDER.findall(" ".join(source)))
    # A form for one or two may say the number in words.
    needed = names - {"n"} if message.pluralizable else names
    danish = bool(catalog.locale and catalog.locale.language == "da")
    for form in forms:
        found = set(_PLACEHOLDER.findall(form))
        if not needed <= found <= names:
            yield f"the placeholders are {sorted(found)}, not {sorted(names)}"
        if form.count("*") % 2:
            yield "an asterisk is alone"
        # In Danish the sentence itself is made of the Danish terms.
        elif not danish and Counter(_TERM.findall(form)) != Counter(_TERM.findall(source[-1])):
            yield "the Danish terms between asterisks are not those of the message"
        if form != form.strip() or "  " in form:
            yield "there is a space too many"


def _msgfmt(path: Path) -> Iterator[str]:
    if program := shutil.which("msgfmt"):
        done = subprocess.run([program, "--check", "--output-file=-", path], capture_output=True, check=False)
        if done.returncode:
            yield f"{path}: {done.stderr.decode(errors='replace').strip()}"


def _header(path: Path) -> str:
    locale = _locale(path)
    fields = {
        "Project-Id-Version": "Vejviser",
        "Language": str(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(locale),
    }
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())


def _read(text: bytes, path: Path) -> Catalog:
    return read_po(BytesIO(text), locale=_locale(path), ignore_obsolete=True)


def _as_text(catalog: Catalog, *, include_lineno: bool = False, omit_header: bool = False) -> str:
    buffer = BytesIO()
    write_po(
        buffer,
        catalog,
        width=_WIDTH,
        sort_by_file=True,
        include_lineno=include_lineno,
        omit_header=omit_header,
    )
    return buffer.getvalue().decode()


def _write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def _mark(message: Message) -> None:
    # Babel takes any per cent sign for a placeholder; ours have names.
    message.flags.discard("python-format")
    if _PLACEHOLDER.search(" ".join(_strings(message.id))):
        message.flags.add("python-format")


def _alike(message: Message, gone: Iterable[Message]) -> Message | None:
    if message.pluralizable:
        return None
    candidates = {_strings(old.id)[0]: old for old in gone if old.context == message.context and not old.pluralizable}
    near = get_close_matches(_strings(message.id)[0], candidates, n=1)
    return candidates[near[0]] if near else None


def _filled(message: Message, source: Message | None, plurals: int) -> str | tuple[str, ...]:
    strings = _strings(source.string) if source else ()
    if message.pluralizable:
        return (*strings, *[""] * plurals)[:plurals]
    return strings[0] if strings else ""


def _strings(one_or_more: str | Sequence[str] | None) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more or ())


def _is_translated(message: Message, catalog: Catalog) -> bool:
    strings = _strings(message.string)
    return len(strings) == (catalog.num_plurals if message.pluralizable else 1) and all(strings)


def _locale(path: Path) -> Locale:
    return Locale.parse(_tag(path), sep="-")


def _tag(path: Path) -> str:
    return path.parent.parent.name


def _short(message: Message) -> str:
    text = _strings(message.id)[0]
    return text if len(text) < 80 else f"{text[:79]}…"
