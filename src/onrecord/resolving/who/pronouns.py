"""Whom 'he' and 'she' mean: a scored rule over the people named before.

The features are those that quotation attribution has found to carry the weight (Elson and McKeown 2010; Muzny et al.
2017): agreement in gender, nearness, subject position, being the speaker of the statement before, how often somebody
is named. The best candidate is taken when it leads the next by a margin; otherwise nobody is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.resolving.who.context import Cast, Entity, Mention, PageText
from onrecord.resolving.who.lexicon import AUXILIARIES, HE, REPORTING, SHE
from onrecord.resolving.who.tokens import Token

MARGIN = 0.3
"""How far the best candidate has to lead."""
MOST_TRACES = 300
"""Mentions back that are looked at, however short the sentences."""
FARTHEST = 12
"""Sentences back that a candidate may stand."""


class Weights(NamedTuple):
    """What each feature counts for."""

    near: float = 3.0
    fading: float = 0.7
    subject: float = 1.3
    last_speaker: float = 1.6
    speaker: float = 0.5
    often: float = 0.12
    gender: float = 0.8
    headline: float = 0.4
    paragraph: float = 0.4
    quoted: float = -1.5
    owner: float = -0.6
    in_own_words: float = -2.5


WEIGHTS = Weights()


class Trace(NamedTuple):
    """A place where somebody stood: a mention of the name, or a pronoun already resolved."""

    start: int
    end: int
    actor: str
    subject: bool
    quoted: bool
    owner: bool


class Pronouns:
    """Resolves the third person singular of one page, in text order, each pronoun resolved being a trace for the next.

    `spoken` are (place, actor) of sources already known.
    """

    def __init__(
        self, page: PageText, cast: Cast, spoken: Iterable[tuple[int, str]], weights: Weights = WEIGHTS
    ) -> None:
        self.page, self.cast, self.weights = page, cast, weights
        self.people = {e.id: e for e in cast.entities.values() if e.kind == "person"}
        self.spoken = sorted((place, actor) for place, actor in spoken if actor in self.people)
        self._first_spoken = {actor: place for place, actor in reversed(self.spoken)}
        self.genders = self._genders()
        self.traces = sorted(self._trace(m) for e in self.people.values() for m in e.mentions)
        self.counts = {e.id: len(e.mentions) for e in self.people.values()}

    def resolve(self, speak: dict[int, Sequence[Span]], act: dict[int, Sequence[Span]]) -> dict[int, str]:
        """Who the pronouns mean that begin where somebody speaks or acts. The values are spans in which the pronoun's
        bearer is not named: what is said there, the other party of the deed. Pronouns without an answer are left
        out."""
        wanted = act | speak
        found: dict[int, str] = {}
        for token in self.page.tokens:
            subject = token.key in ("he", "she")
            if not subject and token.start not in wanted:
                continue
            gender = "m" if token.key in HE else "f" if token.key in SHE else None
            if gender is None:
                continue
            actor = self._best(token, gender, wanted.get(token.start, ()))
            if actor is None:
                continue
            found[token.start] = actor
            if subject or token.start in speak:
                self._learn(token, actor, speaks=token.start in speak)
        return {place: actor for place, actor in found.items() if place in wanted}

    # --- scoring ----------------------------------------------------------------------------------

    def _best(self, token: Token, gender: str, content: Sequence[Span]) -> str | None:
        named = {mention.actor for span in content for mention in self.cast.inside(span)}
        candidates = self._candidates(token, gender)
        scores = {actor: self._score(token, actor, trace, named) for actor, trace in candidates.items()}
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None
        return ranked[0][0]

    def _candidates(self, token: Token, gender: str) -> dict[str, Trace]:
        """The best trace of everybody who may be meant and stood within reach."""
        here = self.page.sentence_of(token.start)
        quoted = self.page.quoted(token.start)
        found: dict[str, Trace] = {}
        last = bisect_left(self.traces, (token.start,))
        for trace in reversed(self.traces[max(0, last - MOST_TRACES) : last]):
            if here - self.page.sentence_of(trace.start) > FARTHEST:
                break
            if self.genders.get(trace.actor) not in (None, gender):
                continue
            kept = found.get(trace.actor)
            if kept is None or (kept.quoted and not trace.quoted and not quoted):
                found[trace.actor] = trace
        return found

    def _score(self, token: Token, actor: str, trace: Trace, named: set[str]) -> float:
        weights, page = self.weights, self.page
        distance = page.sentence_of(token.start) - page.sentence_of(trace.start)
        score = weights.near * weights.fading**distance
        score += weights.subject * trace.subject + weights.owner * trace.owner
        score += weights.quoted * (trace.quoted and not page.quoted(token.start))
        score += weights.gender * (self.genders.get(actor) is not None)
        score += weights.often * min(self.counts[actor], 10)
        score += weights.headline * any(page.in_headline(m.start) for m in self.people[actor].mentions[:1])
        score += weights.paragraph * ("\n" not in page.text[trace.end : token.start])
        last = bisect_left(self.spoken, (token.start,)) - 1
        if last >= 0 and self.spoken[last][1] == actor:
            score += weights.last_speaker * 0.9 ** (
                page.sentence_of(token.start) - page.sentence_of(self.spoken[last][0])
            )
        elif self._first_spoken.get(actor, token.start) < token.start:
            score += weights.speaker
        return score + weights.in_own_words * (actor in named)

    # --- traces -----------------------------------------------------------------------------------

    def _trace(self, mention: Mention) -> Trace:
        index = self.page.token_at(mention.start)
        last = self.page.token_at(mention.end)
        after = self.page.tokens[last].key if last < len(self.page.tokens) else ""
        subject = self._is_subject(index, after)
        return Trace(
            mention.start, mention.end, mention.actor, subject, self.page.quoted(mention.start), after in ("'s", "’s")
        )

    def _is_subject(self, index: int, after: str) -> bool:
        """Whether a name at token `index` is likely the subject: a verb follows, or reports right before it."""
        before = self.page.tokens[index - 1].key if index else ""
        if before in ("of", "for", "by", "with", "to", "from", "at", "on", "about", "against", "and"):
            return False
        if after in REPORTING or after in AUXILIARIES or before in REPORTING:
            return True
        first = self.page.tokens[index].start - self.page.sentence_start(self.page.tokens[index].start) < 40
        return after.endswith("ed") or (first and after not in ("'s", "’s", ""))

    def _learn(self, token: Token, actor: str, *, speaks: bool) -> None:
        """A pronoun that was resolved stands for its bearer from there on."""
        subject = token.key in ("he", "she")
        trace = Trace(token.start, token.end, actor, subject, self.page.quoted(token.start), owner=False)
        self.traces.insert(bisect_left(self.traces, trace), trace)
        if speaks:
            self.spoken.insert(bisect_left(self.spoken, (token.start, actor)), (token.start, actor))
            self._first_spoken[actor] = min(token.start, self._first_spoken.get(actor, token.start))

    # --- gender -----------------------------------------------------------------------------------

    def _genders(self) -> dict[str, str | None]:
        """What is known of each person's gender; where nothing is, what the pronouns right after the name say."""
        known = {e.id: e.gender for e in self.people.values()}
        for entity in self.people.values():
            if known[entity.id] is None:
                known[entity.id] = self._gender_by_pronouns(entity, known)
        return known

    def _gender_by_pronouns(self, entity: Entity, known: dict[str, str | None]) -> str | None:
        """The gender of pronouns in sentences where nobody else is named: at least two thirds must agree."""
        votes = {"m": 0, "f": 0}
        for mention in entity.mentions[:MOST_TRACES]:
            sentence = self.page.sentence_of(mention.start)
            first = self.page.token_at(mention.end)
            for token in self.page.tokens[first : first + 40]:
                if self.page.sentence_of(token.start) > sentence + 1:
                    break
                if any(m.actor != entity.id and m.actor in known for m in self.cast.inside((mention.end, token.start))):
                    break
                if token.key in HE or token.key in SHE:
                    votes["m" if token.key in HE else "f"] += 1
        men, women = votes["m"], votes["f"]
        if max(men, women) < 2 or 3 * max(men, women) < 2 * (men + women):
            return None
        return "m" if men > women else "f"
