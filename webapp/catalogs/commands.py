"""The translation catalogs: made from the sources, checked, compiled. ``flask --app webapp translations …``.

Every folder of ``translations/`` is a language, by its BCP 47 tag. A language that is offered (``VEJVISER_LOCALES``)
has to be complete; another one may be in the making.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from flask import current_app
from flask.cli import AppGroup

from webapp.catalogs import po_files
from webapp.catalogs.extraction import extract, mark
from webapp.catalogs.faults import (
    catalog_faults,
    look_through,
    missing_forms,
    other_forms,
    sentence,
    wrong_placeholders,
)
from webapp.catalogs.po_files import BrokenCatalog, is_translated, messages, open_messages, strings, tag_of
from webapp.languages import SOURCE, cldr
from webapp.paths import ROOT, share, shown

_WORD = re.compile(r"\w+")

commands = AppGroup("translations", help="The translation catalogs: update, check, compile.")


@commands.command("update")
def update_command() -> None:
    """Extract all messages, and merge them into every catalog."""
    template = extract(ROOT)
    folder = share("translations")
    paths = catalog_files(folder)
    try:
        for path in filter(Path.exists, paths):
            look_through(path)
        texts = {path: merged(template, path) for path in paths}
        before = {path: po_files.read(path) for path in paths if path.exists()}
    except BrokenCatalog as broken:
        raise click.ClickException(f"{broken.message}; nothing was changed") from broken
    _write_if_new(folder / "messages.pot", po_files.as_text(template, include_lineno=True))
    _write_if_new(folder / cldr.TABLE, _cldr_table(paths))
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_if_new(path, text)
        catalog = po_files.parsed(text.encode(), path)
        click.echo(f"{tag_of(path)}: {len(catalog)} messages, {open_messages(catalog)} to translate or look at")
        if path in before and before[path].num_plurals != catalog.num_plurals:
            plurals = po_files.plurals_of(path)
            click.echo(f"{tag_of(path)}: {before[path].num_plurals} plural forms became {len(plurals)}: {plurals}")


@commands.command("check")
def check_command() -> None:
    """Fail where a catalog is not current, not complete or not right."""
    folder = share("translations")
    offered = [tag for tag in current_app.extensions["settings"].locales if tag != SOURCE]
    problems = [*problems_of(extract(ROOT), folder, set(offered)), *_old_facts(folder)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"Problems in the catalogs: {len(problems)}.")
    said = [f"The offered catalogs ({', '.join(offered)}) are complete."] if offered else ["No catalog is offered."]
    for path in catalog_files(folder):
        if tag_of(path) not in offered:
            catalog = po_files.read(path)
            said.append(f"{tag_of(path)}: {open_messages(catalog)} of {len(catalog)} still open.")
    click.echo(" ".join(said))


@commands.command("compile")
def compile_command() -> None:
    """Write the .mo files that the site reads at the start."""
    written, left_out = compile_catalogs(share("translations"), set(current_app.extensions["settings"].locales))
    for path in written:
        click.echo(path)
    for problem in left_out:
        click.echo(f"Not offered, so left out: {problem}", err=True)


def catalog_files(folder: Path) -> list[Path]:
    """The source file of every language's catalog, whether it is there already or not.

    Raises:
        BrokenCatalog: a folder is not the tag of a language.
    """
    paths = _paths(folder)
    for path in paths:
        po_files.locale_of(path)
    return paths


def merged(template: Catalog, path: Path) -> str:
    """The catalog in `path` with exactly the messages of `template`.

    A new message is offered, as *fuzzy*, the translation of the same words in another context, else that of a message
    of its own context that is gone and much like it. The result depends on nothing but the two: no dates, no line
    numbers, no names.
    """
    head = po_files.header(path)
    new = po_files.parsed(head.encode(), path)
    old = po_files.read(path) if path.exists() else new
    formula = po_files.formula_of(path) if path.exists() else None
    forms = enumerate(po_files.plurals_of(path).numbers.values())
    places = [formula(numbers[0]) if formula else place for place, numbers in forms]
    gone = {_key(message): message for message in messages(old) if message.string}
    for message in messages(template):
        gone.pop(_key(message), None)
    elsewhere = {strings(each.id): each for each in messages(old) if is_translated(each, old) and not each.fuzzy}
    for message in messages(template):
        found = old.get(message.id, message.context)
        guessed = None if found else elsewhere.get(strings(message.id)) or _alike(message, gone.values())
        added = new.add(
            message.id,
            _filled(message, found or guessed, places),
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=found.user_comments if found else (),
            context=message.context,
        )
        mark(added)
        if guessed or (found and found.fuzzy):
            added.flags.add("fuzzy")
    return head + "\n" + po_files.as_text(new, omit_header=True)


def compile_catalogs(folder: Path, offered: set[str]) -> tuple[list[Path], list[str]]:
    """Write a .mo file beside every catalog in `folder` that is sound. Needs no application.

    Args:
        folder: the folder of the catalogs.
        offered: the tags of the languages that the site is offered in: their catalogs have to be sound.

    Returns:
        The files that were written, and what is wrong with the catalogs that were left out.

    Raises:
        click.ClickException: an offered catalog is broken, or a page would leave something out for one of its
            translations; nothing is written.
    """
    catalogs: dict[Path, Catalog] = {}
    problems: list[str] = []
    left_out: list[str] = []
    for path in filter(Path.exists, _paths(folder)):
        try:
            catalogs[path] = po_files.read(path)
            found = [
                *other_forms(path),
                *(
                    sentence(path, message, problem)
                    for message in messages(catalogs[path])
                    if not message.fuzzy
                    for problem in wrong_placeholders(message)
                ),
            ]
        except BrokenCatalog as broken:
            found = [broken.message]
        if found:
            catalogs.pop(path, None)
            (problems if tag_of(path) in offered else left_out).extend(found)
    if problems:
        raise click.ClickException("\n".join(["the catalogs were not compiled.", *problems]))
    written = []
    for path, catalog in catalogs.items():
        buffer = BytesIO()
        write_mo(buffer, catalog)
        compiled = path.with_suffix(".mo")
        compiled.write_bytes(buffer.getvalue())
        written.append(compiled)
    return written, left_out


def problems_of(template: Catalog, folder: Path, offered: set[str]) -> Iterator[str]:
    """What is wrong with the messages or the catalogs, as sentences."""
    for message in messages(template):
        if not any(comment.strip() for comment in message.auto_comments):
            file, line = message.locations[0]
            short = po_files.shortened(strings(message.id)[0])
            yield f"{file}:{line}: a message without a comment for the translators: {short}"
    paths = catalog_files(folder)
    for tag in sorted(offered - {SOURCE} - set(map(tag_of, paths))):
        yield f"{shown(folder / tag)}: the language is offered, but there is no catalog."
    for path in paths:
        try:
            forms = []
            if path.exists():
                look_through(path)
                forms = [*missing_forms(path), *other_forms(path)]
            yield from forms
            if not path.exists() or _meaning(po_files.read(path)) != _meaning(template):
                yield f"{shown(path)}: not current with the sources. Run `make translations`."
            elif not forms:
                yield from catalog_faults(path, complete=tag_of(path) in offered)
        except BrokenCatalog as broken:
            yield broken.message


def _paths(folder: Path) -> list[Path]:
    return [path / "LC_MESSAGES" / "messages.po" for path in sorted(folder.iterdir()) if path.is_dir()]


def _old_facts(folder: Path) -> Iterator[str]:
    table = folder / cldr.TABLE
    if not table.exists() or table.read_text(encoding="utf-8") != _cldr_table(catalog_files(folder)):
        yield f"{shown(table)}: not current with CLDR. Run `make translations`."


def _cldr_table(paths: Iterable[Path]) -> str:
    return cldr.as_table([SOURCE, *map(tag_of, paths)])


def _meaning(catalog: Catalog) -> dict[tuple[str | None, object], tuple[set[str], set[str]]]:
    """What a catalog has of its sources: the messages, the words about each for translators, and the files it stands in."""
    # Words: programs fold comments as they like, at hyphens too, and Babel leaves out a line that it has read before.
    return {
        _key(message): (set(_WORD.findall(" ".join(message.auto_comments))), {file for file, _ in message.locations})
        for message in messages(catalog)
    }


def _write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def _alike(message: Message, gone: Iterable[Message]) -> Message | None:
    if message.pluralizable:
        return None
    candidates = {strings(old.id)[0]: old for old in gone if old.context == message.context and not old.pluralizable}
    near = get_close_matches(strings(message.id)[0], candidates, n=1)
    return candidates[near[0]] if near else None


def _filled(message: Message, source: Message | None, places: Sequence[int]) -> str | tuple[str, ...]:
    """The translation of `source` for `message`; its plural forms stand at these places, in our order."""
    forms = strings(source.string) if source else ()
    if message.pluralizable:
        return tuple(forms[place] if place < len(forms) else "" for place in places)
    return forms[0] if forms else ""
