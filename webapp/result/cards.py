"""What the result page says: one card per scheme, put together from parts (webapp/wording/law_words.py).

Everything is looked up in the law's data; no scheme is known by name here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from webapp.result import overview
from webapp.result.amounts import amounts, newest_figures, ways_table
from webapp.result.illustrations import comparison, composition
from webapp.result.suggestions import suggestions
from webapp.rules import Assessment, Situation
from webapp.rules.logic.results import CriterionResult, Deadline, SchemeResult
from webapp.rules.model import Authority, Condition, Outcome, Scheme, Step, Text
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import days_left

#: More schemes than these have an overview.
FEW = 2
#: More questions than these, and where to find the answers is folded away.
HINTS = 4
#: More contacts than these are a line each, and the rest of them is folded away.
CONTACTS = 3

ORDER: Mapping[Outcome, int] = {"likely": 0, "possible": 1, "unlikely": 2}

#: From how many characters of HTML on a card is longer than a sheet of paper: in two languages, and a careful one in one
#: language (measured). Only such a card may be broken between two pages.
PAGE_OF_TWO, PAGE = 12_000, 7_730


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result as HTML.

    Attributes:
        cards: the schemes, the likely ones first.
        nothing: none of them can apply.
        overview: a line for each; one for all those that are folded away. Empty where there are few.
        first_contacts: whom to talk to before anything else.
        contacts: everybody whom a card names, in full.
    """

    cards: str
    nothing: bool
    overview: str
    first_contacts: str
    contacts: str


class Teller:
    """Puts an assessment into words."""

    def __init__(self, situation: Situation, words: Words, *, is_today: bool = True) -> None:
        self.is_today = is_today
        self.rulebook = situation.rulebook
        self.situation = situation
        self.on = situation.on
        self.words = words
        #: The questions that a card before this one has asked in full.
        self._asked: set[str] = set()
        #: The rights and the steps that it has told.
        self._told: set[str] = set()

    def result(self, assessment: Assessment) -> Result:
        """The result page for `assessment`."""
        part = self.words.part
        ordered = sorted(assessment.schemes, key=lambda each: ORDER[each.outcome])
        in_play = [each.scheme for each in ordered if each.outcome != "unlikely"]
        # Where nothing can apply, or nothing was in force on that day, there still is somebody to ask.
        asked = in_play or [each.scheme for each in ordered] or list(self.rulebook.schemes.values())
        named = [each.scheme for each in ordered if not self._is_short(each)]
        authorities = {each.id: each for scheme in (*named, *asked) for each in self._contacts(scheme)}
        tags = [self._tag(each) for each in ordered]
        contact = "card.folded_contact" if len(authorities) > CONTACTS or not in_play else "card.whole_contact"
        return Result(
            cards=self._cards(ordered, tags, assessment),
            nothing=not in_play,
            overview=self._overview(ordered, tags, assessment.deadlines),
            first_contacts=self._first_contacts(asked, whole=not in_play),
            contacts="".join([part(contact, each.id, each) for each in authorities.values()]),
        )

    def _card(self, result: SchemeResult, tag: str, assessment: Assessment, *, folded: bool) -> str:
        """One scheme's card. Of a scheme that does not apply what failed comes first; the rest is folded away.

        `folded`: all of it but the name and what would change it is.
        """
        scheme, words = result.scheme, self.words
        short, said = self._is_short(result), self._said(scheme)
        if folded:
            begin, end = words.gap("card.folded_card", scheme.id, scheme, result.outcome)
            before, after = words.gap("card.folded", f"{scheme.id}.{tag}", scheme, tag, words.citations(scheme))
            return "".join((begin, before, *self._short(result, said), after, self._changed(result, said), end))
        careful = False
        if short:
            failed, rest = self._short(result, said)
            inside = "".join((failed, self._changed(result, said), self._section("folded", rest)))
        else:
            careful = self._is_grave(scheme)
            inside = self._whole(result, said, assessment, careful=careful)
        is_long = len(inside) > PAGE_OF_TWO if words.language.second else careful and len(inside) > PAGE
        key = f"{scheme.id}.{tag}.{careful}.{is_long}"
        given = scheme, result.outcome, tag, words.citations(scheme), careful, is_long
        before, after = words.gap("card.card", key, *given)
        return f"{before}{inside}{after}"

    def _cards(self, ordered: list[SchemeResult], tags: list[str], assessment: Assessment) -> str:
        """All cards; where something may apply, those that do not are folded away at the end."""
        folded, none = self._folded(ordered), self._none(ordered)
        cards = [
            (each.scheme.id in folded, self._card(each, tag, assessment, folded=none))
            for each, tag in zip(ordered, tags, strict=True)
        ]
        whole = "".join([card for hidden, card in cards if not hidden])
        if not folded:
            return whole
        before, after = self.words.gap("section.unfit", str(len(folded)), len(folded))
        return f"{whole}{before}{''.join([card for hidden, card in cards if hidden])}{after}"

    def _overview(self, ordered: list[SchemeResult], tags: list[str], deadlines: tuple[Deadline, ...]) -> str:
        """A line for each scheme whose card is in view, and one for those that are folded away; empty where it is short."""
        if len(ordered) <= FEW or self._none(ordered):
            return ""
        words, folded = self.words, self._folded(ordered)
        lines = [
            overview.line(words, self.situation, each, tag, deadlines)
            for each, tag in zip(ordered, tags, strict=True)
            if each.scheme.id not in folded
        ]
        if folded:
            lines.append(words.part("section.unfit_line", str(len(folded)), len(folded)))
        return "".join(lines)

    def _folded(self, ordered: list[SchemeResult]) -> set[str]:
        """The schemes whose cards are folded away: those that do not apply, where another one may."""
        short = {each.scheme.id for each in ordered if self._is_short(each)}
        return short if len(short) < len(ordered) else set()

    def _none(self, ordered: list[SchemeResult]) -> bool:
        """Whether none of them applies and none says more than that."""
        return all(map(self._is_short, ordered))

    def _is_short(self, result: SchemeResult) -> bool:
        return result.outcome == "unlikely" and "unlikely" not in result.scheme.outcomes

    def _short(self, result: SchemeResult, said: Mapping[str, str]) -> tuple[str, str]:
        """Of a scheme that does not apply: what failed, and the rest."""
        scheme = result.scheme
        failed = "".join([self._reason(each, scheme) for each in result.criteria if each.result == "not_met"])
        others = "".join([self._reason(each, scheme) for each in result.criteria if each.result != "not_met"])
        rest = (
            self.words.part("card.summary", scheme.id, scheme),
            self._section("reasons", others),
            self._section("plain", said["right"] + said["information"]),
        )
        return self._section("reasons", failed), "".join(rest)

    def _changed(self, result: SchemeResult, said: Mapping[str, str]) -> str:
        """What would lead to a scheme that does not apply. Where a way there is told, so is what it costs."""
        changed = suggestions(self.words, self.situation, result, is_today=self.is_today).section
        return changed + self._section("warnings", said["warning"]) if changed else ""

    def _whole(self, result: SchemeResult, said: Mapping[str, str], assessment: Assessment, *, careful: bool) -> str:
        scheme, situation, words, section = result.scheme, self.situation, self.words, self._section
        in_play = result.outcome != "unlikely"
        changed = suggestions(words, situation, result, is_today=self.is_today)
        last_days = {each.rule.id: each for each in assessment.deadlines if each.scheme is scheme}
        days = {id: each.date for id, each in last_days.items()}
        ways = ways_table(words, situation, scheme, days) if in_play else None
        # A last day is told at once; otherwise what comes when is for those who have read what it is, and folded.
        timeline = self._timeline(scheme, last_days)
        summary = words.part("card.summary", scheme.id, scheme)
        open_ones = self._open(result.missing, changed.answers)
        # The amount comes first, but where something cannot be undone, or an answer decides, what it is comes before.
        decides = result.outcome == "possible" and result.undecided
        why = "".join([self._reason(each, scheme) for each in result.criteria]) + said["reason"]
        all_met = all(each.result == "met" for each in result.criteria)
        shown = amounts(words, situation, scheme, result.amounts, in_list=ways is not None, large=not careful)
        newest = newest_figures(words, result.amounts, self.on, scheme)
        return "".join(
            (
                summary if careful or decides else "",
                open_ones if decides else "",
                # Where ways stand side by side, the amount of one of them never stands alone.
                ways or shown,
                newest,
                section("made_of", shown) if ways else "",
                "" if careful or decides else summary,
                section("warnings", said["warning"]),
                timeline if last_days else "",
                composition(words, situation, scheme, assessment.schemes) if in_play else "",
                comparison(words, situation, scheme, result.amounts) if in_play else "",
                section("why_met" if all_met else "why", why),
                "" if decides else open_ones,
                changed.section,
                section("rights", said["right"]),
                section("duties", said["duty"]),
                section("steps", "".join([self._once(each) for each in self._now(scheme.steps, scheme)])),
                self._contact_line(scheme),
                section("bring", "".join([words.item(each) for each in self._now(scheme.bring, scheme)])),
                "" if last_days else timeline,
                section("information", said["information"]),
            )
        )

    def _is_grave(self, scheme: Scheme) -> bool:
        """Whether the scheme leads to something that cannot be had back: no amount is then set in larger type."""
        return scheme.goal == "return" or any(each.grave and self.situation.said(each, scheme) for each in scheme.said)

    def _contacts(self, scheme: Scheme) -> list[Authority]:
        """Whom this person can ask about the scheme; everybody, if it is for certain that nobody of them fits."""
        fitting = [each for each in scheme.contacts if self._may_hold(each.condition, scheme)] or scheme.contacts
        return [each.authority for each in fitting]

    def _contact_line(self, scheme: Scheme) -> str:
        contacts = self._contacts(scheme)
        return self.words.part("card.contact_line", ".".join([each.id for each in contacts]), contacts)

    def _open(self, missing: tuple[str, ...], helps: Mapping[str, str]) -> str:
        """The questions that are still open; one that an earlier card asked in full is only named.

        Args:
            missing: their ids.
            helps: by id, for which answers the outcome would be better.
        """
        gap, asked, questions = self.words.gap, self._asked, self.rulebook.questions
        new = [questions[id] for id in missing if id not in asked]
        # Where the answers are found would make a long list twice as long.
        short = len(new) > HINTS
        items: list[str] = []
        for id in missing:
            macro = "card.asked_question" if id in asked else "card.named_question" if short else "card.open_question"
            before, after = gap(macro, id, questions[id])
            items += before, helps.get(id, ""), after
        asked.update(missing)
        hints = [self.words.part("card.hint", each.id, each) for each in new if each.find] if short else []
        return self._section("open", "".join(items)) + self._section("hints", "".join(hints))

    def _section(self, name: str, inside: str | None) -> str:
        """A section of a card; nothing where nothing is in it."""
        if not inside:
            return ""
        before, after = self.words.gap(f"section.{name}", "")
        return f"{before}{inside}{after}"

    def _said(self, scheme: Scheme) -> dict[str, str]:
        said = {"warning": "", "reason": "", "right": "", "duty": "", "information": ""}
        for each in scheme.said:
            # A reason states what is so; the rest is said unless it surely does not concern this person.
            text = self.situation.said(each, scheme)
            certain = each.kind != "reason" or self.situation.holds(each.condition, scheme) is True
            if certain and text:
                said[each.kind] += self._once(text) if each.kind == "right" else self.words.item(text)
        return said

    def _once(self, text: Text) -> str:
        """A text as an item of a list; nothing where another card has told it word for word."""
        if text.id in self._told:
            return ""
        self._told.add(text.id)
        return self.words.item(text)

    def _may_hold(self, condition: Condition | None, scheme: Scheme) -> bool:
        return condition is None or self.situation.holds(condition, scheme) is not False

    def _now(self, steps: Iterable[Step], scheme: Scheme) -> list[Text]:
        """What to do now; nothing where the rules of another day are shown."""
        said = [self.situation.said(each, scheme) for each in steps] if self.is_today else []
        return [text for text in said if text]

    def _tag(self, result: SchemeResult) -> str:
        """The outcome in words."""
        own = result.scheme.outcomes.get(result.outcome)
        if own:
            return self.words.text(own)
        _ = self.words.language.gettext
        if result.outcome == "likely":
            # NOTE: Outcome of a scheme, above its name: all conditions are met, as far as the answers say.
            return _("You may qualify")
        if result.outcome == "unlikely":
            # NOTE: Outcome of a scheme, above its name: a condition is not met, as far as the answers say. Gentle.
            return _("Does not look like it")
        if result.undecided:
            # NOTE: Outcome of a scheme, above its name: it depends on answers that are still open.
            return _("More is needed")
        # NOTE: Outcome of a scheme, above its name: an authority decides, or no source says it.
        return _("Possible, but not certain")

    def _reason(self, result: CriterionResult, scheme: Scheme) -> str:
        """A criterion: whether it is met, the sentences that say why, and the numbers of its sources on the card."""
        words, criterion, holds = self.words, result.criterion, self.situation.holds
        key = f"{scheme.id}.{criterion.id}.{result.result}"
        before, after = words.gap("card.reason", key, scheme, criterion, result.result)
        pieces: list[str] = [before]
        for each in criterion.because:
            if holds(each.condition, scheme) is True:
                pieces += " ", words.text(each.text)
        for who in result.decided_by:
            pieces += " ", words.part("card.decided_by", who, self.rulebook.authorities.get(who))
        return "".join((*pieces, after))

    def _timeline(self, scheme: Scheme, last_days: Mapping[str, Deadline]) -> str:
        """Today, the last days, and what would come when; empty where nothing of that is known."""
        words, said = self.words, self.situation.said
        moments = [(each, text) for each in scheme.payments if (text := said(each, scheme))]
        placed = {each.deadline for each, _ in moments}
        rows = [self._last_day(each) for id, each in last_days.items() if id not in placed]
        for each, text in moments:
            last_day = last_days.get(each.deadline or "")
            moment = words.part("pictures.moment", f"{scheme.id}.{text.id}", each, text)
            rows.append(self._last_day(last_day) if last_day else moment)
        if not rows:
            return ""
        macro = "pictures.timeline" if last_days else "pictures.folded_timeline"
        before, after = words.gap(macro, scheme.id, scheme)
        return "".join((before, self._today, *rows, after))

    @cached_property
    def _today(self) -> str:
        before, after = self.words.gap("pictures.today", str(self.is_today), self.is_today)
        return f"{before}{self.words.language.date(self.on)}{after}"

    def _last_day(self, deadline: Deadline) -> str:
        language = self.words.language
        left = days_left(language, deadline.date, self.on)
        return self.words.render("card.last_day", deadline.rule, language.date(deadline.date), left)

    def _first_contacts(self, schemes: list[Scheme], *, whole: bool) -> str:
        """Those who stand first in `schemes`; unless `whole`, only those with a phone number or an e-mail address."""
        first = {scheme.id: self._contacts(scheme)[0] for scheme in self.rulebook.schemes.values()}
        firsts = {first[scheme.id].id: first[scheme.id] for scheme in schemes}
        every = [each.id for each in first.values()]
        shown = []
        # Who stands first for few schemes is there for these people above all: a help line comes before a counter.
        # Where nothing fits, those who know about most come first.
        for id in sorted(firsts, key=every.count, reverse=whole):
            contact = self.words.contact(firsts[id])
            if whole or contact.phone or contact.email:
                shown.append(self.words.part("card.short_contact", id, firsts[id]))
        return "".join(shown)
