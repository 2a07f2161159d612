"""What the result page says: one card per scheme, put together from parts (webapp/wording/law_words.py).

Everything is looked up in the law's data; no scheme is known by name here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from webapp.layout.prerendered import Pieces
from webapp.result import overview
from webapp.result.amounts import amounts, newest_figures, ways_table
from webapp.result.contacts import Contacts
from webapp.result.illustrations import comparison, composition
from webapp.result.page_notices import noticed, page_notices
from webapp.result.suggestions import suggestions
from webapp.result.timeline import timeline, today
from webapp.rules import Assessment, Situation
from webapp.rules.lines import Ready, SchemeLines, lines_of, said, texts
from webapp.rules.logic.results import CriterionResult, Deadline, SchemeResult
from webapp.rules.model import Outcome, Scheme, Text
from webapp.wording.law_words import Words

#: More schemes than these have an overview, and cards that are folded.
FEW = 2
#: So many open questions stand above the cards, the rest of them is folded away.
FIRST_QUESTIONS = 3
#: More questions than these, and where to find the answers is folded away.
HINTS = 4
ORDER: Mapping[Outcome, int] = {"likely": 0, "possible": 1, "unlikely": 2}

#: From how many bytes of HTML on a card in two languages is longer than a sheet of paper, and from how many characters a
#: careful one in one language (measured). Only such a card may be broken between two pages.
PAGE_OF_TWO, PAGE = 13_500, 8_250


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result as HTML.

    Attributes:
        notices: what protects, before anything else.
        above: what several cards share: what is grave in them, and the questions that are open.
        cards: the schemes, the likely ones first.
        also: what is worth asking besides.
        overview: a line for each; one for all those that are folded away. Empty where there are few.
        first_contacts: whom to talk to before anything else.
        contacts: everybody whom a card names, in full.
        fits: whether any scheme may apply; where none does, whom to contact is what there is to say.
    """

    notices: Pieces
    above: Pieces
    cards: Pieces
    also: Pieces
    overview: Pieces
    first_contacts: Pieces
    contacts: Pieces
    fits: bool


class Teller:
    """Puts an assessment into words."""

    def __init__(self, situation: Situation, words: Words, *, is_today: bool = True) -> None:
        self.is_today = is_today
        self.rulebook = situation.rulebook
        self.situation = situation
        self.on = situation.on
        self.words = words
        self._contacts = Contacts(words, situation)
        #: The questions that a card before this one has asked in full.
        self._asked: set[str] = set()
        #: The warnings, the rights and the steps that something before it has told.
        self._told: set[str] = set()
        self._folds = False

    def result(self, assessment: Assessment) -> Result:
        """The result page for `assessment`."""
        contacts = self._contacts
        ordered = sorted(assessment.schemes, key=_rank)
        in_play = [each.scheme for each in ordered if each.outcome != "unlikely"]
        # Where nothing can apply, or nothing was in force on that day, there still is somebody to ask.
        asked = in_play or [each.scheme for each in ordered] or list(self.rulebook.schemes.values())
        whole = [each.scheme for each in ordered if not _is_short(each)]
        # Those that do not apply are folded away where another one may.
        folded = {each.scheme.id for each in ordered if _is_short(each)} if whole else set()
        in_view = [each for each in ordered if not _is_short(each)]
        self._folds = len(in_view) > FEW
        above = self._above(in_view) if len(in_view) > 1 else []
        noticed_ones = [each for shown in assessment.notices for each in noticed(self.situation, shown)]
        return Result(
            notices=page_notices(self.words, self.situation, assessment.notices),
            above=above,
            cards=self._cards(ordered, folded, assessment, all_short=not whole),
            also=self.words.section(
                "also", [self.words.part("page_notices.also", each.id, each) for each in assessment.also]
            ),
            overview=self._overview(ordered, folded, assessment.deadlines) if len(whole) > 1 else [],
            # A notice names those whom to talk to first.
            first_contacts=[] if assessment.notices else contacts.first(asked),
            contacts=contacts.all(noticed_ones, whole or ([] if noticed_ones else asked), folded=not in_play),
            fits=bool(in_play),
        )

    def _above(self, results: Sequence[SchemeResult]) -> Pieces:
        """What several cards share, once: the grave warnings, and the open questions, those of most schemes first."""
        warnings: dict[str, Text] = {}
        twice: dict[str, Text] = {}
        for each in results:
            for _, text in said(self.situation, lines_of(self.situation.law, each.scheme).grave):
                (twice if text.id in warnings else warnings)[text.id] = text
        self._told.update(twice)
        missing = Counter(id for each in results for id in each.missing)
        # As often as it decides; of equals the one that is asked first.
        ordered = sorted((id for id in self.rulebook.questions if id in missing), key=lambda id: -missing[id])
        first = [self.words.part("card.open", id, self.rulebook.questions[id]) for id in ordered[:FIRST_QUESTIONS]]
        rest = [self.words.part("card.open", id, self.rulebook.questions[id]) for id in ordered[FIRST_QUESTIONS:]]
        self._asked.update(ordered)
        section = self.words.section
        return [
            *section("shared", [*map(self.words.item, twice.values())]),
            *section("first_questions", first),
            *section("other_questions", rest),
        ]

    def _cards(
        self, ordered: Iterable[SchemeResult], folded: set[str], assessment: Assessment, *, all_short: bool
    ) -> Pieces:
        """All cards; those of the schemes in `folded` are folded away at the end."""
        shown: Pieces = []
        hidden: Pieces = []
        for each in ordered:
            card = self._folded_card(each) if all_short else self._card(each, assessment)
            (hidden if each.scheme.id in folded else shown).extend(card)
        if folded:
            before, after = self.words.gap("section.unfit", str(len(folded)), len(folded))
            shown += before, *hidden, after
        return shown

    def _overview(self, ordered: Sequence[SchemeResult], folded: set[str], deadlines: tuple[Deadline, ...]) -> Pieces:
        """A line for each scheme whose card is in view, and one for those that are folded away; nothing where it is short."""
        if len(ordered) <= FEW:
            return []
        words = self.words
        lines: Pieces = []
        for each in ordered:
            if each.scheme.id not in folded:
                careful = self._is_grave(each.scheme, lines_of(self.situation.law, each.scheme))
                lines += overview.line(words, self.situation, each, deadlines, careful=careful)
        if folded:
            lines.append(words.part("section.unfit_line", str(len(folded)), len(folded)))
        return lines

    def _card(self, result: SchemeResult, assessment: Assessment) -> Pieces:
        """One scheme's card. Of a scheme that does not apply what failed comes first; the rest is folded away."""
        scheme, words = result.scheme, self.words
        lines = lines_of(self.situation.law, scheme)
        cited = words.part("card.sources", scheme.id, scheme, words.citations(scheme))
        careful = False
        if _is_short(result):
            failed, rest = self._short(result, lines)
            inside = [*failed, *self._changed(result, lines), *words.section("folded", rest), cited]
        else:
            careful = self._is_grave(scheme, lines)
            grave = {text.id: text for _, text in said(self.situation, lines.grave) if text.id not in self._told}
            self._told.update(grave)
            inside = words.section("warnings", [*map(words.item, grave.values())])
            body = self._whole(result, lines, assessment, careful=careful)
            inside += words.section("body" if self._folds else "body_open", [*body, cited])
        if words.language.second:
            is_long = sum(map(len, inside)) > PAGE_OF_TWO
        else:
            is_long = careful and len(b"".join(inside).decode()) > PAGE
        key = f"{_outcome(result)}.{careful}.{is_long}"
        before, after = words.gap("card.card", key, scheme, result.outcome, result.undecided, careful, is_long)
        return [before, *inside, after]

    def _folded_card(self, result: SchemeResult) -> Pieces:
        """The card where no scheme applies: all of it but the name and what would change it is folded away."""
        scheme, words = result.scheme, self.words
        lines = lines_of(self.situation.law, scheme)
        begin, end = words.gap("card.folded_card", scheme.id, scheme, result.outcome)
        given = scheme, result.outcome, result.undecided, words.citations(scheme)
        before, after = words.gap("card.folded", _outcome(result), *given)
        failed, rest = self._short(result, lines)
        return [begin, before, *failed, *rest, after, *self._changed(result, lines), end]

    def _short(self, result: SchemeResult, lines: SchemeLines) -> tuple[Pieces, Pieces]:
        """Of a scheme that does not apply: what failed, and the rest."""
        scheme, section = result.scheme, self.words.section
        failed: Pieces = []
        others: Pieces = []
        for each in self._concerning(result):
            (failed if each.result == "not_met" else others).extend(self._reason(each, scheme, lines))
        rest = [
            self.words.part("card.summary", scheme.id, scheme),
            *section("reasons", others),
            *section("plain", [*self._once(lines.said["right"]), *self._items(lines.said["information"])]),
        ]
        return section("reasons", failed), rest

    def _changed(self, result: SchemeResult, lines: SchemeLines) -> Pieces:
        """What would lead to a scheme that does not apply. Where a way there is told, so is what it costs."""
        changed = suggestions(self.words, self.situation, result, is_today=self.is_today).section
        return [*changed, *self.words.section("warnings", self._items(lines.said["warning"]))] if changed else []

    def _whole(self, result: SchemeResult, lines: SchemeLines, assessment: Assessment, *, careful: bool) -> Pieces:
        scheme, situation, words = result.scheme, self.situation, self.words
        section, items, once = words.section, self._items, self._once
        in_play = result.outcome != "unlikely"
        changed = suggestions(words, situation, result, is_today=self.is_today)
        last_days = {each.rule.id: each for each in assessment.deadlines if each.scheme is scheme}
        days = {id: each.date for id, each in last_days.items()}
        ways = ways_table(words, situation, scheme, days) if in_play else []
        # A last day is told at once; otherwise what comes when is for those who have read what it is, and folded.
        line = timeline(words, situation, scheme, last_days, self._today)
        summary = words.part("card.summary", scheme.id, scheme)
        open_ones = self._open(result.missing, changed.answers)
        # The amount comes first, but where something cannot be undone, or an answer decides, what it is comes before.
        decides = result.outcome == "possible" and result.undecided
        all_met = all(each.result == "met" for each in result.criteria)
        shown = amounts(words, situation, scheme, result.amounts, in_list=bool(ways), large=not careful)
        why: Pieces = []
        for each in self._concerning(result):
            why += self._reason(each, scheme, lines)
        # What to do now is told of today alone.
        steps, bring = (lines.steps, lines.bring) if self.is_today else ((), ())
        return [
            *([summary] if careful or decides else []),
            *(open_ones if decides else []),
            # Where ways stand side by side, the amount of one of them never stands alone.
            *(ways or shown),
            *newest_figures(words, result.amounts, self.on, scheme),
            *(section("made_of", shown) if ways else []),
            *([] if careful or decides else [summary]),
            *section("more_warnings", once(lines.said["warning"])),
            *(line if last_days else []),
            *(composition(words, situation, scheme, assessment.schemes) if in_play else []),
            *(comparison(words, situation, scheme, result.amounts) if in_play else []),
            *section("why_met" if all_met else "why", [*why, *items(lines.said["reason"])]),
            *([] if decides else open_ones),
            *changed.section,
            *section("rights", once(lines.said["right"])),
            *section("duties", items(lines.said["duty"])),
            *section("steps", once(steps)),
            self._contacts.line(scheme),
            *section("bring", items(bring)),
            *([] if last_days else line),
            *section("information", items(lines.said["information"])),
        ]

    def _is_grave(self, scheme: Scheme, lines: SchemeLines) -> bool:
        """Whether the scheme leads to something that cannot be had back: no amount is then set in larger type."""
        return scheme.goal == "return" or bool(said(self.situation, lines.grave))

    def _open(self, missing: tuple[str, ...], helps: Mapping[str, bytes]) -> Pieces:
        """The questions that are still open; one that an earlier card asked in full is only named.

        Args:
            missing: their ids.
            helps: by id, for which answers the outcome would be better.
        """
        gap, asked, questions = self.words.gap, self._asked, self.rulebook.questions
        new = [questions[id] for id in missing if id not in asked]
        # Where the answers are found would make a long list twice as long.
        short = len(new) > HINTS
        items: Pieces = []
        for id in missing:
            macro = "card.asked_question" if id in asked else "card.named_question" if short else "card.open_question"
            before, after = gap(macro, id, questions[id])
            items += before, helps.get(id, b""), after
        asked.update(missing)
        hints = [self.words.part("card.hint", each.id, each) for each in new if each.find] if short else []
        return [*self.words.section("open", items), *self.words.section("hints", hints)]

    def _items(self, lines: Iterable[Ready[Any]]) -> Pieces:
        """What `lines` say to this person, as items of a list."""
        return [*map(self.words.item, texts(self.situation, lines))]

    def _once(self, lines: Iterable[Ready[Any]]) -> Pieces:
        """The same without what another card has told word for word."""
        new: dict[str, Text] = {text.id: text for text in texts(self.situation, lines) if text.id not in self._told}
        self._told.update(new)
        return [*map(self.words.item, new.values())]

    def _concerning(self, result: SchemeResult) -> list[CriterionResult]:
        """The criteria that are about this person: what somebody meets because it is about others is not listed."""
        holds, scheme = self.situation.holds, result.scheme
        return [each for each in result.criteria if holds(each.criterion.concerns, scheme) is not False]

    def _reason(self, result: CriterionResult, scheme: Scheme, lines: SchemeLines) -> Pieces:
        """A criterion: whether it is met, the sentences that say why, and the numbers of its sources on the card."""
        words, criterion = self.words, result.criterion
        key = f"{scheme.id}.{criterion.id}.{result.result}"
        before, after = words.gap("card.reason", key, scheme, criterion, result.result)
        pieces = [before, *map(words.following, texts(self.situation, lines.because[criterion.id]))]
        for who in result.decided_by:
            pieces += b" ", words.part("card.decided_by", who, self.rulebook.authorities.get(who))
        return [*pieces, after]

    @cached_property
    def _today(self) -> Pieces:
        return today(self.words, self.on, is_today=self.is_today)


def _is_short(result: SchemeResult) -> bool:
    """Whether there is little to say: the scheme does not apply, and has no words of its own for that."""
    return result.outcome == "unlikely" and "unlikely" not in result.scheme.outcomes


def _rank(result: SchemeResult) -> tuple[bool, bool, bool, int]:
    """Where a card stands: what does not apply last; for whoever asked about both, going back is never first.

    What is told in words of its own is no support but what it can cost, and stands after the cards with money.
    """
    scheme = result.scheme
    return _is_short(result), scheme.goal == "return", bool(scheme.outcomes), ORDER[result.outcome]


def _outcome(result: SchemeResult) -> str:
    """What is told of the outcome, as a key."""
    return f"{result.scheme.id}.{result.outcome}.{result.undecided}"
