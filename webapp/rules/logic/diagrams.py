"""Decision diagrams: a condition or an amount as a small graph over the questions, for exact partial evaluation.

An ordered multi-valued decision diagram has one node per question that still matters and one branch per group of
answers that the law treats alike (a *cell*). Because equal functions are one node, "which open question can still
change this" is read off the graph, also where a question's name occurs several times and Kleene's tables are too vague.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: The level of every leaf: below all variables.
LEAF = 1 << 30


class Leaf:
    """An end of a diagram. `bit` is its own bit, so that a set of leaves is an integer."""

    __slots__ = ("bit", "ends", "joint", "level", "support", "value")

    def __init__(self, value: Any, bit: int) -> None:
        self.value = value
        self.bit = self.ends = bit
        self.level = LEAF
        self.support = 0
        self.joint = False

    def __repr__(self) -> str:
        return f"Leaf({self.value!r})"


class Node:
    """A branch on the variable `level`: `kids` by cell, and `groups` of cells (a bit mask) that lead to one kid.

    While nothing below is answered, `ends` and `support` are the leaves that can be reached and the questions that
    decide (unless a `joint` variable is below, whose possible cells depend on the day).
    """

    __slots__ = ("ends", "groups", "joint", "kids", "level", "support")

    def __init__(self, level: int, kids: tuple[Diagram, ...], question: int) -> None:
        self.level = level
        self.kids = kids
        self.joint = not question
        self.support = question
        self.ends = 0
        for kid in kids:
            self.joint |= kid.joint
            self.support |= kid.support
            self.ends |= kid.ends
        masks: dict[int, int] = {}
        by_id: dict[int, Diagram] = {}
        for cell, kid in enumerate(kids):
            masks[id(kid)] = masks.get(id(kid), 0) | 1 << cell
            by_id[id(kid)] = kid
        self.groups = tuple((mask, by_id[key]) for key, mask in masks.items())


Diagram = Leaf | Node


class Builder:
    """Makes diagrams; equal ones are the same object.

    `sizes` are the numbers of cells of the variables, in order, `questions` the bits of their questions (0: joint).
    `shapes` finds the node that branches on a level to the given kids (their identities and the cells that lead there).
    """

    def __init__(self, sizes: tuple[int, ...], questions: tuple[int, ...]) -> None:
        self._sizes = sizes
        self._questions = questions
        self.shapes: dict[tuple[int, frozenset[tuple[int, int]]], Node] = {}
        self._leaves: dict[Any, Leaf] = {}
        self._nodes: dict[tuple[int, tuple[Diagram, ...]], Node] = {}

    def leaf(self, value: Any) -> Leaf:
        """The leaf of the hashable `value`."""
        found = self._leaves.get(value)
        if found is None:
            found = self._leaves[value] = Leaf(value, 1 << len(self._leaves))
        return found

    def leaves(self, mask: int) -> list[Any]:
        """The values of the leaves whose bits are in `mask`."""
        return [leaf.value for leaf in self._leaves.values() if leaf.bit & mask]

    def node(self, level: int, kids: tuple[Diagram, ...]) -> Diagram:
        """The diagram that branches on the variable of `level` into `kids`, one for each cell; `kids[0]` where all are the same."""
        first = kids[0]
        if all(kid is first for kid in kids):
            return first
        # Diagrams are equal only where they are the same object.
        found = self._nodes.get((level, kids))
        if found is None:
            found = self._nodes[level, kids] = Node(level, kids, self._questions[level])
            self.shapes[level, frozenset((id(kid), mask) for mask, kid in found.groups)] = found
        return found

    def apply(self, operation: Callable[..., Any], *operands: Diagram) -> Diagram:
        """The diagram of `operation` on the operands' values, answer by answer."""
        memo: dict[tuple[Diagram, ...], Diagram] = {}

        def walk(arguments: tuple[Diagram, ...]) -> Diagram:
            found = memo.get(arguments)
            if found is not None:
                return found
            level = min(argument.level for argument in arguments)
            if level == LEAF:
                result: Diagram = self.leaf(operation(*(argument.value for argument in arguments)))  # type: ignore[union-attr]
            else:
                kids = tuple(
                    walk(tuple(a.kids[cell] if a.level == level else a for a in arguments))  # type: ignore[union-attr]
                    for cell in range(self._sizes[level])
                )
                result = self.node(level, kids)
            memo[arguments] = result
            return result

        result = walk(operands)
        memo.clear()
        return result
