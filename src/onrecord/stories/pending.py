"""Pages on record that have not been compared with the others yet: of an earlier version, or from another file."""

from __future__ import annotations

from onrecord.model.errors import RecordError
from onrecord.store import Store

PENDING = "SELECT n FROM documents WHERE NOT EXISTS (SELECT 1 FROM stories WHERE document = n) ORDER BY n"
_ANY = "SELECT (SELECT count(*) FROM documents) > (SELECT count(*) FROM stories)"


def bring_up_to_date(store: Store) -> int:
    """Compare the pages that have not been yet, of a record file that is open to be asked; how many are left.

    None are left unless the file cannot be written to.
    """
    if not store.query(_ANY)[0][0]:
        return 0
    from onrecord.stories.grouping import Grouping  # it brings NumPy with it, which most questions do without

    try:
        with Store(store.path, write=True) as writer:
            Grouping(writer).catch_up()
    except RecordError:
        return len(store.query(PENDING))
    return 0
