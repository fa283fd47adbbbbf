"""When things were said and done: `date_statements_and_events`."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from typing import Final

import msgspec

from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.event import TOLD, Event
from onrecord.model.page import Published
from onrecord.model.spans import Span, Spans, inside, overlap
from onrecord.model.step import step
from onrecord.model.timex import Timex, When
from onrecord.resolving.when import calendar_math as cal
from onrecord.resolving.when.anchoring import relied_on

_LIMIT = re.compile(
    r"(?:\bsince|\buntil|\btill|\bbefore|\bafter|\bfrom|\bby|\bthrough|\bbetween|\bto|\beven)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:conclud|end|clos|wrapp|open|beg|start|last)\w*\s+(?:up\s+)?(?:on\s+|in\s+|late\s+)?$", re.IGNORECASE
)
_PLACED = re.compile(
    r"(?:\b(?:in|on|at|during|of|late|early|around|about|over|back)\s+(?:the\s+)?|[,(–—-]\s*)$", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[;:]|,?\s\b(?:which|who|whom|whose|that|after|before|while|when|as|because|although|though|since|where)\b"
    r"|\s[–—-]\s|,?\s(?:and|but)\s(?=[A-Z]|he\b|she\b|they\b|it\b)"
)
_ANOTHER_CLAUSE = re.compile(
    r"[\s”\"]*,?[\s”\"]*\b(?:but|and|or|which|who|whose|where|while|though|although|because|after|before|since|as|when)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:had|has|have|once|previously|formerly|earlier|famously|repeatedly|often|long|used to|years ago|in the past"
    r"|would|will|could|might|may|if|never|always|(?:first|previous|second) term|campaign)\b",
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
_SUBORDINATE = re.compile(r"\b(?:after|before|since|when|which|who|until|following)\b[^.;]*$", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:conclud|end|clos|wrapp|open|beg|start)\w*\s+(?:up\s+)?(?:on|in|late)?\s*$", re.IGNORECASE)
_LATER = re.compile(r"\b(?:after|since|when|before)\b[^.,;]*$", re.IGNORECASE)
_PRONOUNS: Final = frozenset({"he", "she", "they", "it"})
_QUOTES = '"“”„«‘'
_FAR: Final = 140.0
_PER_CLAUSE: Final = 110


@step(
    "dates of statements and events",
    requires=("text", "sentences", "times", "page", "statements", "events"),
    assigns=("statements", "events"),
)
def date_statements_and_events(document: Document) -> Document:
    """Set `said_on` of statements and `date` of events.

    A date in the attribution's own clause counts first (`how` 'timex'); then the one date on which the page has that
    speaker speak ('speaker'), the day on which it says the remarks were made ('remarks'), the day of its lead ('lead')
    and the page's own date ('published'). All but the first hold only for a plain report of this story's news: a cue
    with a background marker ('had called', 'once said') stays undated.
    """
    if not document.statements and not document.events:
        return document
    page = _Page(document)
    own = {one.id: page.own_time(one) for one in document.statements}
    spoke = page.speaking_days(document.statements, own)
    return msgspec.structs.replace(
        document,
        statements=tuple(
            msgspec.structs.replace(one, said_on=own[one.id] or page.news_time(one, spoke))
            for one in document.statements
        ),
        events=tuple(page.dated(one) for one in document.events),
    )


def when_of(value: str, spans: Spans, how: str) -> When | None:
    """The date of a TIMEX3 value, cut to day, month or year; `None` where it names no year.

    A week gives its month when it lies within one, else its year; a quarter, half or season gives its year.
    """
    parts = cal.parsed(value)
    if parts is None:
        return None
    year, month, day = parts
    if "-W" in value and "-WI" not in value and day:
        first = cal.safe_date(year, month, day)
        last = cal.shifted(first, 6) if first else None
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
        datelines = [zone.span for zone in document.zones if zone.kind == "dateline"]
        self.times = [
            one
            for one in document.times
            if one.type in {"DATE", "TIME"}
            and cal.parsed(one.value)
            and not any(inside((one.start, one.end), dateline) for dateline in datelines)
        ]
        self.time_starts = [one.start for one in self.times]
        self.vague = [one for one in document.times if one.value == "PAST_REF"]
        self.published = relied_on(document.page.published)
        self.contents = sorted(span for one in document.statements if one.content for span in one.content.spans)
        self.cues = sorted({one.cue.spans[0] for one in document.statements if one.cue and one.cue.spans})
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

    def own_time(self, statement: Statement) -> When | None:
        """The time in the attribution's own clause."""
        cue = _anchor(statement)
        sentence = self.sentence(cue[0]) if cue else None
        if cue is None or sentence is None:
            return None
        content = statement.content.spans if statement.content else ()
        naming = _NAMING.search(self.text, *cue) is not None
        candidates = []
        for timex in self.times_in(sentence):
            span = timex.start, timex.end
            held = next((piece for piece in content if overlap(span, piece)), None)
            if held is not None and not (naming and self._before_quotes(held, span)):
                continue
            elsewhere = self._in_other_content(span, content) or self._in_later_clause(span, cue, content)
            if self._placed(timex) and not elsewhere and not self._other_cue(cue, span):
                candidates.append((self._distance(span, cue, () if held else content), timex))
        return self._nearest([one for one in candidates if not self._to_come(one[1])])

    def _in_later_clause(self, span: Span, cue: Span, content: Spans) -> bool:
        """Whether a time stands behind what was said, in another clause: '… said so, but a report of June …'."""
        ends = [end for start, end in content if start >= cue[1] and end <= span[0]]
        return bool(ends) and _ANOTHER_CLAUSE.match(self.text[max(ends) : span[0]]) is not None

    def _to_come(self, timex: Timex) -> bool:
        """Whether a time lies after the page: what the page tells as said or done was neither then."""
        if self.published is None:
            return False
        when = when_of(timex.value, (), "timex")
        return when is not None and _is_after(when, self.published)

    def _nearest(self, candidates: list[tuple[float, Timex]]) -> When | None:
        """The date of the nearest time; of an occasion that only ended then ('which closed on Friday') its month."""
        if not candidates:
            return None
        distance, timex = min(candidates, key=lambda pair: (pair[0], pair[1].start))
        if distance >= _FAR:
            return None
        when = when_of(timex.value, ((timex.start, timex.end),), "timex")
        return coarser(when) if when and _BOUND.search(self.text, max(0, timex.start - 30), timex.start) else when

    def _before_quotes(self, content: Span, span: Span) -> bool:
        """'called her rival in 2019 a “coward”': the time belongs to the calling, it stands before the quoted words."""
        words = self.text[content[0] : span[0]]
        after = self.text[span[1] : content[1]]
        return not any(mark in words for mark in _QUOTES) and any(mark in after for mark in _QUOTES)

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

    def _other_cue(self, cue: Span, span: Span) -> bool:
        """Whether another cue stands between, so that the time is rather its own."""
        first, last = (span[1], cue[0]) if span[0] < cue[0] else (cue[1], span[0])
        index = bisect.bisect_left(self.cues, (first, 0))
        return any(start >= first and end <= last for start, end in self.cues[index : index + 3])

    def _distance(self, span: Span, cue: Span, content: Spans) -> float:
        """How far a time stands from its cue in characters; each clause boundary between counts as many more."""
        first, last = (span[1], cue[0]) if span[0] < cue[0] else (cue[1], span[0])
        between = self._without(first, last, content)
        distance = float(len(between) + _PER_CLAUSE * len(_CLAUSE.findall(between)))
        if span[0] > cue[0]:
            return distance
        sentence = self.sentence(span[0])
        opening = self.text[sentence[0] if sentence else span[0] : span[0]]
        apart = between.lstrip().startswith(",") and _CLAUSE.search(opening) is not None
        return distance + 2 * _PER_CLAUSE if apart and not _MEETING.search(opening) else distance * 0.5

    def _without(self, first: int, last: int, pieces: Spans) -> str:
        """The text from `first` to `last` but for `pieces`."""
        words, at = [], first
        for start, end in sorted(pieces):
            if at <= start and end <= last:
                words.append(self.text[at:start])
                at = end
        return " ".join([*words, self.text[at:last]])

    def speaking_days(
        self, statements: tuple[Statement, ...], own: dict[str, When | None]
    ) -> dict[str, tuple[When, ...]]:
        """For each speaker the near days on which the page has them speak."""
        days: dict[str, dict[str, When]] = defaultdict(dict)
        for one in statements:
            when = own[one.id]
            if when is not None and self.published is not None and _near(when, self.published):
                for key in _speakers(one):
                    days[key][when.date] = msgspec.structs.replace(when, how="speaker")
        return {key: tuple(found.values()) for key, found in days.items()}

    def news_time(self, statement: Statement, spoke: dict[str, tuple[When, ...]]) -> When | None:
        """The date of a statement without a time of its own: that of this story's news, unless it is background."""
        cue = _anchor(statement)
        sentence = self.sentence(cue[0]) if cue else None
        if cue is None or sentence is None or self._is_background(cue, sentence):
            return None
        for key in _speakers(statement):
            if len(spoke.get(key, ())) == 1:
                return spoke[key][0]
        return self.news

    def _is_background(self, cue: Span, sentence: Span) -> bool:
        """Whether the cue tells of earlier or of possible speech, not of this story's news."""
        if self.text.startswith("to ", cue[0]):
            return True
        start = max(sentence[0], cue[0] - 80)
        within = tuple(piece for piece in self.contents if start < piece[1] and piece[0] < cue[0])
        clipped = tuple((max(start, first), min(cue[0], last)) for first, last in within)
        before = self._without(start, cue[0], clipped)
        if _BACKGROUND.search(before + self.text[cue[0] : cue[1]]) or _LATER.search(before):
            return True
        return any(sentence[0] <= one.start < sentence[1] and not self._told(one) for one in self.vague)

    def _told(self, timex: Timex) -> bool:
        return self._in_other_content((timex.start, timex.end), ())

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

    def dated(self, event: Event) -> Event:
        """The event with its date; one that was long before the page appeared is background."""
        date = self.event_date(event)
        background = event.background
        if event.status in {"happened", "denied"} and date is not None and self.published is not None:
            background = background or (date.how == "timex" and _is_before(date, self.published))
        return msgspec.structs.replace(event, date=date, background=background)

    def event_date(self, event: Event) -> When | None:
        """When an event was, from a time in the trigger's clause, else in its sentence."""
        trigger = event.trigger.spans[0]
        sentence = self.sentence(trigger[0])
        if sentence is None:
            return None
        told = self._in_other_content(trigger, ())
        candidates = []
        for timex in self.times_in(sentence):
            span = timex.start, timex.end
            if self._placed(timex) and told == self._in_other_content(span, ()) and not inside(trigger, span):
                candidates.append((self._distance(span, trigger, ()), timex))
        if event.status in TOLD and any(self._to_come(timex) for _, timex in candidates):
            return self._nearest([one for one in candidates if not self._to_come(one[1])])
        return self._nearest(candidates) or self._news_event(event, trigger, sentence)

    def _news_event(self, event: Event, trigger: Span, sentence: Span) -> When | None:
        plain = event.status == "happened" and not event.background and sentence in self.sentences[:2]
        before = self.text[max(sentence[0], trigger[0] - 200) : trigger[0]]
        if not plain or _BACKGROUND.search(before) or _SUBORDINATE.search(before):
            return None
        return self.news


def _anchor(statement: Statement) -> Span | None:
    """The words that the time of a statement belongs to: its cue, else its source."""
    for part in (statement.cue, statement.source):
        if part is not None and part.spans:
            return part.spans[0]
    return None


def _speakers(statement: Statement) -> tuple[str, ...]:
    """Who speaks, as actors where they are resolved, else by the last word of the name."""
    source = statement.source
    if source is None:
        return ()
    if source.actors:
        return source.actors
    last = source.text.split()[-1].casefold() if source.text.split() else ""
    return () if not last or last in _PRONOUNS else (f"name:{last}",)


def _is_before(when: When, published: Published) -> bool:
    """Whether a date lies before the week of the page: an earlier month or year, a day more than a week back."""
    page, day = cal.as_day(published.date), cal.as_day(when.date)
    if page is None or day is None or when.precision != "day":
        return when.date < published.date[: len(when.date)]
    return (page - day).days > 7


def _is_after(when: When, published: Published) -> bool:
    """Whether a date lies after the page's, by more than time zones do."""
    page, day = cal.as_day(published.date), cal.as_day(when.date)
    if page is None or day is None:
        shared = min(len(when.date), len(published.date))
        return when.date[:shared] > published.date[:shared]
    return (day - page).days > 1


def _near(when: When, published: Published) -> bool:
    """Whether a date lies within the week before the page appeared (or a day after, across time zones)."""
    page, day = cal.as_day(published.date), cal.as_day(when.date)
    if page is None or day is None:
        return when.date.startswith(published.date[: len(when.date)])
    return -7 <= (day - page).days <= 1
