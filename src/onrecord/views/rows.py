"""What a question gives: rows of one type, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from onrecord.model.errors import InstallError
from onrecord.model.spans import Spans

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

RowType = TypeVar("RowType", bound=msgspec.Struct)


class Rows(Sequence[RowType], Generic[RowType]):
    """Rows of a question, in order.

    `total` is how many there are without the limit; `notes` says in plain words what the one who asks should know about
    how the question was understood (a name that fits several actors, a name that fits none). `kind` is the type of the
    rows.
    """

    def __init__(
        self,
        rows: Sequence[RowType],
        *,
        total: int | None = None,
        notes: Sequence[str] = (),
        kind: type[RowType] | None = None,
    ) -> None:
        self._rows = tuple(rows)
        self._kind = kind or (type(self._rows[0]) if self._rows else None)
        self.total = len(self._rows) if total is None else total
        self.notes = tuple(notes)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowType]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> RowType: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[RowType]: ...
    def __getitem__(self, index: int | slice) -> RowType | Rows[RowType]:
        if isinstance(index, slice):
            return Rows(self._rows[index], total=self.total, notes=self.notes, kind=self._kind)
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<{len(self)} of {self.total} rows>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of a row, also when there is none."""
        return self._kind.__struct_fields__ if self._kind else ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        return [msgspec.to_builtins(row) for row in self._rows]

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas data frame, a column a field.

        Raises:
            InstallError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise InstallError("pandas is not installed: pip install 'onrecord[pandas]'") from error
        return pd.DataFrame(self.to_dicts(), columns=list(self.columns))


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement on record. `dated` is `said_on`, else the page's `published`; `said_how` is on what ground `said_on`
    stands; `spans` are those of the content; `link` opens the live page at them, where the page has an address."""

    said_on: str | None
    said_precision: str | None
    said_how: str | None
    published: str | None
    dated: str | None
    speaker: str | None
    content: str | None
    cue: str | None
    via: tuple[str, ...]
    about: tuple[str, ...]
    addressee: tuple[str, ...]
    kind: str
    act: str | None
    source: str | None
    outlet: str | None
    title: str | None
    page: str
    uri: str
    link: str | None
    spans: Spans
    source_spans: Spans
    cue_spans: Spans
    speaker_ids: tuple[str, ...]
    about_ids: tuple[str, ...]
    confidence: float
    id: str


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """An event on record. `words` is the stretch of text from its first to its last part; `spans` are the trigger's;
    `link` opens the live page at the words, where the page has an address;
    `according_to` is the speaker inside whose statement (`attributed_to`) it is told, 'somebody unnamed' where the
    words say that it was said and not by whom."""

    date: str | None
    date_precision: str | None
    date_how: str | None
    published: str | None
    dated: str | None
    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: str
    words: str
    according_to: str | None
    attributed_to: str | None
    background: bool
    place: str | None
    quantities: tuple[str, ...]
    contexts: tuple[str, ...]
    intensity: float
    outlet: str | None
    title: str | None
    page: str
    uri: str
    link: str | None
    spans: Spans
    actor_ids: tuple[str, ...]
    recipient_ids: tuple[str, ...]
    confidence: float
    id: str


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a timeline: a statement (`what` is `said`) or an event (`what` is its type). `direction` is `by` when
    the one asked about speaks or acts, `to` when spoken about or acted upon. `intensity` (-10 conflict … 10
    cooperation) is the event's, or that of the statement's verbal act where it has one."""

    dated: str | None
    date_known: str
    direction: str
    what: str
    who: str | None
    whom: tuple[str, ...]
    words: str | None
    cue: str | None
    status: str | None
    act: str | None
    intensity: float | None
    via: tuple[str, ...]
    published: str | None
    outlet: str | None
    page: str
    uri: str
    spans: Spans
    confidence: float
    id: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An actor on record, with how often it speaks, is spoken about, acts and is acted upon."""

    name: str
    kind: str
    country: str | None
    role: str | None
    pages: int
    statements: int
    about: int
    acts: int
    acted_upon: int
    also: tuple[str, ...]
    id: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A page that full-text search found. In `snippet` the words found stand between U+0002 and U+0003."""

    title: str | None
    published: str | None
    outlet: str | None
    snippet: str
    page: str
    uri: str
    score: float


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read, or was passed over (`page` is then null)."""

    what: str
    detail: str
    uri: str
    page: str | None
