"""The verbal act that a statement performs, in PLOVER's event types.

A cue such as 'denounced' carries its act by itself; 'vowed' and 'warned' carry one only together with what is vowed or
warned of; 'said' carries none unless the words said are themselves a demand, a threat, an apology and the like.
"""

from __future__ import annotations

import re

from onrecord.model.event import EventType

_END = r"(?:e|es|ed|d|s|ing|ings|ning|ned|ging|ged|ting|ted|ping|ped)?\b"


def _stems(*stems: str) -> re.Pattern[str]:
    """Match any inflected form of a verb given by its stems ('denounc' for denounce, denouncing …)."""
    return re.compile(r"\b(?:" + "|".join(stems) + ")" + _END, re.IGNORECASE)


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b", re.IGNORECASE)


_CUES: tuple[tuple[EventType, re.Pattern[str]], ...] = (
    ("THREATEN", _stems("threaten")),
    (
        "REQUEST",
        _stems(
            "urg", "implor", "beseech", "exhort", "demand", "plead", "beg", "lobby", "lobbi", "petition", "instruct"
        ),
    ),
    ("REQUEST", _words(r"call(?:s|ed|ing)? (?:up)?on", r"call(?:s|ed|ing)? for", r"appeal(?:s|ed|ing)? (?:to|for)")),
    ("REQUEST", _words(r"(?:press|push)(?:es|ed|ing)? for", r"order(?:s|ed|ing)?", r"request(?:s|ed|ing)?")),
    (
        "ACCUSE",
        _stems(
            "denounc", "condemn", "critici[sz]", "accus", "blam", "slam", "lambast", "decr(?:y|ie)", "deplor", "assail"
        ),
    ),
    (
        "ACCUSE",
        _stems("rebuk", "castigat", "excoriat", "berat", "upbraid", "chid", "scold", "ridicul", "mock", "alleg"),
    ),
    ("ACCUSE", _stems("disparag", "deride?", "vilif(?:y|ie)", "bemoan", "protest", "lament", "complain")),
    ("ACCUSE", _words(r"blast(?:s|ed|ing)?", r"(?:lash|hit|railed|rail)(?:es|s|ed|ing)? (?:out|against|at|back)")),
    ("ACCUSE", _words(r"took aim at", r"takes aim at", r"taking aim at", r"fault(?:s|ed|ing)")),
    (
        "SUPPORT",
        _stems("prais", "hail", "laud", "commend", "endors", "applaud", "congratulat", "salut", "welcom", "thank"),
    ),
    ("SUPPORT", _words(r"(?:voic|express|declar|reiterat|reaffirm)(?:es|ed|ing) (?:\w+ )?(?:support|solidarity)")),
    (
        "SUPPORT",
        _words(r"(?:pay|pays|paid|paying) tribute", r"(?:threw|throws?|throwing) (?:\w+ )?(?:support|weight) behind"),
    ),
    ("AGREE", _stems("promis", "pledg", "assur")),
    ("AGREE", _words(r"offer(?:s|ed|ing)? to", r"commit(?:s|ted|ting)? to", r"agree(?:s|d|ing)? to")),
    ("REJECT", _stems("refus", "reject", "rebuff", "spurn", "veto", "vetoe")),
    ("REJECT", _words(r"rul(?:es|ed|ing|e) out", r"turn(?:s|ed|ing)? down", r"dismiss(?:es|ed|ing)?")),
    ("CONCEDE", _stems("apologi[sz]")),
    ("CONCEDE", _words(r"back(?:s|ed|ing)? down", r"(?:express|voic)(?:es|ed|ing) (?:\w+ )?regrets?")),
    ("CONCEDE", _words(r"conced(?:es|ed|ing|e) defeat")),
)
_VOW = _stems("vow", "swear", "swor", "pledg", "promis")
_WARN = _stems("warn", "caution")
_AGREE_CUE = _stems("agree", "offer", "commit")
_DECLINE = _stems("declin", "refus")
_ASK = _stems("ask", "invit")
_ANNOUNCE = _stems("announc", "declar", "proclaim")
_NEGATED = re.compile(r"\b(?:not|never|n['’]t|stopp?(?:ed|ing|s)? short of|without)\b|n['’]t\b", re.IGNORECASE)
_TO = re.compile(r"\W*(?:not )?to\b", re.IGNORECASE)

_HOSTILE = _words(
    r"retaliat\w*",
    r"aveng\w*",
    r"revenge",
    r"attack(?:s|ed|ing)?",
    r"strike back",
    r"destroy\w*",
    r"annihilat\w*",
    r"crush\w*",
    r"wip(?:e|ed|ing) out",
    r"punish\w*",
    r"(?:heavy|steep|high) price",
    r"consequences",
    r"war",
    r"military action",
    r"force",
    r"sanctions?",
    r"tariffs?",
    r"arrest\w*",
    r"jail\w*",
    r"expel\w*",
    r"shoot\w*",
    r"kill\w*",
    r"eliminat\w*",
    r"strong(?:est)? response",
    r"tough(?:er|est)? (?:response|measures?|action|stance|polic\w+)",
    r"countermeasures?",
    r"sue",
    r"strike (?:at|against)",
    r"fight(?:ing)?",
)
_MENACE = _words(
    r"(?:will|would|shall|['’]ll) (?:\w+ )?(?:retaliate|strike back|be destroyed|be crushed|respond with force)",
    r"(?:will|would|shall|['’]ll) face (?:\w+ )?consequences",
    r"(?:pay|face) (?:a|the) (?:heavy|high|steep|big)? ?price",
    r"(?:grave|serious|severe|dire|unpredictable) consequences",
    r"sea of fire",
    r"all[- ]out war",
    r"(?:will|would) (?:\w+ )?(?:annihilate|wipe out|crush)",
)
_READ = 2000
"""Characters read of a cue or content: an act is performed where a statement begins."""
_FIRST = r"(?:we|i)"
_PERFORMS: tuple[tuple[EventType, re.Pattern[str]], ...] = (
    ("THREATEN", _MENACE),
    (
        "REQUEST",
        _words(
            _FIRST + r" (?:\w+ )?(?:call (?:up)?on|urge|demand|ask|appeal to|implore|request)",
            r"must (?:immediately )?(?:stop|end|halt|cease|release|withdraw|leave|resign|step down|disarm)",
        ),
    ),
    (
        "ACCUSE",
        _words(_FIRST + r" (?:\w+ )?(?:condemn|denounce|deplore|accuse|blame)", r"(?:is|are|was|were) to blame"),
    ),
    ("CONCEDE", _words(_FIRST + r" (?:\w+ )?apologi[sz]e", r"(?:i['’]m|i am|we['’]re|we are) (?:\w+ )?sorry")),
    (
        "REJECT",
        _words(
            _FIRST + r" (?:\w+ )?(?:reject|refuse)",
            _FIRST + r" (?:will|shall) (?:never|not) (?:accept|negotiate|agree|allow|meet|recogni[sz]e)",
        ),
    ),
    (
        "SUPPORT",
        _words(
            _FIRST
            + r" (?:\w+ )?(?:welcome|congratulate|support|endorse|applaud|commend|thank|stand (?:with|by|behind))"
        ),
    ),
    (
        "AGREE",
        _words(
            _FIRST + r" (?:are|am) (?:ready|willing|prepared) to (?:help|talk|meet|negotiate|work|cooperate|discuss)"
        ),
    ),
)
_YIELDING = _words(r"cease-?fire", r"truce", r"amnesty", r"(?:troop )?withdrawal", r"pull-?out", r"moratorium")
_COOPERATIVE = _words(
    r"help\w*",
    r"support\w*",
    r"work(?:ing)? (?:with|together)",
    r"cooperat\w*",
    r"expand\w*",
    r"strengthen\w*",
    r"protect\w*",
    r"provid\w*",
    r"deliver\w*",
    r"improv\w*",
    r"deepen\w*",
    r"invest\w*",
    r"rebuild\w*",
    r"defend\w*",
    r"assist\w*",
    r"aid",
)
_EMPTY_REFUSAL = _words(
    r"comment\w*",
    r"identif\w+",
    r"be (?:named|identified|quoted)",
    r"elaborat\w*",
    r"say",
    r"discuss",
    r"answer",
    r"speculat\w*",
)


def verbal_act(cue: str, content: str) -> EventType | None:
    """The act that `cue` and `content` perform together, or None when they only tell.

    Args:
        cue: the words that introduce the statement, as written ('has denounced', 'vowed', 'according to').
        content: the words of the statement.
    """
    cue, content = cue[:_READ], content[:_READ]
    if _NEGATED.search(cue):
        return None
    composed = _composed(cue, content)
    if composed is not None:
        return composed
    if _DECLINE.search(cue):
        return None if _EMPTY_REFUSAL.match(content.lstrip(" ,to")) else "REJECT"
    for act, pattern in _CUES:
        if pattern.search(cue):
            return act
    return _performed(content)


def _composed(cue: str, content: str) -> EventType | None:
    """Cues whose act is decided by what follows them."""
    if _VOW.search(cue):
        return _vowed(cue, content)
    if _WARN.search(cue):
        return "THREATEN" if _MENACE.search(content) else None
    if _AGREE_CUE.search(cue) and _TO.match(content):
        return "AGREE"
    if (
        _ASK.search(cue)
        and not content.rstrip(" \"”'’").endswith("?")
        and re.match(r"\W*(?:\w+[\s,]+){0,8}?(?:to|for)\b", content)
    ):
        return "REQUEST"
    if _ANNOUNCE.search(cue) and _YIELDING.search(content):
        return "CONCEDE"
    return None


def _vowed(cue: str, content: str) -> EventType | None:
    if _HOSTILE.search(content) and not _COOPERATIVE.search(content):
        return "THREATEN"
    if re.search(r"\b(?:never|not)\b", content[:24], re.IGNORECASE):
        return "REJECT"
    plain_vow = re.search(r"\b(?:vow|swear|swor)", cue, re.IGNORECASE) is not None
    return "AGREE" if not plain_vow or _COOPERATIVE.search(content) else None


def _performed(content: str) -> EventType | None:
    """The act that the words said perform by themselves."""
    for act, pattern in _PERFORMS:
        if pattern.search(content):
            return act
    return None
