"""Whom a statement is about, and to whom it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.model.attribution import Statement
from onrecord.model.spans import Span
from onrecord.resolving.who.context import Cast, PageText
from onrecord.resolving.who.lexicon import SPEAK_TO, TELL, wordset
from onrecord.resolving.who.phrases import Phrases
from onrecord.resolving.who.tokens import Token

MOST_TOPICS = 8
GAP = 160
"""Characters between cue and content that may still hold the object of the cue ('denounced the ministry as …')."""
LONGEST_ADDRESSEE = 9
SPEAKING: dict[str, list[str]] = {}
for _opener in sorted(SPEAK_TO):
    SPEAKING.setdefault(_opener.split()[0], []).append(_opener)
CLAUSE_ENDS = wordset(
    """it he she they we i you there this the a an his her their its that to in on about not how why whether if of at
    during by after"""
)


class Topics:
    """Finds what a page's statements are about and whom they address."""

    def __init__(self, page: PageText, cast: Cast, phrases: Phrases) -> None:
        self.page, self.cast, self.phrases = page, cast, phrases

    def about(self, statement: Statement, speakers: Iterable[str], addressees: Iterable[str]) -> tuple[str, ...]:
        """The actors named in what is said, the most named first, speakers left out; of equals the earlier."""
        if statement.content is None:
            return ()
        spans = [*statement.content.spans, *self._object_spans(statement)]
        places: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for span in spans:
            for mention in self.cast.inside(span):
                counts[mention.actor] += 1
                places.setdefault(mention.actor, mention.start)
        left_out = {*speakers, *addressees}
        actors = [actor for actor in counts if actor not in left_out and self.cast.entities[actor].kind != "group"]
        return tuple(sorted(actors, key=lambda actor: (-counts[actor], places[actor]))[:MOST_TOPICS])

    def addressee(self, statement: Statement) -> tuple[str, ...]:
        """The actors to whom a statement is said: the object of 'told', 'urged', 'in an interview with' …"""
        for start in self._addressing(statement):
            span = self._object_after(start)
            if span is not None:
                actors = self.phrases.actors_of((span,))
                if actors:
                    return actors
        return ()

    def _object_spans(self, statement: Statement) -> list[Span]:
        """The cue's words and the stretch between cue and content, where an object of the cue can stand."""
        if statement.cue is None or statement.content is None:
            return []
        cue_end, content = statement.cue.spans[-1][1], statement.content.spans
        following = [start for start, _ in content if start >= cue_end]
        spans = list(statement.cue.spans)
        if (
            following
            and following[0] - cue_end <= GAP
            and self.page.sentence_of(cue_end) == self.page.sentence_of(following[0])
        ):
            spans.append((cue_end, following[0]))
        elif not following:
            spans.append((cue_end, self._clause_end(cue_end)))
        return spans

    def _clause_end(self, place: int) -> int:
        """Where the clause after `place` ends: at a mark, at most nine words on."""
        end = place
        first = self.page.token_at(place)
        for token in self.page.tokens[first : first + LONGEST_ADDRESSEE]:
            if token.text in '.,;:!?"“”' or self.page.sentence_of(token.start) != self.page.sentence_of(place):
                break
            end = token.end
        return end

    def _addressing(self, statement: Statement) -> list[int]:
        """Places right after words that take the one spoken to as their object, in the cue or next to it."""
        if statement.cue is None:
            return []
        places: list[int] = []
        for start, end in statement.cue.spans:
            tokens = self.page.within((start, end + 30))
            for number, token in enumerate(tokens):
                if token.start >= end:
                    break
                phrase = " ".join(t.key for t in tokens[number : number + 4])
                if token.key in TELL:
                    places.append(token.end)
                openers = (o for o in SPEAKING.get(token.key, ()) if phrase == o or phrase.startswith(o + " "))
                places.extend(tokens[number + opener.count(" ")].end for opener in openers)
        return places

    def _object_after(self, place: int) -> Span | None:
        """The noun phrase that begins at `place`: up to a mark, a verb's 'to' or 'that', at most nine words."""
        first = self.page.token_at(place)
        words: list[Token] = []
        for token in self.page.tokens[first : first + LONGEST_ADDRESSEE]:
            mark = not token.text[0].isalnum() and token.key not in ("'s", "’s", "-")
            if (
                mark
                or (words and token.key in CLAUSE_ENDS)
                or self.page.sentence_of(token.start) != self.page.sentence_of(place)
            ):
                break
            words.append(token)
        return (words[0].start, words[-1].end) if words else None
