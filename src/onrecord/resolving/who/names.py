"""The proper names that the reader found, for look-up by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from onrecord.model.actor import Name, NameKind
from onrecord.model.spans import Span


class NameIndex:
    """A page's names in text order, without overlap (of two that overlap the first and longest stays)."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: list[Name] = []
        for name in sorted(names, key=lambda n: (n.start, -n.end)):
            if not self._names or name.start >= self._names[-1].end:
                self._names.append(name)
        self._starts = [name.start for name in self._names]

    def __len__(self) -> int:
        return len(self._names)

    def of_kind(self, *kinds: NameKind) -> Iterator[Name]:
        """The names of these kinds in text order."""
        return (name for name in self._names if name.kind in kinds)

    def covering(self, span: Span) -> Name | None:
        """The name that holds all of `span`."""
        number = bisect_right(self._starts, span[0]) - 1
        if number >= 0 and self._names[number].end >= span[1]:
            return self._names[number]
        return None

    def touching(self, span: Span) -> Name | None:
        """A name that shares characters with `span`."""
        number = bisect_right(self._starts, span[1] - 1) - 1
        if number >= 0 and self._names[number].end > span[0]:
            return self._names[number]
        return None

    def exactly(self, span: Span, kind: NameKind, text: str) -> bool:
        """Whether a name of that kind stands at `span`, an article before it aside."""
        name = self.covering(span)
        if name is None or name.kind != kind or name.end > span[1] + 2:
            return False
        return text[name.start : span[0]].strip().casefold() in ("", "the")
