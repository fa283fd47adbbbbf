"""When things were said and done: `date_statements_and_events`."""

from __future__ import annotations

import bisect
import re
from typing import Final

import msgspec

from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.page import Published
from onrecord.model.spans import Span, Spans, inside, overlap
from onrecord.model.step import step
from onrecord.model.timex import Timex, When
from onrecord.resolving.when import calendar_math as cal

_LIMIT = re.compile(
    r"(?:\bsince|\buntil|\btill|\bbefore|\bafter|\bfrom|\bby|\bthrough|\bbetween|\bto)\s+(?:the\s+)?$", re.IGNORECASE
)
_BOUND = re.compile(r"\b(?:conclud|end|clos|wrapp|open|beg|start|last)\w*\s+(?:up\s+)?(?:on\s+|in\s+|late\s+)?$", re.IGNORECASE)
_PLACED = re.compile(r"(?:\b(?:in|on|at|during|of|late|early|around|about|over|back)\s+(?:the\s+)?|[,(–—-]\s*)$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:]|,?\s\b(?:which|who|whom|whose|that|after|before|while|when|as|because|although|though|since|where)\b|\s[–—-]\s",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:had|has|have|once|previously|formerly|earlier|famously|repeatedly|often|long|used to|years ago|in the past|would"
    r"|will|could|might|may|if|never|always)\b",
    re.IGNORECASE,
)
_NAMING: Final = re.compile(
    r"\b(?:call|describ|label|dub|brand|denounc|characteri[sz]|term|name|hail|portray)\w*", re.IGNORECASE
)
_REMARKS: Final = re.compile(
    r"\b(?:made|delivered|gave|issued|posted|released|came|were made|was made|was delivered)\b[^.;]{0,40}"
    r"\b(?:comments?|remarks?|statement|speech|announcement|address|message|declaration)\b"
    r"|\b(?:comments?|remarks?|statement|speech|announcement|address)\b[^.;]{0,25}\b(?:came|was|were)\b",
    re.IGNORECASE,
)
_QUOTES = '"“”„«‘'
_ATTRIBUTIVE = re.compile(r"(?:['’]s\b|\s+[a-z])")


@step(
    "dates of statements and events",
    requires=("text", "sentences", "times", "page", "statements", "events"),
    assigns=("statements", "events"),
)
def date_statements_and_events(document: Document) -> Document:
    """Set `said_on` of statements and `date` of events.

    A date in the attribution's own clause counts first (`how` 'timex'); then the day on which the page says the remarks were
    made ('remarks'), the day of the story's lead ('lead'), and the page's own date ('published'), the last three only for
    a plain report of this story's news: a cue with a background marker ('had called', 'once said') stays undated.
    """
    if not document.statements and not document.events:
        return document
    page = _Page(document)
    return msgspec.structs.replace(
        document,
        statements=tuple(msgspec.structs.replace(one, said_on=page.said_on(one)) for one in document.statements),
        events=tuple(msgspec.structs.replace(one, date=page.event_date(one)) for one in document.events),
    )


def when_of(value: str, spans: Spans, how: str) -> When | None:
    """The date of a TIMEX3 value, cut to day, month or year; `None` where it names no year.

    A week gives its month when it lies within one, else its year; a quarter, half or season gives its year.
    """
    parts = cal.parsed(value)
    if parts is None:
        return None
    year, month, day = parts
    if "-W" in value and month:
        last = cal.shifted(cal.safe_date(year, month, day) or cal.first_of_week(year, 1), 6)  # type: ignore[arg-type]
        month, day = (month if last and last.month == month else 0), 0
    if re.match(r"\d{4}-(?:[QH]|SP|SU|FA|WI)", value):
        month = day = 0
    if day:
        return When(date=f"{year:04d}-{month:02d}-{day:02d}", precision="day", how=how, spans=spans)
    if month:
        return When(date=f"{year:04d}-{month:02d}", precision="month", how=how, spans=spans)
    return When(date=f"{year:04d}", precision="year", how=how, spans=spans)


def coarser(when: When) -> When:
    """A day made a month: for 'the meeting that ended on Friday', where only the end is dated."""
    return msgspec.structs.replace(when, date=when.date[:7], precision="month") if when.precision == "day" else when


class _Page:
    """One page with what its dates are looked up in."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.sentences = document.sentences
        self.starts = [start for start, _ in document.sentences]
        self.times = [one for one in document.times if one.type in {"DATE", "TIME"} and cal.parsed(one.value)]
        self.time_starts = [one.start for one in self.times]
        self.vague = [one for one in document.times if one.value == "PAST_REF"]
        self.published = document.page.published
        self.contents = sorted(span for one in document.statements if one.content for span in one.content.spans)
        self.news = self._news_day()

    def sentence(self, at: int) -> Span | None:
        """The sentence that holds the character at `at`."""
        index = bisect.bisect_right(self.starts, at) - 1
        return self.sentences[index] if index >= 0 and at < self.sentences[index][1] else None

    def times_in(self, span: Span) -> list[Timex]:
        """The dated expressions that start within `span`."""
        first, last = bisect.bisect_left(self.time_starts, span[0]), bisect.bisect_left(self.time_starts, span[1])
        return self.times[first:last]

    # Statements

    def said_on(self, statement: Statement) -> When | None:
        """When a statement was made, as far as the page tells."""
        spans = (statement.cue or statement.source or statement.content) and (
            statement.cue.spans if statement.cue else statement.source.spans if statement.source else ()
        )
        if not spans:
            return None
        sentence = self.sentence(spans[0][0])
        if sentence is None:
            return None
        own = self._own_time(statement, spans, sentence)
        if own is not None or self._is_background(spans, sentence):
            return own
        return self.news

    def _own_time(self, statement: Statement, cue: Spans, sentence: Span) -> When | None:
        content = statement.content.spans if statement.content else ()
        naming = _NAMING.search(self.text, *cue[0]) is not None
        scored = []
        for timex in self.times_in(sentence):
            span = timex.start, timex.end
            held = next((piece for piece in content if overlap(span, piece)), None)
            if held is not None and not (naming and self._before_quotes(held, span)):
                continue
            if not self._placed(timex) or self._in_other_content(span, content):
                continue
            scored.append((self._distance(span, cue[0], content), timex))
        if not scored:
            return None
        distance, timex = min(scored, key=lambda pair: (pair[0], pair[1].start))
        if distance >= _FAR:
            return None
        when = when_of(timex.value, ((timex.start, timex.end),), "timex")
        return coarser(when) if when and _BOUND.search(self.text, max(0, timex.start - 30), timex.start) else when

    def _before_quotes(self, content: Span, span: Span) -> bool:
        """'called her rival in 2019 a “coward”': the time belongs to the calling, it stands before the quoted words."""
        words = self.text[content[0] : span[0]]
        return not any(mark in words for mark in _QUOTES) and any(
            mark in self.text[span[1] : content[1]] for mark in _QUOTES
        )

    def _placed(self, timex: Timex) -> bool:
        """Whether a time tells when something was (no limit 'since 2019', no attribute 'the 2016 campaign')."""
        before = self.text[max(0, timex.start - 24) : timex.start]
        if _LIMIT.search(before):
            return False
        after = self.text[timex.end : timex.end + 12]
        if re.fullmatch(r"\d{4}", timex.text):
            return bool(_PLACED.search(before)) and not (after[:1] == " " and before.rstrip().endswith("the"))
        return not after.startswith(("'s", "’s"))

    def _in_other_content(self, span: Span, own: Spans) -> bool:
        index = bisect.bisect_right(self.contents, (span[0], 1 << 60))
        return any(inside(span, piece) and piece not in own for piece in self.contents[max(0, index - 4) : index])

    def _distance(self, span: Span, cue: Span, content: Spans) -> float:
        """How far a time stands from its cue in characters; each clause boundary between counts as much again."""
        first, last = (span[1], cue[0]) if span[0] < cue[0] else (cue[1], span[0])
        between = self.text[first:last]
        for piece in content:
            if piece[0] >= first and piece[1] <= last:
                between = between.replace(self.text[piece[0] : piece[1]], "", 1)
        boundaries = len(_CLAUSE.findall(between))
        opening = span[0] < cue[0] and not self.text[max(0, span[0] - 60) : span[0]].rstrip().endswith(("which", "who"))
        return len(between) * (0.5 if opening else 1.0) + 60 * boundaries

    def _is_background(self, cue: Spans, sentence: Span) -> bool:
        """Whether the cue tells of earlier or of possible speech, not of this story's news."""
        before = self.text[max(sentence[0], cue[0][0] - 60) : cue[-1][1]]
        if _BACKGROUND.search(before):
            return True
        return any(sentence[0] <= one.start < sentence[1] for one in self.vague)

    def _news_day(self) -> When | None:
        """The day on which this story's remarks were made, else of its lead, else of the page."""
        if self.published is None:
            return None
        for how, spans in (("remarks", self._remark_sentences()), ("lead", self.sentences[:3])):
            for sentence in spans:
                for timex in self.times_in(sentence):
                    when = when_of(timex.value, ((timex.start, timex.end),), how)
                    if when and when.precision == "day" and self._placed(timex) and _near(when, self.published):
                        return when
        return When(
            date=self.published.date, precision=self.published.precision, how="published", spans=self.published.evidence
        )

    def _remark_sentences(self) -> list[Span]:
        return [one for one in self.sentences[:12] if _REMARKS.search(self.text, one[0], min(one[1], one[0] + 400))]

    # Events

    def event_date(self, event: Event) -> When | None:
        """When an event was, from a time in the trigger's clause, else in its sentence."""
        trigger = event.trigger.spans[0]
        sentence = self.sentence(trigger[0])
        if sentence is None:
            return None
        telling = next((piece for piece in self.contents if inside(trigger, piece)), None)
        scored = [
            (self._distance((timex.start, timex.end), trigger, ()), timex)
            for timex in self.times_in(sentence)
            if self._placed(timex) and (telling is None) == (not self._in_other_content((timex.start, timex.end), ()))
        ]
        if scored:
            distance, timex = min(scored, key=lambda pair: (pair[0], pair[1].start))
            if distance < _FAR:
                return when_of(timex.value, ((timex.start, timex.end),), "timex")
        return self._news_event(event, sentence)

    def _news_event(self, event: Event, sentence: Span) -> When | None:
        plain = event.status == "happened" and not event.background and sentence in self.sentences[:2]
        if not plain or _BACKGROUND.search(self.text, sentence[0], min(sentence[1], sentence[0] + 400)):
            return None
        return self.news


_FAR: Final = 150.0


def _near(when: When, published: Published) -> bool:
    """Whether a day lies within the week before the page appeared (or a day after, across time zones)."""
    page = cal.as_day(published.date)
    day = cal.as_day(when.date)
    if page is None or day is None:
        return when.date.startswith(published.date)
    return -7 <= (day - page).days <= 1
