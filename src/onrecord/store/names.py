"""The words by which pages call their actors, so that a question can be put in the same words."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.actor import Actor
from onrecord.store.fold import fold

LONGEST_NAME = 80
"""Characters; longer mentions are descriptions, by which nobody asks."""

PRONOUNS = frozenset(
    (
        "i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours", "he", "him", "his", "she", "her",
        "hers", "it", "its", "they", "them", "their", "theirs", "this", "that", "these", "those", "who",
        "whom", "whose", "one",
    )
)  # fmt: skip


def names_of(actor: Actor, text: str) -> dict[str, tuple[str, bool]]:
    """Folded name -> (name as written, whether it is the actor's own name), for what a page calls an actor.

    Mentions without a capital ('the leader', 'his country') and pronouns are nobody's name; an abbreviation is ('US').
    """
    found: dict[str, tuple[str, bool]] = {}
    for words in _mentions(actor, text):
        folded = fold(words)
        if folded and folded not in found:
            found[folded] = (" ".join(words.split()), False)
    own = fold(actor.name)
    return found | ({own: (actor.name, True)} if own else {})


def _mentions(actor: Actor, text: str) -> Iterable[str]:
    for start, end in actor.mentions:
        words = text[start:end]
        if len(words) <= LONGEST_NAME and any(map(str.isupper, words)) and not _is_pronoun(words):
            yield words


def _is_pronoun(words: str) -> bool:
    return words.casefold() in PRONOUNS and not (words.isupper() and len(words) > 1)
