"""The conditions' one-line language: from text to a small tree.

The grammar, weakest first::

    or          a or b
    and         a and b
    not         not a
    comparison  sum (== | != | < | <= | > | >=) sum      question in (option, option)
    operand     name   maybe(who)   true   false   ( or )
    sum         term (+ | - term)*     term: name, number, date, today

Names are not looked up here: whether a name is a question, an option, a concept or a criterion is decided by
`webapp.rules.reading.check`, which knows the rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class ExpressionError(ValueError):
    """The text is not a condition. The message says what was expected and where."""


@dataclass(frozen=True, slots=True)
class Literal:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Maybe:
    """Unknown for good: `who` (an authority's id, or ``unsettled``) decides."""

    who: str


@dataclass(frozen=True, slots=True)
class Name:
    """A concept, or a criterion of the same scheme."""

    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum: a question's id or ``today`` (`name`), or a constant; `sign` is 1 or -1."""

    sign: int
    name: str | None
    constant: Decimal | date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sums compared, or a choice question with one option (both sides a single name)."""

    left: tuple[Term, ...]
    operator: str
    right: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """A choice question's answer is one of `options`."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where `operand` is false; unknown where it is unknown."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """True where all of `operands` are, false where one of them is, otherwise unknown."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """False where all of `operands` are, true where one of them is, otherwise unknown."""

    operands: tuple[Expression, ...]


Expression = Literal | Maybe | Name | Comparison | Membership | Not | And | Or

_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})|(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*)*)"
    r"|(?P<op><=|>=|==|!=|<|>|\+|-|\(|\)|,))"
)
_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


def parse(text: str) -> Expression:
    """The tree of the condition in `text`; raises `ExpressionError`."""
    parser = _Parser(text)
    tree = parser.disjunction()
    parser.expect_end()
    return tree


def walk(tree: Expression) -> Iterator[Expression]:
    """`tree` and everything below it."""
    yield tree
    if isinstance(tree, Not):
        yield from walk(tree.operand)
    elif isinstance(tree, And | Or):
        for operand in tree.operands:
            yield from walk(operand)


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise ExpressionError(f"cannot read “{text[at:].strip()[:20]}” in the condition “{text}”")
            self._tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            at = match.end()
        self._text = text
        self._at = 0

    def _peek(self, ahead: int = 0) -> tuple[str, str]:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ("end", "the end")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _fail(self, expected: str) -> ExpressionError:
        return ExpressionError(f"expected {expected} but found {self._peek()[1]} in the condition “{self._text}”")

    def _accept(self, value: str) -> bool:
        if self._peek()[1] == value and self._peek()[0] != "end":
            self._at += 1
            return True
        return False

    def _expect(self, value: str) -> None:
        if not self._accept(value):
            raise self._fail(f"“{value}”")

    def _expect_name(self, what: str) -> str:
        if self._peek()[0] != "name":
            raise self._fail(what)
        return self._take()[1]

    def expect_end(self) -> None:
        if self._peek()[0] != "end":
            raise self._fail("the end, “and” or “or”")

    def disjunction(self) -> Expression:
        operands = [self._conjunction()]
        while self._accept("or"):
            operands.append(self._conjunction())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def _conjunction(self) -> Expression:
        operands = [self._negation()]
        while self._accept("and"):
            operands.append(self._negation())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def _negation(self) -> Expression:
        if self._accept("not"):
            return Not(self._negation())
        return self._comparison()

    def _comparison(self) -> Expression:
        if self._accept("("):
            inner = self.disjunction()
            self._expect(")")
            return inner
        kind, value = self._peek()
        if kind == "name" and value in ("true", "false"):
            self._take()
            return Literal(value == "true")
        if kind == "name" and value == "maybe":
            self._take()
            self._expect("(")
            who = self._expect_name("who decides, as in maybe(municipality)")
            self._expect(")")
            return Maybe(who)
        if kind == "name" and self._peek(1)[1] == "in":
            self._take()
            self._take()
            return Membership(value, self._options())
        left = self._sum()
        if self._peek()[1] not in _COMPARISONS:
            if len(left) == 1 and left[0].name is not None:
                return Name(left[0].name)
            raise self._fail("a comparison")
        operator = self._take()[1]
        return Comparison(left, operator, self._sum())

    def _options(self) -> tuple[str, ...]:
        self._expect("(")
        options = [self._expect_name("an option")]
        while self._accept(","):
            options.append(self._expect_name("an option"))
        self._expect(")")
        return tuple(options)

    def _sum(self) -> tuple[Term, ...]:
        terms = [self._term(1)]
        while self._peek()[1] in ("+", "-"):
            terms.append(self._term(1 if self._take()[1] == "+" else -1))
        return tuple(terms)

    def _term(self, sign: int) -> Term:
        kind, value = self._peek()
        if kind == "name":
            self._take()
            return Term(sign, value, None)
        if kind == "number":
            self._take()
            return Term(sign, None, Decimal(value))
        if kind == "date":
            self._take()
            try:
                return Term(sign, None, date.fromisoformat(value))
            except ValueError:
                raise ExpressionError(f"{value} is no date in the condition “{self._text}”") from None
        raise self._fail("a name, a number or a date")
