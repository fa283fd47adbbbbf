"""The hops of one statement: who passed it on, as its own sentence says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from onrecord.model.attribution import Source, Statement, Via
from onrecord.model.document import Document
from onrecord.model.spans import Span, Spans, inside, overlap
from onrecord.resolving.voices.carriers import CITED, Carrier, Carriers
from onrecord.resolving.voices.press import PRONOUNS

REACH = 110
"""How many characters before a carrier are read for the words that make it one."""

GOES_BY = re.compile(
    r"\b(?:according to|as per|per|citing|cites|cited|quoting|via"
    r"|(?:reported|carried|published|released|broadcast|aired|quoted|cited|distributed|relayed|run|printed|obtained"
    r"|seen"
    r"|reviewed|televised|streamed|posted|issued|shown|translated)(?:\s+\w+ly)?\s+(?:by|on|in|via|through))\s+"
    r"(?:[^.;:!?\"“”()\n]{0,60}?\b(?:by|from|in|of|on|to|with)\s+)?(?:(?:the|an?)\s+)?$",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?i:tells?|told|telling|(?:speaking|speaks?|spoke|talking|talked|wrote|writing|explained)\s+(?:to|with|on|in"
    r"|for)"
    r"|(?:said|says|saying)\s+(?:[^.;:!?\"“”()\n]{0,25}?\b)?(?:to|on|in)"
    r"|interview(?:ed)?\s+(?:[^.;:!?\"“”()\n]{0,30}?\b)?(?:with|by|on|for|to|in)|meeting\s+with"
    r"|(?:comments?|remarks?|statement|e-?mail|letter|op-ed|column|essay|article|appearance|appearing|appeared|call"
    r"|message)"
    r"\s+(?:to|with|for|in|on|published in))\s+"
    r"(?:(?i:(?:an?\s+|the\s+)?(?:reporters?|journalists?|correspondents?|anchors?|hosts?|editors?|editorial board"
    r"|audience"
    r"|viewers|listeners|readers)\s+(?:for|from|of|with|at|on)\s+)|(?:[A-Z][\w.'’-]*\s+){1,3}(?:of|from|at|on)\s+)?"
    r"(?:(?i:the|an?)\s+|[A-Z]\w*['’]s\s+(?:[a-z][\w-]*\s+){0,3})?$"
)
OWN_PIECE = re.compile(r"['’]?s?\s+(?:interview|op-ed|column|essay|editorial|town hall|podcast|broadcast)\b")
IN_A = re.compile(r"\b(?:in|during|on|at|for)\s+(?:an?|the|his|her|their|this)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
CONTACTED = re.compile(r"\b(?:contacted|reached|interviewed|polled|surveyed)\s+by\s+(?:the\s+)?$", re.IGNORECASE)
FRONT = re.compile(r"\b(?:on|broadcast of|edition of)\s+(?:(?:the|[A-Z][\w.]*['’]s)\s+)?[\"“‘']?$", re.IGNORECASE)
COMMA = re.compile(r"['’]?s?\s?[\"”’']?,[\"”’']?\s*")
SAYS = re.compile(
    r"(?:['’]s?)?(?:,[^,.;\"“”\n]{0,50},)?\s+"
    r"(?:(?:has|had|have|also|first|later|earlier|then|further|quickly|separately|on \w+)\s+){0,2}"
    r"(?:said|says|reported|reports|quoted|quotes|cited|cites|citing|noted|notes|added|adds|announced|wrote|writes"
    r"|carried"
    r"|published|broadcast|aired|released|showed|revealed|stated|claimed|confirmed|paraphrased)\b",
)
TAIL = re.compile(
    r"[\s,]*(?:(?:on|in|late|early|earlier|last|this|that|without|yesterday|today)\b[^.!?\n]{0,40})?[\s.!?)\"”’]*$",
    re.IGNORECASE,
)
CITING = re.compile(r"\b(?:citing|quoting)\s+(?P<who>[^,.;:!?()“”\"\n]{3,90})", re.IGNORECASE)
CITED_ENDS = re.compile(r"\s+(?:who|that|which|as|and said|with knowledge|familiar|close to|in|on|from)\b.*$")
SOMEBODY = re.compile(
    r"\b(?:officials?|sources?|spokes\w+|minist(?:er|ers|ry)|diplomats?|people|persons?|documents?|aides?|advisers?"
    r"|advisors?"
    r"|police|military|army|authorities|government|officers?|executives?|lawyers?|attorneys?|witness(?:es)?|experts?"
    r"|analysts?"
    r"|insiders?|residents?|doctors?|medics?|reports?|statement|memo|e-?mails?|records|Kremlin|Pentagon)\b"
)
ABSTRACT = re.compile(
    r"(?:(?:the|an?|his|her|its|their)\s+)?(?:[a-z-]+\s+)?[a-z-]+ (?:of|to|by|for|with|on|in|between) "
)
"""'The release of prisoners' is a ground that is cited, not somebody."""
SIDES = re.compile(
    r"\b(?:against|oppos(?:es?|ed|ing)|support(?:s|ed|ing)?|back(?:s|ed|ing)|reject(?:s|ed|ing)?|welcom(?:es?|ed|ing)"
    r"|critici[sz](?:es?|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|den(?:y|ies|ied|ying)"
    r"|disput(?:es?|ed|ing)|disagrees?d?|endors(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
ONE_OF_SEVERAL = frozenset({"one", "another", "the other", "others", "the first", "the second", "both"})
CONTINUES = re.compile(
    r"\b(?:added|adds|adding|continued|continues|went on|goes on|concluded|concludes|also|further|reiterated)\b",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"(?:elsewhere|later|also|further|separately)?\s*(?:in|during|of) (?:the|his|her|their) (?:same )?"
    r"(?:remarks|speech|address|statement|interview|comments|report)\b",
    re.IGNORECASE,
)
DEEPEST = 4
NEXT = 600
FARTHEST = 4000
"""How many characters a content may run before what stands inside it, and a rival cue may stand off."""


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """A hop and how near to the speaker it stands (smaller is nearer)."""

    via: Via
    rank: float


class Frame:
    """What the hops of a page's statements are read from."""

    def __init__(self, document: Document, carriers: Carriers) -> None:
        self.text = document.text
        self.statements = document.statements
        self.carriers = carriers
        self._sentences = document.sentences
        self._starts = [sentence[0] for sentence in document.sentences]
        self._actors = sorted((span, actor.id) for actor in document.actors for span in actor.mentions)
        numbered = list(enumerate(document.statements))
        self._contents = sorted((*_hull_of(one.content.spans), at) for at, one in numbered if one.content)
        self._cues = sorted((span[0], at) for at, one in numbered for span in _introduced(one))
        self._sources = sorted((span, at) for at, one in numbered for span in _source(one))

    def sentences_of(self, statement: Statement) -> tuple[Span, ...]:
        """The sentences in which a statement is introduced: those of its source and cue, else of its content."""
        spans = _introduced(statement)
        found = {self._sentence_at(start) for start, _ in spans}
        return tuple(sorted(one for one in found if one is not None))

    def _sentence_at(self, at: int) -> Span | None:
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self._sentences[index][1]:
            return None
        return self._sentences[index]

    def actor_at(self, span: Span) -> str | None:
        """The first actor mentioned within `span`."""
        at = bisect_left(self._actors, (span, ""))
        return self._actors[at][1] if at < len(self._actors) and inside(self._actors[at][0], span) else None

    def outlet_at(self, spans: Spans) -> str | None:
        """The outlet whose name the words are, an article before it and 'reports' after it aside."""
        for start, end in spans:
            carrier = self.carriers.overlapping((start, end))
            if carrier is None or carrier.core[0] < start or carrier.core[1] > end:
                continue
            around = self.text[start : carrier.core[0]], self.text[carrier.core[1] : end]
            if around[0].strip().lower() in ("", "the") and around[1].strip().lower() in ("", "report", "reports"):
                return carrier.actor
        return None

    def speaks_as_carrier(self, statement: Statement) -> bool:
        """Whether the statement's source is a carrier, whose words stand between a speaker's without ending the
        speech."""
        return any(self.carriers.overlapping(span) is not None for span in _source(statement))

    def speaks_of_else(self, carrier: Carrier, statement: Statement) -> bool:
        """Whether the carrier is itself the source of statements, and none of them of these same words: then nesting
        alone says whom it carries. ('…, she said, per the agency' is a statement of hers and one of the agency's.)"""
        at = bisect_right(self._sources, ((carrier.span[1], carrier.span[1]), len(self.statements)))
        own = [
            self.statements[number]
            for span, number in self._sources[max(0, at - 4) : at]
            if overlap(span, carrier.span)
        ]
        return bool(own) and not any(_shares_content(one, statement) for one in own)

    def enclosing(self, statement: Statement) -> Iterator[Statement]:
        """Statements of others whose content takes in this one, innermost first."""
        at = min((start for start, _ in _introduced(statement)), default=0)
        low, high = (
            bisect_left(self._contents, (at - FARTHEST,)),
            bisect_right(self._contents, (at, len(self.text) + 1)),
        )
        around = [self.statements[number] for _, end, number in self._contents[low:high] if end > at]
        found = [one for one in around if one is not statement and _encloses(one, statement)]
        return iter(sorted(found, key=lambda one: sum(end - start for start, end in _content(one)))[:DEEPEST])

    def rivals(self, statement: Statement, at: int) -> Iterator[Statement]:
        """Other statements introduced within reach of `at`."""
        low, high = bisect_left(self._cues, (at - FARTHEST,)), bisect_right(self._cues, (at + FARTHEST, len(self.text)))
        return (one for _, number in self._cues[low:high] if (one := self.statements[number]) is not statement)


def hops_of(statement: Statement, frame: Frame, known: Mapping[str, tuple[Via, ...]]) -> tuple[Via, ...]:
    """The hops that the text around one statement names, nearest the speaker first; a statement inside another's words
    came the way that those came (`known`: the chains of statements introduced before, by id)."""
    nested = [hop for one in frame.enclosing(statement) for hop in (_via(one, frame), *known.get(one.id, ()))]
    return without_repeats([*nested, *_in_words(statement, frame)])


def _in_words(statement: Statement, frame: Frame) -> list[Via]:
    return [hop.via for hop in sorted(_by_words(statement, frame), key=lambda hop: hop.rank)]


def without_repeats(hops: Sequence[Via]) -> tuple[Via, ...]:
    """Each carrier once, where it stands first."""
    kept: list[Via] = []
    for hop in hops:
        same = any(
            (hop.actor is not None and hop.actor == one.actor) or (hop.spans and hop.spans == one.spans) for one in kept
        )
        if not same:
            kept.append(hop)
    return tuple(kept)


def _via(statement: Statement, frame: Frame) -> Via:
    """The source of an enclosing statement as a hop: an outlet where the words are its name ('AP reports')."""
    source = statement.source
    if source is None:
        raise ValueError("an enclosing statement without a source carries nothing")
    actor = source.actors[0] if source.actors else None
    if actor is None or actor.startswith("org:"):
        actor = frame.outlet_at(source.spans) or actor
    return Via(actor=actor, text=source.text, spans=source.spans)


def _encloses(outer: Statement, inner: Statement) -> bool:
    if outer.source is None or outer.content is None or _is_nobody(outer.source) or _is_heading(outer):
        return False
    ours = _introduced(inner)
    if not ours or not all(any(inside(span, around) for around in outer.content.spans) for span in ours):
        return False
    return not _same_voice(outer, inner) and not _takes_a_side(outer, ours)


def _takes_a_side(outer: Statement, inner: Spans) -> bool:
    """Whether `outer` is for or against what stands right after its cue ('rejected the minister's claim'): whoever
    takes a side does not pass the words on."""
    cue = outer.cue.text if outer.cue else ""
    begins = min((start for start, _ in _content(outer)), default=0)
    return SIDES.search(cue) is not None and min(start for start, _ in inner) <= begins + len("the ")


def _shares_content(one: Statement, other: Statement) -> bool:
    """Whether most of the words of `other` are said in `one` too."""
    size = sum(end - start for start, end in _content(other))
    shared = sum(overlap(a, b) for a in _content(one) for b in _content(other))
    return size > 0 and shared >= 0.7 * size


def _is_nobody(source: Source) -> bool:
    """A pronoun that was not resolved names no hop, nor 'one' of several; 'I' is the page's own author."""
    return not source.actors and source.text.lower() in PRONOUNS | ONE_OF_SEVERAL


def _is_heading(statement: Statement) -> bool:
    """'World: …' is laid out like a speaker and a colon; without an actor it is nobody's word."""
    cue = statement.cue.text if statement.cue else ""
    return not any(c.isalpha() for c in cue) and not (statement.source and statement.source.actors)


def _same_voice(a: Statement, b: Statement) -> bool:
    if a.source is None or b.source is None:
        return False
    if a.source.actors and b.source.actors:
        return a.source.actors == b.source.actors
    return a.source.text.lower() == b.source.text.lower()


def _by_words(statement: Statement, frame: Frame) -> Iterator[Hop]:
    for sentence in frame.sentences_of(statement):
        for carrier in frame.carriers.within(sentence):
            rank = _rank(statement, carrier, sentence, frame)
            if rank is not None:
                words = frame.text[carrier.span[0] : carrier.span[1]]
                yield Hop(via=Via(actor=carrier.actor, text=words, spans=(carrier.span,)), rank=rank)
        yield from _cited(statement, sentence, frame)


def _cited(statement: Statement, sentence: Span, frame: Frame) -> Iterator[Hop]:
    """'…, citing a defence official': whoever the carrier had it from stands nearest."""
    for found in CITING.finditer(frame.text, *sentence):
        who = CITED_ENDS.sub("", found.group("who")).rstrip()
        span = (found.start("who"), found.start("who") + len(who))
        if frame.carriers.overlapping(span) or any(overlap(span, other) for other in _source(statement)):
            continue
        actor = frame.actor_at(span)
        if (SOMEBODY.search(who) or (actor and not ABSTRACT.match(who))) and not any(
            inside(span, other) for other in _content(statement)
        ):
            yield Hop(via=Via(actor=actor, text=who, spans=(span,)), rank=CITED - 1)


def _rank(statement: Statement, carrier: Carrier, sentence: Span, frame: Frame) -> float | None:
    """How far from the speaker the carrier stands; None when it does not carry the statement."""
    if any(overlap(carrier.span, span) for span in _source(statement)):
        return carrier.tier if _source_told(statement, carrier, frame.text) else None
    if frame.speaks_of_else(carrier, statement):
        return None
    before = frame.text[max(sentence[0], carrier.span[0] - REACH) : carrier.span[0]]
    passed_on = GOES_BY.search(before)
    if passed_on is not None:
        if _within_content(statement, carrier, frame.text):
            return None
        return (
            CITED - 0.5 + carrier.tier / 10
            if passed_on.group().lower().startswith(("citing", "quoting"))
            else carrier.tier
        )
    told = TOLD.search(before)
    if told is not None:
        at = carrier.span[0] - len(before) + told.start()
        return carrier.tier if _is_told(statement, at, carrier, frame) else None
    if OWN_PIECE.match(frame.text, carrier.span[1]) and IN_A.search(before):
        return carrier.tier if _is_told(statement, carrier.span[0], carrier, frame) else None
    if _fronted(statement, carrier, before, frame.text):
        return carrier.tier
    return carrier.tier if _says(statement, carrier, sentence, frame.text) else None


def _source_told(statement: Statement, carrier: Carrier, text: str) -> bool:
    """'Villagers who spoke to the agency said …': the source itself says to whom it spoke."""
    for start, end in _source(statement):
        if start < carrier.span[0] and carrier.span[1] <= end:
            found = TOLD.search(text[start : carrier.span[0]]) or CONTACTED.search(text[start : carrier.span[0]])
            return found is not None and found.start() > 0
    return False


def _fronted(statement: Statement, carrier: Carrier, before: str, text: str) -> bool:
    """'On "Morning Watch," she said …': a broadcast right before the statement, set off by a comma."""
    comma = COMMA.match(text, carrier.span[1])
    start = _hull(statement)[0]
    return comma is not None and 0 <= start - comma.end() <= 2 and FRONT.search(before) is not None


def _within_content(statement: Statement, carrier: Carrier, text: str) -> bool:
    """Whether the carrier belongs to what is said; words that merely end the content ('…, per the agency') do not."""
    for start, end in _content(statement):
        if start < carrier.span[0] and carrier.span[1] <= end:
            lead = text[max(start, carrier.span[0] - REACH) : carrier.span[0]]
            return not (
                carrier.span[1] >= end - 2
                and re.search(r",\s+(?:according to|per|as per|as reported by)\s+[^,]{0,70}$", lead)
            )
    return False


def _is_told(statement: Statement, at: int, carrier: Carrier, frame: Frame) -> bool:
    """Whether 'told the paper' at `at` is how this statement was made: no other statement's cue is nearer."""
    if _within_content(statement, carrier, frame.text):
        return False
    mine = _distance(statement, at)
    if mine is None or mine > 250:
        return False
    rivals = (_distance(one, at) for one in frame.rivals(statement, at))
    return mine <= 12 or all(rival is None or rival >= mine for rival in rivals)


def _distance(statement: Statement, at: int) -> int | None:
    spans = _cue(statement) or _source(statement)
    return min((max(start - at, at - end, 0) for start, end in spans), default=None)


def _says(statement: Statement, carrier: Carrier, sentence: Span, text: str) -> bool:
    """'The agency reported that A said …' and '…, the agency said.'"""
    said = SAYS.match(text[carrier.span[1] : min(sentence[1], carrier.span[1] + 110)])
    if said is None or _within_content(statement, carrier, text):
        return False
    hull = _hull(statement)
    if carrier.span[1] + said.end() <= hull[0] + 1:
        return hull[0] - carrier.span[1] - said.end() <= 60
    after = text[carrier.span[1] + said.end() : sentence[1]]
    return hull[1] <= carrier.span[0] + 1 and TAIL.match(after) is not None


def _hull(statement: Statement) -> Span:
    return _hull_of((*_source(statement), *_cue(statement), *_content(statement)))


def _hull_of(spans: Spans) -> Span:
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


def carried_on(statement: Statement, earlier: Statement, frame: Frame) -> bool:
    """Whether `statement` goes on with the speech that `earlier` belongs to, and the text says so.

    It does within one sentence ('…, vowing to …'); in the next paragraph when its cue continues ('added') or 'he' or
    'she' takes the speaker up; from farther off when its sentence takes the speech up ('elsewhere in her remarks').
    """
    if not _same_voice(statement, earlier):
        return False
    sentences = frame.sentences_of(statement)
    if sentences and sentences[:1] == frame.sentences_of(earlier)[-1:]:
        return True
    opening = frame.text[sentences[0][0] : sentences[0][0] + 80] if sentences else ""
    if FOLLOWS.match(opening):
        return True
    start, end = _hull(statement)[0], _hull(earlier)[1]
    near = start - end <= NEXT and frame.text.count("\n\n", end, start) <= 1
    goes_on = statement.cue is not None and CONTINUES.search(statement.cue.text) is not None
    taken_up = statement.source is not None and statement.source.text.lower() in ("he", "she")
    return near and (goes_on or taken_up)


def _introduced(statement: Statement) -> Spans:
    """Where a statement is introduced: its source and cue, else its content."""
    return (*_source(statement), *_cue(statement)) or _content(statement)


def _source(statement: Statement) -> Spans:
    return statement.source.spans if statement.source else ()


def _cue(statement: Statement) -> Spans:
    return statement.cue.spans if statement.cue else ()


def _content(statement: Statement) -> Spans:
    return statement.content.spans if statement.content else ()
