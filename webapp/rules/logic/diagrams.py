"""Decision diagrams: a condition or an amount as a small graph over the questions, for exact partial evaluation.

An ordered multi-valued decision diagram has one node per question that still matters and one branch per group of
answers that the law treats alike (a *cell*). Because equal functions are one node, "which open question can still
change this" is read off the graph, also where a question's name occurs several times and Kleene's tables are too vague.
One `Builder` makes all diagrams of a rulebook, so that what several schemes and periods have in common is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any


class Leaf:
    """An end of a diagram. `bit` is its own among the leaves of its family, so that a set of leaves is an integer."""

    __slots__ = ("bit", "by_cell", "ends", "groups", "involved", "joint", "level", "support", "value")

    def __init__(self, value: Any, bit: int, level: int) -> None:
        self.value = value
        self.bit = self.ends = bit
        self.level = level  # below all variables
        self.support = self.involved = 0
        self.joint = False
        self.groups: tuple[tuple[Diagram, int], ...] = ()
        self.by_cell: tuple[Diagram, ...] = ()

    def __repr__(self) -> str:
        return f"Leaf({self.value!r})"


class Node:
    """A branch on the variable `level` into `groups`, diagrams with the cells that lead to each as bits, or `by_cell`.

    While nothing below is answered, `ends` and `support` are the leaves that can be reached and the questions that decide
    (unless a `joint` variable is below, whose possible cells depend on the day). `involved` are all questions that are
    branched on.
    """

    __slots__ = ("by_cell", "ends", "groups", "involved", "joint", "level", "support")

    def __init__(self, level: int, groups: tuple[tuple[Diagram, int], ...], bit: int, involved: int) -> None:
        self.level = level
        self.groups = groups
        self.joint = not bit
        self.support, self.involved, self.ends = bit, involved, 0
        for kid, _ in groups:
            self.joint |= kid.joint
            self.support |= kid.support
            self.involved |= kid.involved
            self.ends |= kid.ends
        self.by_cell: tuple[Diagram, ...] = ()


Diagram = Leaf | Node

#: What an operation makes of two diagrams; None where that hangs on the answers on which they branch.
Operation = Callable[[Any, Any], Diagram | None]

#: Of so many steps the results are kept, because schemes and periods share most of their conditions.
_KEPT = 1 << 15


class Builder:
    """Makes diagrams over variables, so that equal ones are the same object.

    Args:
        sizes: the number of cells by level.
        bits: by level the bit of the question; 0 for a joint variable, which has several.
        involved: by level the bits of all its questions.
    """

    def __init__(self, sizes: Sequence[int], bits: Sequence[int], involved: Sequence[int]) -> None:
        self._sizes, self._bits, self._involved = sizes, bits, involved
        self.nodes: dict[tuple[Any, ...], Node] = {}
        self._leaves: dict[Any, dict[Any, Leaf]] = {}
        self._places: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._done: dict[tuple[Operation, Diagram, Diagram], Diagram] = {}
        self._lock = Lock()
        self.true, self.false = self.leaf(True), self.leaf(False)

    def leaf(self, value: Any, family: Any = None) -> Leaf:
        """The leaf of the hashable `value`. Only leaves of one family stand in one diagram, so that their bits are few."""
        leaves = self._leaves.setdefault(family, {})
        found = leaves.get(value)
        if found is None:
            with self._lock:  # two threads must not give one bit to two leaves; whatever else is made twice is the same
                found = leaves.setdefault(value, Leaf(value, 1 << len(leaves), len(self._sizes)))
        return found

    def leaves(self, mask: int, family: Any = None) -> list[Any]:
        """The values of the leaves of the family whose bits are in `mask`."""
        return [leaf.value for leaf in self._leaves[family].values() if leaf.bit & mask]

    def node(self, level: int, by_cell: Iterable[Diagram]) -> Diagram:
        """The diagram that branches on the variable of `level` into one diagram for each cell."""
        groups: dict[Diagram, int] = {}
        for cell, kid in enumerate(by_cell):
            groups[kid] = groups.get(kid, 0) | 1 << cell
        return self._branch(level, groups)

    def _branch(self, level: int, groups: dict[Diagram, int]) -> Diagram:
        if len(groups) == 1:
            return next(iter(groups))
        key = shape(level, groups)
        found = self.nodes.get(key)
        if found is None:
            node = Node(level, key[1], self._bits[level], self._involved[level])
            kids, masks = zip(*key[1], strict=True)
            node.by_cell = tuple(map(kids.__getitem__, self._places.get(masks) or self._placed(level, masks)))
            found = self.nodes.setdefault(key, node)
        return found

    def _placed(self, level: int, masks: tuple[int, ...]) -> tuple[int, ...]:
        """By cell the place of its group. Most nodes have their cells in the same groups as many others."""
        cells = range(self._sizes[level])
        places = tuple(next(place for place, mask in enumerate(masks) if mask >> cell & 1) for cell in cells)
        return self._places.setdefault(masks, places)

    def apply(self, operation: Operation, one: Diagram, other: Diagram) -> Diagram:
        """The diagram of `operation` on two others, answer by answer."""
        known = operation(one, other)
        if known is not None:
            return known
        key = (operation, one, other)
        found = self._done.get(key)
        if found is None:
            level = min(one.level, other.level)
            firsts = one.groups if one.level == level else ((one, -1),)
            seconds = other.groups if other.level == level else ((other, -1),)
            groups: dict[Diagram, int] = {}
            for first, first_mask in firsts:
                for second, second_mask in seconds:
                    if mask := first_mask & second_mask:
                        kid = self.apply(operation, first, second)
                        groups[kid] = groups.get(kid, 0) | mask
            found = self._branch(level, groups)
            if len(self._done) >= _KEPT:
                self._done.clear()
            self._done[key] = found
        return found

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Kleene's *and*. Conditions end in True, False, or the frozen set of those who decide what is unknown for good."""
        return self.apply(self._and, one, other)

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Kleene's *or*."""
        return self.apply(self._or, one, other)

    def opposite(self, one: Diagram) -> Diagram:
        """Kleene's *not*."""
        return self.apply(self._not, one, self.true)

    def _and(self, one: Diagram, other: Diagram) -> Diagram | None:
        if one is self.false or other is self.true or one is other:
            return one
        return other if other is self.false or one is self.true else self._decided_by(one, other)

    def _or(self, one: Diagram, other: Diagram) -> Diagram | None:
        if one is self.true or other is self.false or one is other:
            return one
        return other if other is self.true or one is self.false else self._decided_by(one, other)

    def _decided_by(self, one: Diagram, other: Diagram) -> Diagram | None:
        return self.leaf(one.value | other.value) if isinstance(one, Leaf) and isinstance(other, Leaf) else None

    def _not(self, one: Diagram, _: Diagram) -> Diagram | None:
        if isinstance(one, Leaf):
            return self.leaf(not one.value) if isinstance(one.value, bool) else one
        return None


def shape(level: int, groups: dict[Any, int]) -> tuple[int, tuple[tuple[Any, int], ...]]:
    """What makes a node the node that it is: its level, and its groups of cells in the order of their first cells."""
    return level, tuple(sorted(groups.items(), key=lambda each: each[1] & -each[1]))
