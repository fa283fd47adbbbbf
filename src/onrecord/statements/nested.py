"""Statements inside statements: 'Hoek said the union had claimed that …' holds the union's claim too.

The networks were trained on outermost attributions alone, so the content of a statement is read once more by itself,
and only when it holds a reporting word. What somebody says of himself within his own words ('I said …') is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.model.attribution import Statement
from onrecord.model.spans import Span

MIN_CONFIDENCE = 0.8
"""How sure a statement inside another must be: higher than on the outside, where the networks were trained."""
_MIN_WORDS = 6
_REPORTING = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|according to|quot(?:es|ed|ing)|wrote|writes|repl(?:ies|ied)"
    r"|den(?:ies|ied|ying)|(?:stat|announc|argu|accus|promis|urg|declar|alleg|conced|not|emphasi[sz]|acknowledg"
    r"|pledg|reiterat|describ|observ|disclos|cit|indicat|estimat|underlin|underscor|denounc|critici[sz]|prais)(?:es|ed|ing)"
    r"|(?:claim|insist|warn|demand|report|tweet|confirm|threaten|remark|add|assert|vow|explain|stress|recall|respond"
    r"|mention|suggest|reveal|comment|complain|maintain|contend|caution|ask|answer|call)(?:s|ed|ing)"
    r"|testif(?:ies|ied)|admit(?:s|ted)|condemn(?:s|ed)|predict(?:s|ed))\b",
    re.IGNORECASE,
)
_OWN = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "it", "who", "that", "which", "what"})


def worth_reading(statements: Iterable[Statement], text: str) -> Iterator[Span]:
    """The content spans that may hold a statement of somebody else."""
    for one in statements:
        for start, end in one.content.spans if one.content else ():
            words = text[start:end]
            if len(words.split(maxsplit=_MIN_WORDS)) > _MIN_WORDS and _REPORTING.search(words):
                yield start, end


def is_of_another(statement: Statement) -> bool:
    """Whether an inner statement is somebody's whom the words name, and sure enough to be put down."""
    if statement.source is None or statement.confidence < MIN_CONFIDENCE:
        return False
    cue = statement.cue.text if statement.cue else ""
    return statement.source.text.lower() not in _OWN and _REPORTING.search(cue) is not None
