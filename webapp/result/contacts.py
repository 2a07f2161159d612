"""Whom to talk to: about each scheme, before anything else, and all of them in full."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.layout.prerendered import Pieces
from webapp.rules import Situation, lines
from webapp.rules.model import Authority, Scheme
from webapp.wording.law_words import Words

#: More contacts than these are a line each, and the rest of them is folded away.
FEW_CONTACTS = 3


class Contacts:
    """The contacts on one person's page, as HTML."""

    def __init__(self, words: Words, situation: Situation) -> None:
        self._words = words
        self._situation = situation
        self._found: dict[str, list[Authority]] = {}

    def line(self, scheme: Scheme) -> bytes:
        """The line on the card of a scheme."""
        contacts = self._of(scheme)
        return self._words.part("card.contact_line", ".".join([each.id for each in contacts]), contacts)

    def first(self, schemes: Iterable[Scheme]) -> Pieces:
        """Those who stand first in `schemes`, of them those with a phone number or an e-mail address."""
        words = self._words
        first = {scheme.id: self._surely(scheme)[0] for scheme in self._situation.rulebook.schemes.values()}
        firsts = {first[scheme.id].id: first[scheme.id] for scheme in schemes}
        every = [each.id for each in first.values()]
        shown = []
        # Who stands first for few schemes is there for these people above all: a help line comes before a counter.
        for id in sorted(firsts, key=every.count):
            contact = words.contact(firsts[id])
            if contact.phone or contact.email:
                shown.append(words.part("card.short_contact", id, firsts[id]))
        return shown

    def all(self, noticed: Iterable[Authority], schemes: Iterable[Scheme], *, folded: bool) -> Pieces:
        """Those of the page notices and of `schemes`, each once and in full; where they are many, or `folded`, folded."""
        authorities = {each.id: each for each in noticed}
        authorities |= {each.id: each for scheme in schemes for each in self._of(scheme)}
        macro = "card.folded_contact" if folded or len(authorities) > FEW_CONTACTS else "card.whole_contact"
        return [self._words.part(macro, each.id, each) for each in authorities.values()]

    def _surely(self, scheme: Scheme) -> list[Authority]:
        """Of those the ones that fit whatever is open: nobody is sent to a help line because of an "I don't know"."""
        holds = self._situation.holds
        sure = [each.authority for each in scheme.contacts if holds(each.condition, scheme) is True]
        return sure or self._of(scheme)

    def _of(self, scheme: Scheme) -> list[Authority]:
        """Whom this person can ask about the scheme."""
        found = self._found.get(scheme.id)
        if found is None:
            found = self._found[scheme.id] = lines.contacts(self._situation, scheme)
        return found
