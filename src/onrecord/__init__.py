"""News pages put on record: who said or did what to whom, when, where, and on whose word.

>>> import onrecord
>>> record = onrecord.read("page.html")                              # one page, as typed objects
>>> with onrecord.open("record.db") as db:                           # a record file, to be questioned
...     frame = db.said("Kim Jong Un", about="United States").to_pandas()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.model.actor import Actor
    from onrecord.model.attribution import Source, Statement, Via
    from onrecord.model.document import Record
    from onrecord.model.errors import (
        ExportError,
        FetchError,
        InputError,
        InstallError,
        OnRecordError,
        QueryError,
        RecordError,
    )
    from onrecord.model.event import Event, Party, Quantity
    from onrecord.model.page import Credit, Dateline, Outlet, Page, Published
    from onrecord.model.place import Place
    from onrecord.model.provenance import Input, Problem
    from onrecord.model.spans import Evidence
    from onrecord.model.timex import Timex, When
    from onrecord.model.zone import Zone
    from onrecord.scale.reader import read, read_all
    from onrecord.version import __version__
    from onrecord.views.record_file import RecordFile, open  # noqa: A004 - `onrecord.open` is the public name
    from onrecord.views.rows import Rows

__all__ = [
    "Actor",
    "Credit",
    "Dateline",
    "Event",
    "Evidence",
    "ExportError",
    "FetchError",
    "Input",
    "InputError",
    "InstallError",
    "OnRecordError",
    "Outlet",
    "Page",
    "Party",
    "Place",
    "Problem",
    "Published",
    "Quantity",
    "QueryError",
    "Record",
    "RecordError",
    "RecordFile",
    "Rows",
    "Source",
    "Statement",
    "Timex",
    "Via",
    "When",
    "Zone",
    "__version__",
    "open",
    "read",
    "read_all",
]

_HOMES = {
    "onrecord.model.actor": ("Actor",),
    "onrecord.model.attribution": ("Source", "Statement", "Via"),
    "onrecord.model.document": ("Record",),
    "onrecord.model.errors": (
        "ExportError",
        "FetchError",
        "InputError",
        "InstallError",
        "OnRecordError",
        "QueryError",
        "RecordError",
    ),
    "onrecord.model.event": ("Event", "Party", "Quantity"),
    "onrecord.model.page": ("Credit", "Dateline", "Outlet", "Page", "Published"),
    "onrecord.model.place": ("Place",),
    "onrecord.model.provenance": ("Input", "Problem"),
    "onrecord.model.spans": ("Evidence",),
    "onrecord.model.timex": ("Timex", "When"),
    "onrecord.model.zone": ("Zone",),
    "onrecord.scale.reader": ("read", "read_all"),
    "onrecord.version": ("__version__",),
    "onrecord.views.record_file": ("RecordFile", "open"),
    "onrecord.views.rows": ("Rows",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Fetch a public name from its module the first time it is asked for, so that `import onrecord` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
