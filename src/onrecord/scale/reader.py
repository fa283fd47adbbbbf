"""Reading from Python: a source in, typed records out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from onrecord.model.document import Record
from onrecord.model.errors import InputError
from onrecord.model.provenance import RawPage, Skipped
from onrecord.reading import open_sources
from onrecord.scale.pool import TIME_LIMIT, Named, read_pages, reader_with
from onrecord.scale.run import passed_over


def read(
    source: str | os.PathLike[str],
    *,
    scraped: bool = False,
    actors: Named | None = None,
    profiles: Named | Iterable[Named] = (),
) -> Record:
    """The record of the one page that `source` is: a file, an address, a table or feed of a single row.

    With `scraped` a table's `text` column is taken as text copied from a page, boilerplate and all. `actors` is
    your own table of who is who, a CSV that adds to ours and wins over it; `profiles` are files of `onrecord learn`.

    Raises:
        InputError: there is no page, or more than one (`read_all` reads those); `actors` or a profile is wrong.
        FetchError: an address was refused or did not answer.
    """
    pages: list[RawPage] = []
    passed: list[Skipped] = []
    for found in open_sources([os.fspath(source)], scraped=scraped):
        if isinstance(found, Skipped):
            passed.append(found)
        else:
            pages.append(found)
        if len(pages) > 1:
            raise InputError(f"{os.fspath(source)!r} holds more than one page: use onrecord.read_all")
    if not pages:
        why = passed[0].reason if passed else "nothing in it"
        raise InputError(f"no page in {os.fspath(source)!r}: {why}")
    return next(read_pages(pages, jobs=1, reader=reader_with(actors, profiles)))


def read_all(
    *sources: str | os.PathLike[str],
    scraped: bool = False,
    jobs: int = 1,
    time_limit: float = TIME_LIMIT,
    actors: Named | None = None,
    profiles: Named | Iterable[Named] = (),
) -> Iterator[Record]:
    """The records of all pages of the sources, in their order; what is passed over is left out.

    With more than one of `jobs`, pages are read over that many processes, each page for at most `time_limit` seconds;
    the program that asks must then guard its own start with `if __name__ == "__main__":`, as Python's `multiprocessing`
    wants it.

    Raises:
        InputError: a source cannot be read at all; a row of `actors` or a profile is wrong.
        InstallError: the processes cannot start.
    """
    found = open_sources([os.fspath(source) for source in sources], scraped=scraped)
    pages = (page for page in found if isinstance(page, RawPage))
    records = read_pages(pages, jobs=jobs, time_limit=time_limit, reader=reader_with(actors, profiles))
    return (one for one in records if passed_over(one) is None)
