"""Whether an event is told as done, under way, planned, threatened, denied or only thought of.

Read from the words around the trigger, without a parse. PLOVER names these modes 'historical, future, hypothetical,
negation'; no coder has them. The rules follow the scope windows of negation detection (NegEx, Chapman 2001): a cue
governs the trigger when it stands shortly before it and no clause boundary lies between.
"""

from __future__ import annotations

from itertools import pairwise

from onrecord.events import codebook
from onrecord.events.lexicon import Token
from onrecord.model.event import EventStatus, EventType

_REACH = 9
BOUNDS = frozenset(codebook.words("bounds"))
ADVERBS = frozenset(codebook.words("adverbs"))
_THREATS = frozenset(codebook.words("threats"))
_THREATS_LINKED = _THREATS - {"threaten", "threatens", "threatened", "threatening", "ultimatum", "swore", "sworn"}
_PLANS = frozenset(codebook.words("plans"))
_PLANS_LINKED = frozenset(codebook.words("plans_linked"))
_MAYBES = frozenset(codebook.words("maybes"))
_MAYBES_LINKED = frozenset(codebook.words("maybes_linked"))
_NOT = frozenset({"not", "never", "nor", "neither", "cannot"})
_NO = frozenset({"no", "without", "none", "nobody"})
_DENY = frozenset({"deny", "denies", "denied", "denying"})
_BE = frozenset({"is", "are", "was", "were", "been", "'re", "am"})
_HELPERS = frozenset({"be", "been", "have", "has", "had", "to", "yet"})
_REFUSALS = ("refus", "reject", "declin", "dismiss", "veto", "den")
_MODALS = frozenset({"will", "would", "shall", "may", "might", "could"})
_LINKS = frozenset({"to", "for", "of", "would", "will"})
_FAILS = frozenset({"failed", "fails", "failing", "fail", "failure"})
_GOES_ON = frozenset(codebook.words("goes_on"))
REPORTING = frozenset(codebook.words("reporting"))


def words_before(tokens: list[Token], trigger: int) -> list[str]:
    """The lower-case words that may govern the trigger, nearest last."""
    words: list[str] = []
    for token in reversed(tokens[max(0, trigger - _REACH) : trigger]):
        if token.low in BOUNDS:
            break
        words.append(token.low)
    return words[::-1]


def _governs(words: list[str], cues: frozenset[str], with_link: frozenset[str], *, reach: int) -> bool:
    """Whether a cue stands within `reach` words before the trigger; `with_link` cues need a 'to' or 'for' after."""
    near = words[-reach:]
    for index, word in enumerate(near):
        if word not in cues:
            continue
        if word not in with_link or _LINKS & set(near[index + 1 : index + 5]):
            return True
    return False


def _is_progressive(tokens: list[Token], trigger: int, words: list[str]) -> bool:
    if _governs(words, _GOES_ON, frozenset({"under"}), reach=3):
        return True
    tail = [word for word in words if word not in ADVERBS][-2:]
    if "under" in tail:
        return True
    if tail[-1:] == ["being"]:
        return words[:-1] != []
    moving = tokens[trigger].low.endswith("ing") and tokens[trigger].low != "willing"
    return (moving and bool(_BE & set(tail))) or _is_being_made(words)


def _is_being_made(words: list[str]) -> bool:
    """'is drawing sharp criticism', 'are staging protests': the verb is under way, the trigger its object."""
    return any(first in _BE and then.endswith("ing") for first, then in pairwise(words[-3:]))


def _is_denied(words: list[str]) -> bool:
    if "," in words:
        words = words[len(words) - words[::-1].index(",") :]
    if "only" in words[-4:] and "not" in words[-5:]:
        return False
    if _governs(words, _FAILS, _FAILS, reach=4):
        return True
    if _DENY & set(words[-5:]) or _NO & set(words[-2:]) or _without_plans(words[-4:]):
        return True
    plain = [word for word in words if word not in ADVERBS | _HELPERS | _PLANS][-2:]
    return any(word in _NOT or word.endswith("n't") for word in plain) or _split_not(words[-5:])


def _without_plans(words: list[str]) -> bool:
    """'has no plans to meet'."""
    return any(first in _NO and then in _PLANS for first, then in pairwise(words))


def _split_not(words: list[str]) -> bool:
    """'didn't' in three tokens: 'didn', an apostrophe, 't'."""
    return any(a.endswith("n") and b in "'’" and c == "t" for a, b, c in zip(words, words[1:], words[2:], strict=False))


def status_of(kind: EventType, tokens: list[Token], trigger: int) -> EventStatus:
    """How the event whose trigger is `tokens[trigger]` is told; `happened` when nothing says otherwise.

    A threat, promise, demand or refusal is itself what happened, whatever it is about.
    """
    words = words_before(tokens, trigger)
    if tokens[trigger].low in _NOT:
        return "hypothetical" if "if" in words else "happened"
    if _is_denied(words):
        # 'will not accept' is the refusal itself; 'did not refuse' denies one
        return "happened" if kind == "REJECT" and not tokens[trigger].low.startswith(_REFUSALS) else "denied"
    if kind == "THREATEN":
        return "happened"
    if tokens[trigger].low in _MODALS:
        return "planned" if tokens[trigger].low in _PLANS or REPORTING & set(words) else "hypothetical"
    if _governs(words, _THREATS, _THREATS_LINKED, reach=5):
        return "threatened"
    if _governs(words, _MAYBES, _MAYBES_LINKED, reach=5) and not _is_polite(words):
        return "planned" if "would" in words[-5:] and REPORTING & set(words) else "hypothetical"
    if is_planned(words) or _to_be(words):
        return "planned"
    return "ongoing" if _is_progressive(tokens, trigger, words) else "happened"


def _is_polite(words: list[str]) -> bool:
    """'would like to thank' thanks."""
    return ("would", "like") in pairwise(words[-5:])


def is_planned(words: list[str]) -> bool:
    """Whether the words before a trigger announce it."""
    return _governs(words, _PLANS, _PLANS_LINKED, reach=5)


def _to_be(words: list[str]) -> bool:
    """'is to visit', 'to be deployed', headline 'to visit'."""
    tail = [word for word in words if word not in ADVERBS][-3:]
    return tail[-2:] == ["to", "be"] or (tail[-1:] == ["to"] and bool({"is", "are"} & set(tail[:-1])))
