"""The answer code: all answers of one person as a few letters and digits, to be written on paper and typed in anywhere.

    code = encode(rulebook, answers, on)          # "13FK-7Q2M-C4XD"; `on` is None where no day was set
    decoded = decode(rulebook, code)              # raises CodeError

A code is ``version, number, check`` in groups of four, short ones filled up with zeros after the version.

*Letters.* 29 characters remain when of each pair that is mistaken for another on paper only one is kept: 0 for O, 1 for
I and L, 2 for Z, 5 for S, 8 for B, V for U. The other one is read as the one kept. So no two of them look alike.

*Check.* 29 is a prime and 2 a primitive root of it: the characters, weighted with the powers of 2 from the right, add up
to 0 modulo 29. A single wrong character changes the sum by a product of two numbers that 29 does not divide, and so do
two that changed places (their weights differ by less than 28 places, or their order would not matter). Only whole
groups are written, so that a character left out or doubled is seen without it. And a code is accepted only where it is
the very one that its answers are written as.

*Number.* Mixed radix: an answer of n equally likely values is a digit in radix n. What is likelier gets several values of
its digit; which of them is taken carries the rest of the number, so that nothing is lost (this is the "asymmetric
numeral system" of Duda, on a whole number without limit). Which questions were answered is written as a chain from each
to the next: what usually follows costs little, anything can follow. No rule is asked: see `webapp.rules.code_versions`.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from webapp.rules.answers import UNKNOWN_WORD, AnswerError, check_order, parse_answer
from webapp.rules.code_versions import END, START, Shape, Version, add, shapes, versions
from webapp.rules.model import UNKNOWN, Answers, Rulebook, Unknown, Value

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
_SEPARATORS = frozenset(".,_·−'’\"ـ")
_SEPARATOR_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})

_ORIGIN = date(2000, 1, 1).toordinal()

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
        raise VersionMissing("the questions have changed: run python -m webapp.rules.code --add")
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
    answers, on = _read(version, _whole(rest[:-1]))
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
                raise AnswerError(id, "unknown_question")
            raw = UNKNOWN_WORD if isinstance(value, Unknown) else str(value)
            kept[id] = parse_answer(question, raw, on or date.max)
        except AnswerError:
            again.append(id)
    kept = {id: kept[id] for id in rulebook.questions if id in kept}
    try:
        check_order(rulebook, kept)
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


# The number -----------------------------------------------------------------------------------------------------------

#: A digit: the first of its values that stand for what is written, how many do, and the radix.
_Step = tuple[int, int, int]


def _pick(shares: Sequence[int], index: int) -> _Step:
    return sum(shares[:index]), shares[index], sum(shares)


def _pack(steps: Sequence[_Step]) -> int:
    number = 0
    for first, share, radix in reversed(steps):
        number = number // share * radix + first + number % share
    return number


class _Unpacker:
    """Takes digits from a number, the one written first first. Whatever the number, every digit is a possible one."""

    def __init__(self, number: int) -> None:
        self._number = number

    def digit(self, radix: int) -> int:
        self._number, digit = divmod(self._number, radix)
        return digit

    def pick(self, shares: Sequence[int]) -> int:
        place = self.digit(sum(shares))
        for index, share in enumerate(shares):
            if place < share:
                self._number = self._number * share + place
                return index
            place -= share
        raise AssertionError("a digit is less than its radix")


# Answers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write some of the answers to a question: as one of `size` places. `share`: how usual it is."""

    share: int
    size: int
    place: Callable[[Any], int | None]
    value: Callable[[int], Any]


def _only(share: int, value: object) -> _Form:
    return _Form(share, 1, lambda given: 0 if given is value else None, lambda _: value)


def _span(share: int, size: int, place: Callable[[Any], int | Decimal], value: Callable[[int], Any]) -> _Form:
    def inside(given: Any) -> int | None:
        if given is None or isinstance(given, Unknown):
            return None
        found = place(given)
        return int(found) if 0 <= found < size and found == int(found) else None

    return _Form(share, size, inside, value)


def _day_forms(reference: date | None, direction: Literal[1, -1]) -> list[_Form]:
    """A day near the reference is likelier; else as a day since 2000, which is shorter than since the year 1."""
    forms = []
    if reference is not None:
        start = reference.toordinal()
        for share, size in ((9, 64), (3, 1024)):
            forms.append(
                _span(
                    share,
                    size,
                    lambda day: (day.toordinal() - start) * direction,
                    lambda place: _day(start + direction * place),
                )
            )
    forms.append(_span(2 if forms else 14, 1 << 14, lambda day: day.toordinal() - _ORIGIN, lambda x: _day(x + _ORIGIN)))
    forms.append(_span(1, date.max.toordinal(), lambda day: day.toordinal() - 1, lambda place: _day(place + 1)))
    return forms


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= date.max.toordinal():
        raise CodeError("check_failed")
    return date.fromordinal(ordinal)


def _number_forms(least: Decimal, most: Decimal) -> list[_Form]:
    """Most people give whole years, some years and months, few anything else."""
    low = int(least)
    years = int(most) - low + 1

    def month(value: Decimal) -> int:
        # Never rounded up: a month is 0.08, two are 0.16 (contract, "Questions").
        months = range(1, 12)
        return next((m - 1 + (int(value) - low) * 11 for m in months if value % 1 == _hundredths(m)), -1)

    return [
        _span(11, years, lambda value: value - low, lambda place: Decimal(low + place)),
        _span(3, years * 11, month, lambda place: low + place // 11 + _hundredths(place % 11 + 1)),
        _span(
            1,
            int((most - least) * 100) + 1,
            lambda value: (value - least) * 100,
            lambda place: least + Decimal(place) / 100,
        ),
    ]


def _hundredths(months: int) -> Decimal:
    return Decimal(months * 100 // 12) / 100


def _forms(shape: Shape, so_far: Answers, on: date | None) -> list[_Form]:
    if shape.kind == "choice":
        values = [*shape.options, *([UNKNOWN] if shape.may_be_unknown else [])]
        return [_Form(1, len(values), lambda given: values.index(given) if given in values else None, values.__getitem__)]
    forms: list[_Form]
    if shape.kind == "date":
        other = so_far.get(shape.least) if isinstance(shape.least, str) else None
        forms = _day_forms(other, 1) if isinstance(other, date) else _day_forms(on, -1)
    else:
        least, most = shape.least, shape.most
        assert isinstance(least, Decimal) and isinstance(most, Decimal)
        if shape.kind == "integer":
            low = int(least)
            forms = [_span(15, int(most) - low + 1, lambda value: value - low, lambda place: low + place)]
        else:
            forms = _number_forms(least, most)
    return [*forms, _only(1, UNKNOWN)] if shape.may_be_unknown else forms


def _written(forms: Sequence[_Form], value: object) -> list[_Step]:
    for index, form in enumerate(forms):
        place = form.place(value)
        if place is not None:
            return [_pick([each.share for each in forms], index), (place, 1, form.size)]
    raise ValueError(f"{value!r} is not an answer")


def _taken(forms: Sequence[_Form], number: _Unpacker) -> Any:
    form = forms[number.pick([each.share for each in forms])]
    return form.value(number.digit(form.size))


def _on_forms() -> list[_Form]:
    return [_only(240, None), *_day_forms(None, 1)]


# Which questions were answered ----------------------------------------------------------------------------------------
#
# As a chain: from each answered question to the next, by the version's `follows`, with one share for anything else. Or,
# where so much is out of the ordinary that this is longer (many answers to what is no longer asked), one by one.

_CHAIN, _LIST = 0, 1
_HOW = (31, 1)


def _ways_on(version: Version, so_far: Answers, last: str) -> tuple[list[str], list[int]]:
    usual: Mapping[str, int] = version.next_ones(so_far, last)
    return list(usual), [*usual.values(), 1]


def _after(version: Version, last: str) -> list[str]:
    ids = [shape.id for shape in version.shapes]
    return [END, *(ids[ids.index(last) + 1 :] if last != START else ids)]


def _write(version: Version, answers: Answers, on: date | None) -> list[int]:
    number = min(_pack(_steps(version, answers, on, how)) for how in (_CHAIN, _LIST))
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


def _steps(version: Version, answers: Answers, on: date | None, how: int) -> list[_Step]:
    steps = [*_written(_on_forms(), on), _pick(_HOW, how)]
    so_far: dict[str, Value | Unknown] = {}
    last = START
    for shape in version.shapes:
        given = shape.id in answers
        if how == _LIST:
            steps.append((int(given), 1, 2))
        elif given:
            steps += _link(version, so_far, last, shape.id)
            last = shape.id
        if given:
            steps += _written(_forms(shape, so_far, on), answers[shape.id])
            so_far[shape.id] = answers[shape.id]
    return steps if how == _LIST else [*steps, *_link(version, so_far, last, END)]


def _link(version: Version, so_far: Answers, last: str, following: str) -> list[_Step]:
    usual, shares = _ways_on(version, so_far, last)
    if following in usual:
        return [_pick(shares, usual.index(following))]
    after = _after(version, last)
    return [_pick(shares, len(usual)), (after.index(following), 1, len(after))]


def _read(version: Version, whole: int) -> tuple[dict[str, Value | Unknown], date | None]:
    number = _Unpacker(whole)
    on = _taken(_on_forms(), number)
    how = number.pick(_HOW)
    answers: dict[str, Value | Unknown] = {}
    last = START
    by_id = {shape.id: shape for shape in version.shapes}
    if how == _LIST:
        for shape in version.shapes:
            if number.digit(2):
                answers[shape.id] = _taken(_forms(shape, answers, on), number)
        return answers, on
    while True:
        usual, shares = _ways_on(version, answers, last)
        index = number.pick(shares)
        if index < len(usual):
            last = usual[index]
        else:
            after = _after(version, last)
            last = after[number.digit(len(after))]
        if last == END:
            return answers, on
        answers[last] = _taken(_forms(by_id[last], answers, on), number)


def main(arguments: Sequence[str]) -> int:
    """``python -m webapp.rules.code --add``: today's questions become a new version."""
    from webapp.paths import share
    from webapp.rules.load import load

    if list(arguments) != ["--add"]:
        print("usage: python -m webapp.rules.code --add")
        return 2
    version = add(load(share("questions")))
    print("nothing has changed" if version is None else f"version {version.number} was added: commit the file")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
