"""All answers of one person, and the day computed for, as one whole number: the inside of the answer code.

Mixed radix: an answer of n equally likely values is a digit in radix n. What is likelier gets several values of its
digit; which of them is taken carries the rest of the number, so that nothing is lost (Duda's "asymmetric numeral
systems", on a whole number without limit). Which questions were answered is written as a chain from each to the next:
what usually follows costs little, anything can follow. No rule is asked, only the version's frozen list: see
`webapp.rules.codes.versions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from webapp.rules.codes.versions import END, START, Shape, Version
from webapp.rules.model import UNKNOWN, Answers, Unknown, Value

_ORIGIN = date(2000, 1, 1).toordinal()


class NotPacked(ValueError):
    """The number is not one that answers are packed in."""


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
        raise NotPacked
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
        return [
            _Form(1, len(values), lambda given: values.index(given) if given in values else None, values.__getitem__)
        ]
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
            steps += _written(_forms(shape, so_far, on), answers[shape.id])
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
