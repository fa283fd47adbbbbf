"""Records that no reading gives: of a page that could not be read, and of one whose words cannot be written down."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from onrecord.model.document import Record
from onrecord.model.page import Page
from onrecord.model.provenance import Input, Problem, RawPage, identify
from onrecord.version import __version__


def unread(raw: RawPage, what: str, detail: str) -> Record:
    """A record without text for `raw`, under the id it would have had."""
    page_id, sha256 = identify(raw)
    return Record(
        id=page_id,
        input=Input(
            uri=raw.uri,
            row_id=raw.row_id,
            sha256=sha256,
            read_at=datetime.now(UTC).isoformat(timespec="seconds"),
            reader=f"onrecord {__version__}",
        ),
        page=Page(title=raw.hints.title),
        text="",
        problems=(*raw.problems, Problem(what=what, detail=detail)),
    )


_SURROGATE = re.compile("[\ud800-\udfff]")


def writable(record: Record) -> Record:
    """`record`, or where it has halves of characters (a file name that is no UTF-8, a broken escape in JSON) a copy
    with U+FFFD for each of them and a problem that says so; spans stay right."""
    try:
        msgspec.json.encode(record)
    except UnicodeEncodeError:
        mended: Record = msgspec.convert(_mended(msgspec.to_builtins(record, builtin_types=(bytes,))), Record)
        problem = Problem(what="half characters", detail="characters that cannot be written down became U+FFFD")
        return msgspec.structs.replace(mended, problems=(*mended.problems, problem))
    return record


def _mended(value: Any) -> Any:
    """A value of builtins with every half of a character replaced; as deep as the record format, no deeper."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _mended(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(one) for one in value]
    return value
