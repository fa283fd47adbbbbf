"""Statements of several pages that carry one utterance: the same words, said once.

A statement carries an utterance when its words are those of the utterance's fullest carrier or nearly so (a longest
common subsequence), the speaker is the same or the words leave no doubt, and the dates do not speak against it: the
same formula said again a year later is another utterance. Statements are taken in order of arrival. Candidates share a
word shingle (of each content the few with the smallest hashes, a bottom sketch as of Broder 1997) or are words of the
same speaker in the same story.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

from onrecord.store import Store
from onrecord.stories.dates import apart
from onrecord.stories.differences import alike, differences, in_common, wording
from onrecord.stories.function_words import FUNCTION_WORDS
from onrecord.stories.said import Said, Sayings

WORDS_IN_SHINGLE = 4
SKETCH = 6
"""Shingles of a content that are indexed."""
LATEST = 40
"""Statements looked up for a shingle, those that came last."""
PAGES = 12
"""Pages of the story whose statements by the same speaker are looked at, those that came last."""
CANDIDATES = 12
"""Utterances that a statement is compared with."""

RETOLD = 0.65
"""Least share of the shorter content's words, for words of one speaker on two pages."""
ALMOST = 0.85
"""… for words that pages give to different speakers or to nobody, for other figures, and within a page, which seldom
tells twice what it tells once."""
EXACT = 0.93
"""… for words that pages give to different people: what two say alike need not be one taken for the other."""
MATTER = 0.6
"""… of the shorter content's words that are no function words, for words of one speaker on two pages."""
LEAST_WORDS = 5
LEAST_WORDS_OTHER = 9
"""Least words in common, for the one and for the other."""
DAYS_SAID = 1
"""Days by which pages may differ about when it was said."""
DAYS_CARRIED = 14
"""Days over which papers carry it, where a page does not say when it was said."""

_BY_SHINGLE = """
SELECT statement FROM utterance_index WHERE shingle = ? AND statement < ? ORDER BY statement DESC LIMIT ?"""
_BY_STORY = """
SELECT statement_actors.statement FROM (
    SELECT document FROM stories WHERE story = ? AND document <> ? ORDER BY document DESC LIMIT ?
) JOIN statements USING (document) JOIN statement_actors ON statement_actors.statement = statements.n
WHERE role = 'source' AND +actor_id IN ({})"""
_UTTERANCES = "SELECT DISTINCT utterance FROM utterances WHERE statement IN ({}) ORDER BY utterance"
_FULLEST = "SELECT statement FROM utterances WHERE utterance = ? AND (wording = 'fullest' OR wording IS NULL) LIMIT 1"
_CARRIERS = "SELECT statement FROM utterances WHERE utterance = ? ORDER BY statement"


class Utterances:
    """Puts a page's statements into utterances."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sayings = Sayings(store)

    def place(self, document: int, story: int) -> None:
        """Write down which utterance each statement of a page carries, and how it differs from the fullest carrier.

        To be called inside a transaction, once for a page, when its story is known.
        """
        for said in self._sayings.of_page(document):
            sketch = _sketch(said.words)
            fullest = self._nearest(said, self._candidates(said, sketch, story))
            if fullest is None:
                self._store.write("INSERT INTO utterances VALUES (?, ?, NULL, NULL)", [(said.number, said.number)])
            else:
                self._join(said, *fullest)
            rows = [(shingle, said.number) for shingle in sketch]
            self._store.write("INSERT OR IGNORE INTO utterance_index VALUES (?, ?)", rows)

    def forget(self) -> None:
        """Let go of what is kept in memory, since a page has been read anew."""
        self._sayings.forget()

    def _candidates(self, said: Said, sketch: Sequence[int], story: int) -> list[int]:
        """Statements that may carry the same utterance, those that share most first."""
        met: Counter[int] = Counter()
        for shingle in sketch:
            met.update(row[0] for row in self._store.query(_BY_SHINGLE, (shingle, said.number, LATEST)))
        if said.actors and len(said.words) >= LEAST_WORDS:
            marks = ", ".join("?" * len(said.actors))
            found = self._store.query(_BY_STORY.format(marks), (story, said.document, PAGES, *sorted(said.actors)))
            met.update({row[0] for row in found})
        return sorted(met, key=lambda number: (-met[number], number))[: 4 * CANDIDATES]

    def _nearest(self, said: Said, candidates: Sequence[int]) -> tuple[int, Said, float] | None:
        """The utterance whose fullest carrier is most like a statement, with that carrier and how alike they are."""
        marks = ", ".join("?" * len(candidates))
        utterances = [row[0] for row in self._store.query(_UTTERANCES.format(marks), candidates)]
        best: tuple[int, Said, float] | None = None
        for utterance in utterances[-CANDIDATES:]:
            for fullest in self._sayings.get(row[0] for row in self._store.query(_FULLEST, (utterance,))):
                near = carries(said, fullest)
                if near is not None and (best is None or near > best[2]):
                    best = utterance, fullest, near
        return best

    def _join(self, said: Said, utterance: int, fullest: Said, near: float) -> None:
        self._store.write("INSERT INTO utterances VALUES (?, ?, ?, ?)", [(said.number, utterance, None, near)])
        if len(said.words) <= len(fullest.words):
            self._store.write("UPDATE utterances SET wording = 'fullest' WHERE statement = ?", [(fullest.number,)])
            self._compare([said], fullest)
            return
        numbers = [row[0] for row in self._store.query(_CARRIERS, (utterance,)) if row[0] != said.number]
        self._store.write(
            "UPDATE utterances SET wording = 'fullest', alike = NULL WHERE statement = ?", [(said.number,)]
        )
        self._store.write("DELETE FROM utterance_differences WHERE statement = ?", [(number,) for number in numbers])
        self._compare(self._sayings.get(numbers), said)

    def _compare(self, carriers: Sequence[Said], fullest: Said) -> None:
        """Write down how carriers stand to the fullest one."""
        self._store.write("UPDATE utterances SET wording = ?, alike = ? WHERE statement = ?", [
            (wording(said, fullest), alike(said, fullest), said.number) for said in carriers
        ])  # fmt: skip
        self._store.write("INSERT INTO utterance_differences VALUES (?, ?, ?, ?, ?, ?)", [
            (said.number, found.kind, fullest.number, found.has, found.other_has, found.flagged)
            for said in carriers
            for found in differences(said, fullest)
        ])  # fmt: skip


def carries(said: Said, other: Said) -> float | None:
    """How alike two statements are, 0 to 1, when they carry one utterance; None when they do not."""
    same = said.same_speaker(other)
    shared = in_common(said.words, other.words)
    shorter = min(len(said.words), len(other.words))
    least = LEAST_WORDS if same else LEAST_WORDS_OTHER
    if shared < min(least, shorter if same and said.words == other.words else least):
        return None
    near = shared / shorter
    freely = same and said.document != other.document and _figures_agree(said, other) and _matter_agrees(said, other)
    others = not same and all(speaker.kind == "person" for speaker in (*said.speakers, *other.speakers))
    needed = RETOLD if freely else EXACT if others and said.speakers and other.speakers else ALMOST
    return near if near >= needed and _dates_agree(said, other) else None


def _figures_agree(said: Said, other: Said) -> bool:
    """Whether one gives no figure that the other has not: whoever retells words may round or leave out."""
    ours, theirs = ({word for word in one.words if word[0].isdigit()} for one in (said, other))
    return ours <= theirs or theirs <= ours


def _matter_agrees(said: Said, other: Said) -> bool:
    """Whether enough of the words that say something are shared: a formula of somebody's about another matter is
    another utterance."""
    ours, theirs = (tuple(word for word in one.words if word not in FUNCTION_WORDS) for one in (said, other))
    return in_common(ours, theirs) >= MATTER * min(len(ours), len(theirs))


def _dates_agree(said: Said, other: Said) -> bool:
    both = apart(said.said_on, other.said_on)
    if both is not None:
        return both <= DAYS_SAID
    days = apart(said.dated, other.dated)
    return days is None or days <= DAYS_CARRIED


def _sketch(words: Sequence[str]) -> list[int]:
    """The smallest hashes, 31 bits each, of the runs of four words."""
    runs = {" ".join(words[at : at + WORDS_IN_SHINGLE]) for at in range(len(words) - WORDS_IN_SHINGLE + 1)}
    return sorted(zlib.crc32(run.encode("utf-8", "surrogatepass")) >> 1 for run in runs)[:SKETCH]
