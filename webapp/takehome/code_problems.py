"""What is wrong with a code, in words."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from webapp.languages import N_, Language
from webapp.rules.codes.answer_codes import CodeError, ErrorKind

ERRORS: Mapping[ErrorKind, str] = {
    # NOTE: Error at the field for the answer code, when nothing was written.
    "empty": N_("Write your code in the field."),
    # NOTE: Error at the field for the answer code. %(sign)s is what was typed, for example "?".
    "bad_character": N_("“%(sign)s” is not in any code. A code has only the letters A to Z and digits."),
    # NOTE: Error at the field for the answer code: it is too short or too long.
    "wrong_length": N_("A character is missing, or there is one too many. A code has groups of four characters."),
    # NOTE: Error at the field for the answer code: it cannot be right, but nobody can say where it is wrong.
    "check_failed": N_("A character is wrong, or two have changed places. Check each group and try again."),
    # NOTE: Error at the field for the answer code. The list of questions has been changed since.
    "unknown_version": N_("This code belongs to other questions than these. Check it, or answer the questions again."),
}


def error_text(language: Language, error: CodeError) -> Markup:
    """The sentences for `error`."""
    return language.gettext(ERRORS[error.kind], sign=error.character or "")
