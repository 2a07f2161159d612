"""The answer code: all answers of one person as a few letters and digits, to be written on paper and typed in anywhere.

    code = encode(rulebook, answers, on)          # "1AHJ-3NF3-R6C9"; `on` is None where no day was set
    decoded = decode(rulebook, code)              # raises CodeError

A code is ``version, number, check`` in groups of four, short ones filled up with zeros after the version.

*Letters.* 29 characters remain when of each pair that is mistaken for another on paper only one is kept: 0 for O, 1 for
I and L, 2 for Z, 5 for S, 8 for B, V for U. The other one is read as the one kept. So no two of them look alike.

*Check.* 29 is a prime and 2 a primitive root of it: the characters, weighted with the powers of 2 from the right, add up
to 0 modulo 29. One wrong character changes the sum by weight times difference, two that changed places by the difference
of their weights times theirs: neither is divisible by 29, unless the places are a multiple of 28 apart. Only whole
groups are written, so that a character left out or doubled shows in the length. And a code is accepted only where it is
the very one that its answers are written as.

*Number.* All answers packed by mixed radix: `webapp.rules.codes.packing`. *Version.* `webapp.rules.codes.versions`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from webapp.rules.answers import AnswerError, as_text, check_order, parse_answer
from webapp.rules.codes.packing import pack, unpack
from webapp.rules.codes.versions import Version, shapes, versions
from webapp.rules.kinds.packed import NotPacked
from webapp.rules.model import Answers, Rulebook, Unknown, Value

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
GROUP = 4
#: More than any answers need (a test holds it); what is longer is not looked at.
LONGEST = 96

_RADIX = len(ALPHABET)
_WEIGHT = 2
#: Written on paper or typed on a keyboard for other letters: what is read as what. The Cyrillic ones look the same in
#: print, so that they come in where a keyboard was not switched over; ı and İ are the Turkish keyboard's I.
_READ_AS = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V", "İ": "1", "ı": "1"} | dict(
    zip("АВЕЗІЈКМНОРСЅТУХ", "A8E31JKMH0PC5TYX", strict=True)
)
_DIGITS: dict[str, int] = {}
for _letter in [*ALPHABET, *_READ_AS]:
    _DIGITS[_letter] = _DIGITS[_letter.lower()[0]] = ALPHABET.index(_READ_AS.get(_letter, _letter))
#: Between the groups anything is fine that people put there, invisible marks of writing direction included.
_SEPARATORS = frozenset(".,_·•−'’‘\"ـ/\\∕|;:+*=،٫٬؛۔፡፣፤።、。")
_SEPARATOR_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})

ErrorKind = Literal["empty", "bad_character", "wrong_length", "check_failed", "unknown_version"]

_MESSAGES: dict[ErrorKind, str] = {
    "empty": "no code was given",
    "bad_character": "“{character}” is not in any code",
    "wrong_length": "a character is missing or too many: a code is groups of four",
    "check_failed": "a character is wrong, or two changed places",
    "unknown_version": "the code is of a question list that is not known here",
}


class CodeError(ValueError):
    """The text is not an answer code. `kind` says why, `character` which character (as it was typed) cannot be."""

    def __init__(self, kind: ErrorKind, character: str | None = None) -> None:
        super().__init__(_MESSAGES[kind].format(character=character))
        self.kind: ErrorKind = kind
        self.character = character


class VersionMissing(LookupError):
    """The questions were changed, and no version of them was added: codes could not be read again."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a code says. `again`: the questions whose answer is no longer possible, by id, in the code's order.

    They can be answered anew where they are still asked; a question that no longer exists stands there as well.
    """

    answers: Answers
    on: date | None
    again: tuple[str, ...]


def encode(rulebook: Rulebook, answers: Answers, on: date | None, known: Sequence[Version] | None = None) -> str:
    """The code of `answers` (`parse_answers`) and of the day computed for, where one was set."""
    version = (known or versions())[-1]
    if version.shapes != shapes(rulebook):
        raise VersionMissing("the questions have changed: run python -m webapp.rules.codes --add")
    return _grouped(_write(version, answers, on))


def decode(rulebook: Rulebook, code: str, known: Sequence[Version] | None = None) -> Decoded:
    """The answers of a code as people type it, in canonical order; raises `CodeError` and nothing else."""
    digits = _digits(code)
    if _sum(digits) != 0:
        raise CodeError("check_failed")
    number, rest = _version_of(digits)
    version = next((each for each in known or versions() if each.number == number), None)
    if version is None:
        raise CodeError("unknown_version")
    try:
        answers, on = unpack(version, _whole(rest[:-1]))
    except NotPacked:
        raise CodeError("check_failed") from None
    # Other numbers may give the same answers: only the one that is written for them is a code.
    if _write(version, answers, on) != digits:
        raise CodeError("check_failed")
    return _for_today(rulebook, answers, on)


def _for_today(rulebook: Rulebook, answers: Answers, on: date | None) -> Decoded:
    """Old answers as answers to today's questions. Whether a day is past is for whoever knows what day it is."""
    kept: dict[str, Value | Unknown] = {}
    again = []
    for id, value in answers.items():
        question = rulebook.questions.get(id)
        try:
            if question is None:
                raise AnswerError(id, "unknown_question", "there is no such question any more")
            kept[id] = parse_answer(question, as_text(value), on or date.max)
        except AnswerError:
            again.append(id)
    kept = {id: kept[id] for id in rulebook.questions if id in kept}
    while True:
        try:
            check_order(rulebook, kept)
            break
        except AnswerError as error:
            del kept[error.question]
            again.append(error.question)
    return Decoded(kept, on, tuple(again))


# Characters -----------------------------------------------------------------------------------------------------------


def _digits(code: str) -> list[int]:
    # First cut, then normalised: digits of other scripts and full-width letters become plain ones.
    if len(code) > LONGEST * 8:
        raise CodeError("wrong_length")
    digits = []
    for character in code:
        for part in unicodedata.normalize("NFKC", character):
            if part in _SEPARATORS or unicodedata.category(part) in _SEPARATOR_CATEGORIES:
                continue
            digit = _DIGITS.get(part, unicodedata.decimal(part, None))
            if digit is None:
                raise CodeError("bad_character", character)
            digits.append(digit)
    if not digits:
        raise CodeError("empty")
    if len(digits) % GROUP or len(digits) > LONGEST:
        raise CodeError("wrong_length")
    return digits


def _grouped(digits: Sequence[int]) -> str:
    text = "".join(ALPHABET[digit] for digit in digits)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def _sum(digits: Iterable[int]) -> int:
    total = 0
    for digit in digits:
        total = (total * _WEIGHT + digit) % _RADIX
    return total


def _version_digits(number: int) -> list[int]:
    """The last character of the alphabet says that more follows, so that there is always another version."""
    more, last = divmod(number, _RADIX - 1)
    return [_RADIX - 1] * more + [last]


def _version_of(digits: list[int]) -> tuple[int, list[int]]:
    more = next((place for place, digit in enumerate(digits) if digit != _RADIX - 1), len(digits) - 1)
    return more * (_RADIX - 1) + digits[more], digits[more + 1 :]


def _whole(digits: Iterable[int]) -> int:
    number = 0
    for digit in digits:
        number = number * _RADIX + digit
    return number


def _write(version: Version, answers: Answers, on: date | None) -> list[int]:
    number = pack(version, answers, on)
    digits: list[int] = []
    while number:
        number, digit = divmod(number, _RADIX)
        digits.append(digit)
    start = _version_digits(version.number)
    # One more for the check character.
    digits += [0] * (-(len(start) + len(digits) + 1) % GROUP)
    digits = [*start, *reversed(digits), 0]
    digits[-1] = -_sum(digits) % _RADIX
    return digits
