"""The translation catalogs: made from the sources, checked, compiled. ``flask --app webapp translations …``.

Every folder of ``translations/`` is a language, by its BCP 47 tag. A language that is offered (``VEJVISER_LOCALES``)
has to be complete; another one may be in the making.
"""

from __future__ import annotations

import os
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
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from flask import Flask, current_app
from flask.cli import AppGroup

from webapp.i18n import SOURCE
from webapp.paths import ROOT, share
from webapp.plurals import Plurals

#: A comment that begins so is meant for the translators.
COMMENT_TAG = "NOTE:"

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TERM = re.compile(r"\*([^*\n]+)\*")
#: Babel reads anything, and drops what it does not understand.
_LINE = re.compile(r'((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?) +)?"([^"\\]|\\[\\"nrt])*"|#.*|')
_FORMAT_FAULT = re.compile(r"format specification|format string")
_SOURCES = ("questions", "templates", "webapp")
_WIDTH = 120


def register(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(commands)


class BrokenCatalog(click.ClickException):
    """A catalog that cannot be read without losing something."""


commands = AppGroup("translations", help="The translation catalogs: update, check, compile.")


@commands.command("update")
def update_command() -> None:
    """Extract all messages, and merge them into every catalog."""
    template = extract(ROOT)
    folder = share("translations")
    paths = catalog_files(folder)
    try:
        for path in filter(Path.exists, paths):
            _look_through(path)
        texts = {path: merged(template, path) for path in paths}
    except BrokenCatalog as broken:
        raise click.ClickException(f"{broken.message}; nothing was changed") from broken
    _write_if_new(folder / "messages.pot", _as_text(template, include_lineno=True))
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
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
    paths = [path / "LC_MESSAGES" / "messages.po" for path in sorted(folder.iterdir()) if path.is_dir()]
    for path in paths:
        try:
            _locale(path)
        except (UnknownLocaleError, ValueError) as error:
            says = "the name of the folder is not the tag of a language (such as da, ar or pt-BR)"
            raise click.ClickException(f"{_shown(path.parents[1])}: {says}") from error
    return paths


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
    """Write a .mo file beside every catalog in `folder`; returns them. Needs no application.

    Raises:
        click.ClickException: A catalog is broken, or a page would break on one of its translations; nothing is written.
    """
    catalogs = {path: _read(path.read_bytes(), path) for path in catalog_files(folder) if path.exists()}
    problems = [
        _sentence(path, message, problem)
        for path, catalog in catalogs.items()
        for message in _messages(catalog)
        if not message.fuzzy
        for problem in _wrong_placeholders(message)
    ]
    if problems:
        raise click.ClickException("\n".join(["the catalogs were not compiled.", *problems]))
    written = []
    for path, catalog in catalogs.items():
        buffer = BytesIO()
        write_mo(buffer, catalog)
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
        yield f"{_shown(folder / tag)}: the language is offered, but there is no catalog."
    for path in paths:
        try:
            if path.exists():
                _look_through(path)
            if not path.exists() or path.read_text(encoding="utf-8") != merged(template, path):
                yield f"{_shown(path)}: not current with the sources. Run `flask --app webapp translations update`."
            else:
                yield from _catalog_problems(path, complete=_tag(path) in offered)
        except BrokenCatalog as broken:
            yield broken.message


def _catalog_problems(path: Path, complete: bool) -> Iterator[str]:
    catalog = _read(path.read_bytes(), path)
    messages = {message.lineno or 0: message for message in _messages(catalog)}
    faults = {line: [*_wrong_placeholders(message), *_stray_per_cents(message)] for line, message in messages.items()}
    for line, message in messages.items():
        for problem in dict.fromkeys([*faults[line], *_problems(message, catalog, complete)]):
            yield _sentence(path, message, problem)
    for place, problem in _msgfmt(path):
        line = max((start for start in messages if start <= place), default=0)
        if not faults.get(line):
            yield _sentence(path, messages[line], problem) if line else f"{_shown(path)}:{place}: {problem}"


def _wrong_placeholders(message: Message) -> Iterator[str]:
    """What a page would break on, or leave out, in the forms that are translated."""
    names = _names(*_strings(message.id))
    found = [_names(form) for form in _strings(message.string) if form]
    extra = {name: None for form in found for name in form if name not in names}
    # A form for one or two may say the number in words.
    needed = [name for name in names if not (message.pluralizable and name == "n")]
    missing = [name for name in needed if any(name not in form for form in found)]
    if extra:
        lacking = [name for name in names if any(name not in form and form.keys() & extra.keys() for form in found)]
        advice = f"it needs {_listed(lacking)}" if lacking else "take it out"
        yield f"{_listed(extra)} is not in the English sentence; {advice}"
    elif missing:
        yield f"{_listed(missing)} is missing"


def _stray_per_cents(message: Message) -> Iterator[str]:
    named = bool(_names(*_strings(message.id)))
    for form in _strings(message.string):
        rest = _PLACEHOLDER.sub("", form).replace("%%", "")
        if "%(" in rest:
            yield "a placeholder is written %(name)s"
        elif named and "%" in rest:
            yield "a per cent sign beside a placeholder: write the word or %%"


def _problems(message: Message, catalog: Catalog, complete: bool) -> Iterator[str]:
    if complete and not _is_translated(message, catalog):
        yield "not translated"
    if complete and message.fuzzy:
        yield "marked as fuzzy: look at it and take the mark away"
    terms = Counter(_TERM.findall(_strings(message.id)[-1]))
    danish = bool(catalog.locale and catalog.locale.language == "da")
    for form in filter(None, _strings(message.string)):
        if form.count("*") % 2:
            yield "an asterisk is alone"
        # In Danish the sentence itself is made of the Danish terms.
        elif not danish and Counter(_TERM.findall(form)) != terms:
            yield "the Danish terms between asterisks are not those of the message"
        if form != form.strip() or "  " in form:
            yield "there is a space too many"


def _look_through(path: Path) -> None:
    """Raise `BrokenCatalog` where something in the file would be lost; wrong placeholders would not."""
    _read(path.read_bytes(), path)
    for line, problem in _msgfmt(path):
        if not _FORMAT_FAULT.search(problem):
            raise BrokenCatalog(f"{_shown(path)}:{line}: {problem}")


def _msgfmt(path: Path) -> Iterator[tuple[int, str]]:
    """The errors that msgfmt finds, where it is installed, with their lines."""
    if not (program := shutil.which("msgfmt")):
        return
    done = subprocess.run(
        [program, "--check", f"--output-file={os.devnull}", path],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": ""},
    )
    errors = done.stderr.decode(errors="replace")
    for line, problem in re.findall(rf"^{re.escape(str(path))}:(\d+)(?::\d+)?: (?!warning: )(.+)$", errors, re.M):
        if not problem.startswith("..."):
            yield int(line), problem.rstrip(".")


def _header(path: Path) -> str:
    locale = _locale(path)
    fields = {
        "Project-Id-Version": "Vejviser",
        "Language": str(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": Plurals(locale).header,
    }
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())


def _read(text: bytes, path: Path) -> Catalog:
    # Editors keep messages that are gone, in more ways than Babel reads.
    lines = [b"" if line.startswith(b"#~") else line for line in text.split(b"\n")]
    for place, line in enumerate(lines, start=1):
        if not _LINE.fullmatch(line.decode(errors="replace").strip()):
            raise BrokenCatalog(f"{_shown(path)}:{place}: this line is broken (is a quote missing?)")
    try:
        text.decode()
        return read_po(BytesIO(b"\n".join(lines)), locale=_locale(path), ignore_obsolete=True, abort_invalid=True)
    except UnicodeDecodeError as error:
        raise BrokenCatalog(f"{_shown(path)}: the file is not UTF-8") from error
    except PoFileError as error:
        says = "the lines above are broken" if error.line else str(error).rpartition(" on ")[0]
        raise BrokenCatalog(f"{_shown(path)}:{error.lineno + 1}: {says}") from error
    except (ValueError, LookupError) as error:
        raise BrokenCatalog(f"{_shown(path)}: the head of the file is broken") from error


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


def _names(*texts: str) -> dict[str, None]:
    return dict.fromkeys(_PLACEHOLDER.findall(" ".join(texts)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"%({name})s" for name in names)


def _strings(one_or_more: str | Sequence[str] | None) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more or ())


def _is_translated(message: Message, catalog: Catalog) -> bool:
    strings = _strings(message.string)
    return len(strings) == (catalog.num_plurals if message.pluralizable else 1) and all(strings)


def _locale(path: Path) -> Locale:
    return Locale.parse(_tag(path), sep="-")


def _tag(path: Path) -> str:
    return path.parent.parent.name


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _sentence(path: Path, message: Message, problem: str) -> str:
    context = f" ({message.context})" if message.context else ""
    return f"{_shown(path)}:{message.lineno}{context}: {problem}: “{_short(message)}”"


def _short(message: Message) -> str:
    text = _strings(message.id)[0]
    return text if len(text) < 80 else f"{text[:79]}…"
