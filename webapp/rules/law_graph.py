"""Which scheme uses which concept, question and figure: as edges, as Mermaid text and as Graphviz DOT."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.rules.model import Condition, Rulebook, choice_of, conditions_of
from webapp.rules.model import expressions as ex

#: Kinds of things in the picture, with the shape that Mermaid and Graphviz draw them in.
_SHAPES = {
    "scheme": ('(["{}"])', "box, style=rounded, penwidth=2"),
    "concept": ('{{{{"{}"}}}}', "hexagon"),
    "question": ('["{}"]', "box"),
    "parameter": ('[("{}")]', "cylinder"),
}


def edges(rulebook: Rulebook, scheme_id: str | None = None) -> list[tuple[str, str]]:
    """Pairs “user uses thing” of ids, each once, in the order of the files; of one scheme where it is named."""
    found: dict[tuple[str, str], None] = {}
    wanted: list[str] = []
    for scheme in rulebook.schemes.values():
        if scheme_id is not None and scheme.id != scheme_id:
            continue
        for condition in conditions_of(scheme):
            for name in _names(condition, rulebook):
                found[scheme.id, name] = None
                wanted.append(name)
        for amount in scheme.amounts:
            if amount.times:
                found[scheme.id, amount.times] = None
            for case in amount.cases:
                for parameter in case.parameters:
                    found[scheme.id, parameter.id] = None
        for rule in scheme.deadlines:
            found[scheme.id, rule.question] = None
    seen: set[str] = set()
    while wanted:
        name = wanted.pop(0)
        concept = rulebook.concepts.get(name)
        if concept is None or name in seen:
            continue
        seen.add(name)
        for used in _names(concept.condition, rulebook):
            found[name, used] = None
            wanted.append(used)
    return list(found)


def mermaid(rulebook: Rulebook, scheme_id: str | None = None) -> str:
    """The picture as Mermaid flowchart text."""
    pairs = edges(rulebook, scheme_id)
    lines = ["flowchart LR"]
    for name in _nodes(pairs):
        lines.append(f"  {_key(name)}{_SHAPES[_kind(name, rulebook)][0].format(name)}")
    lines += [f"  {_key(user)} --> {_key(used)}" for user, used in pairs]
    return "\n".join(lines) + "\n"


def dot(rulebook: Rulebook, scheme_id: str | None = None) -> str:
    """The picture as Graphviz DOT text."""
    pairs = edges(rulebook, scheme_id)
    lines = ["digraph law {", '  rankdir=LR; node [fontname="sans-serif", fontsize=11];']
    for name in _nodes(pairs):
        lines.append(f'  "{name}" [shape={_SHAPES[_kind(name, rulebook)][1]}];')
    lines += [f'  "{user}" -> "{used}";' for user, used in pairs]
    return "\n".join([*lines, "}"]) + "\n"


def _nodes(pairs: list[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for pair in pairs for name in pair))


def _key(name: str) -> str:
    return "n_" + name.replace("-", "_")


def _kind(name: str, rulebook: Rulebook) -> str:
    if name in rulebook.schemes:
        return "scheme"
    if name in rulebook.concepts:
        return "concept"
    return "question" if name in rulebook.questions else "parameter"


def _names(condition: Condition, rulebook: Rulebook) -> Iterator[str]:
    """The concepts and questions that a condition names, on any day."""
    for entry in condition:
        for node in ex.walk(entry.when):
            if isinstance(node, ex.Name) and node.name in rulebook.concepts:
                yield node.name
            elif isinstance(node, ex.Membership):
                yield node.question
            elif isinstance(node, ex.Comparison):
                choice = choice_of(node, rulebook)
                if choice is not None:
                    yield choice[0].id
                else:
                    yield from (
                        term.name for term in node.left + node.right if term.name is not None and term.name != "today"
                    )
