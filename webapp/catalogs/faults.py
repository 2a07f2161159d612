"""What is wrong with a catalog, in sentences for its translator.

What `msgfmt --check` finds, it is asked for. What it cannot find: an empty plural form, Danish terms that differ, markup
that a page would show letter for letter. Placeholders are looked at here all the same: a catalog is compiled on machines
that have no gettext, and Babel's own check does not miss one that is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from webapp.catalogs import po_files
from webapp.catalogs.extraction import PLACEHOLDER
from webapp.catalogs.po_files import BrokenCatalog, strings
from webapp.languages.plurals import Plurals
from webapp.paths import shown

_TERM = re.compile(r"\*([^*\n]+)\*")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
#: What msgfmt says of placeholders, which takes nothing from the file.
_FORMAT_FAULT = re.compile(r"format specification|format string")
_OTHER_FORMS = "Plural-Forms in the head of the file gives other forms than CLDR. Run `make translations`."
#: What msgfmt says of plural forms: `po_files` says it better.
_FORMS_FAULT = re.compile(r"\.\.\.|plural form has wrong index|nplurals = \d+\.\.\.")


def look_through(path: Path) -> None:
    """Read the catalog to see whether all of it can be kept; wrong placeholders can.

    Raises:
        BrokenCatalog: something in it would be lost.
    """
    po_files.read(path)
    for line, problem in _msgfmt(path):
        if not _FORMAT_FAULT.search(problem):
            raise BrokenCatalog(f"{shown(path)}:{line}: {problem}")


def missing_forms(path: Path) -> Iterator[str]:
    """The messages that have not all their plural forms."""
    plurals = po_files.plurals_of(path)
    for line, (singular, indexes) in po_files.forms_in(po_files.source_of(path)).items():
        if problem := po_files.wrong_number_of_forms(indexes, plurals):
            yield f"{shown(path)}:{line}: {problem}: “{po_files.shortened(singular)}”"


def other_forms(path: Path) -> Iterator[str]:
    """Whether the head of the catalog gives a number another form than CLDR does."""
    formula = po_files.formula_of(path)
    forms = enumerate(po_files.plurals_of(path).numbers.values())
    if formula is None or any(formula(n) != place for place, numbers in forms for n in numbers):
        yield f"{shown(path)}: {_OTHER_FORMS}"


def catalog_faults(path: Path, complete: bool) -> Iterator[str]:
    """What is wrong with the translations; where they have to be `complete`, also what is still to be done."""
    catalog = po_files.read(path)
    plurals = po_files.plurals_of(path)
    messages = {message.lineno or 0: message for message in po_files.messages(catalog)}
    faults = {
        line: [*wrong_placeholders(message), *_stray_per_cents(message), *_wrong_forms(message, plurals)]
        for line, message in messages.items()
    }
    for line, message in messages.items():
        found = [*faults[line], *_unfinished(message, complete), *_slips(message, catalog)]
        yield from (sentence(path, message, problem) for problem in dict.fromkeys(found))
    for place, problem in _msgfmt(path):
        line = max((start for start in messages if start <= place), default=0)
        if not faults.get(line):
            yield sentence(path, messages[line], problem) if line else f"{shown(path)}:{place}: {problem}"


def wrong_placeholders(message: Message) -> Iterator[str]:
    """What a page would break on, or leave out, in the forms that are translated."""
    names = _names(*strings(message.id))
    found = [_names(form) for form in strings(message.string) if form]
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


def sentence(path: Path, message: Message, problem: str) -> str:
    """A problem with its place and the English message."""
    context = f" ({message.context})" if message.context else ""
    return f"{shown(path)}:{message.lineno}{context}: {problem}: “{po_files.shortened(strings(message.id)[0])}”"


def _wrong_forms(message: Message, plurals: Plurals) -> Iterator[str]:
    forms = strings(message.string)
    if not message.pluralizable or not any(forms):
        return
    names = _names(*strings(message.id))
    fraction = plurals.whole(Decimal("2.5"))
    for place, (form, numbers) in enumerate(zip(forms, plurals.numbers.values(), strict=False), start=1):
        found = _names(form)
        several = len(numbers) > 1 or fraction in numbers
        if not form:
            yield f"plural form {place} of {len(plurals)} is empty"
        elif several and "n" in names and "n" not in found and found.keys() <= names.keys():
            yield f"plural form {place} of {len(plurals)} has no %(n)s"


def _stray_per_cents(message: Message) -> Iterator[str]:
    named = bool(_names(*strings(message.id)))
    for form in strings(message.string):
        rest = PLACEHOLDER.sub("", form).replace("%%", "")
        if "%(" in rest:
            yield "a placeholder is written %(name)s"
        elif named and "%" in rest:
            yield "a per cent sign beside a placeholder: write the word or %%"


def _unfinished(message: Message, complete: bool) -> Iterator[str]:
    if complete and not any(strings(message.string)):
        yield "not translated"
    if complete and message.fuzzy:
        yield "marked as fuzzy: look at it and take the mark away"


def _slips(message: Message, catalog: Catalog) -> Iterator[str]:
    english = strings(message.id)
    terms = Counter(_TERM.findall(english[-1]))
    markup = set(_MARKUP.findall(" ".join(english)))
    danish = bool(catalog.locale and catalog.locale.language == "da")
    for form in filter(None, strings(message.string)):
        if form.count("*") % 2:
            yield "an asterisk is alone"
        # In Danish the sentence itself is made of the Danish terms.
        elif not danish:
            yield from _wrong_terms(terms, Counter(_TERM.findall(form)))
        for found in dict.fromkeys(_MARKUP.findall(form)):
            if found not in markup:
                yield f"“{found}” is not in the English sentence; the page would show it letter for letter"
        if form != form.strip() or "  " in form:
            yield "there is a space too many"


def _wrong_terms(wanted: Counter[str], found: Counter[str]) -> Iterator[str]:
    parts = [
        f"{', '.join(f'*{term}*' for term in terms.elements())} {verb}"
        for verb, terms in (("is missing", wanted - found), ("is not in the English sentence", found - wanted))
        if terms
    ]
    if parts:
        yield f"the Danish terms between asterisks differ: {'; '.join(parts)}"


def _msgfmt(path: Path) -> Iterator[tuple[int, str]]:
    """The errors that msgfmt finds, where it is installed, with their lines."""
    if not (program := shutil.which("msgfmt")):
        return
    done = subprocess.run(
        [program, "--check", f"--output-file={os.devnull}", "-"],
        input=po_files.source_of(path),
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": ""},
    )
    errors = done.stderr.decode(errors="replace")
    for line, problem in re.findall(r"^<stdin>:(\d+)(?::\d+)?: (?!warning: )(.+)$", errors, re.M):
        if not _FORMS_FAULT.match(problem):
            yield int(line), problem.rstrip(".")


def _names(*texts: str) -> dict[str, None]:
    return dict.fromkeys(PLACEHOLDER.findall(" ".join(texts)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"%({name})s" for name in names)
