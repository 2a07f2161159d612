"""All answers of one person, and the day computed for, as one whole number: the inside of the answer code.

Mixed radix: an answer of n equally likely values is a digit in radix n. What is likelier gets several values of its
digit; which of them is taken carries the rest of the number, so that nothing is lost (Duda's "asymmetric numeral
systems", on a whole number without limit). Which questions were answered is written as a chain from each to the next:
what usually follows costs little, anything can follow. No rule is asked, only the version's frozen list: see
`webapp.rules.codes.versions`. How an answer is written says its kind (`webapp.rules.kinds.packed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.rules.codes.versions import END, START, Version
from webapp.rules.kinds import KINDS
from webapp.rules.kinds.day import day_forms
from webapp.rules.kinds.packed import Form, only
from webapp.rules.model import Answers, Unknown, Value

# The number -----------------------------------------------------------------------------------------------------------

#: A digit: the first of its values that stand for what is written, how many do, and the radix.
_Step = tuple[int, int, int]


def _pick(shares: Sequence[int], index: int) -> _Step:
    return sum(shares[:index]), shares[index], sum(shares)


def _join(steps: Sequence[_Step]) -> int:
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


def _written(forms: Sequence[Form], value: object) -> list[_Step]:
    for index, form in enumerate(forms):
        place = form.place(value)
        if place is not None:
            return [_pick([each.share for each in forms], index), (place, 1, form.size)]
    raise ValueError(f"{value!r} is not an answer")


def _taken(forms: Sequence[Form], number: _Unpacker) -> Any:
    form = forms[number.pick([each.share for each in forms])]
    return form.value(number.digit(form.size))


def _on_forms() -> list[Form]:
    return [only(240, None), *day_forms(None, 1)]


# Which questions were answered ----------------------------------------------------------------------------------------
#
# As a chain: from each answered question to the next, by the version's `follows`, with one share for anything else. Or,
# where so much is out of the ordinary that this is longer (many answers to what is no longer asked), one by one.

_CHAIN, _LIST = 0, 1
_HOW = (31, 1)


def pack(version: Version, answers: Answers, on: date | None) -> int:
    """The answers and the day as one number, as small as can be."""
    return min(_join(_steps(version, answers, on, how)) for how in (_CHAIN, _LIST))


def _ways_on(version: Version, so_far: Answers, last: str) -> tuple[list[str], list[int]]:
    usual = version.next_ones(so_far, last)
    return list(usual), [*usual.values(), 1]


def _after(version: Version, last: str) -> list[str]:
    ids = [shape.id for shape in version.shapes]
    return [END, *(ids[ids.index(last) + 1 :] if last != START else ids)]


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
            steps += _written(KINDS[shape.kind].forms(shape, so_far, on), answers[shape.id])
            so_far[shape.id] = answers[shape.id]
    return steps if how == _LIST else [*steps, *_link(version, so_far, last, END)]


def _link(version: Version, so_far: Answers, last: str, following: str) -> list[_Step]:
    usual, shares = _ways_on(version, so_far, last)
    if following in usual:
        return [_pick(shares, usual.index(following))]
    after = _after(version, last)
    return [_pick(shares, len(usual)), (after.index(following), 1, len(after))]


def unpack(version: Version, whole: int) -> tuple[dict[str, Value | Unknown], date | None]:
    """What `pack` was given; raises `NotPacked` where a day is none. Other numbers than packed ones give answers too."""
    number = _Unpacker(whole)
    on = _taken(_on_forms(), number)
    how = number.pick(_HOW)
    answers: dict[str, Value | Unknown] = {}
    last = START
    by_id = {shape.id: shape for shape in version.shapes}
    if how == _LIST:
        for shape in version.shapes:
            if number.digit(2):
                answers[shape.id] = _taken(KINDS[shape.kind].forms(shape, answers, on), number)
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
        shape = by_id[last]
        answers[last] = _taken(KINDS[shape.kind].forms(shape, answers, on), number)
