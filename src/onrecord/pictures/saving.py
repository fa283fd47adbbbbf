"""A picture as a file: SVG, a page of its own, or PNG."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from onrecord.model.errors import InstallError, QueryError
from onrecord.model.whole import whole_file

FORMATS = (".svg", ".html", ".png")
_ZOOM = 2

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The Content-Security-Policy of pages made here: nothing is fetched, no script runs."""


def check_plot(path: Path) -> None:
    """Refuse a kind of picture that cannot be made, before the question is asked.

    Raises:
        QueryError: the file's name ends in none of `FORMATS`.
        InstallError: a PNG is wanted and what makes it is not installed.
    """
    if path.suffix.lower() not in FORMATS:
        raise QueryError(f"cannot draw {path}: a picture is {', '.join(FORMATS)} by its name's ending")
    if path.suffix.lower() == ".png":
        _png_maker()


def save_picture(svg: str, path: Path, *, title: str) -> None:
    """Write an SVG as what the file's name says.

    Raises:
        QueryError, InstallError: as `check_plot`.
        ExportError: the file cannot be written.
    """
    check_plot(path)
    kind = path.suffix.lower()
    data = _png(svg) if kind == ".png" else (svg if kind == ".svg" else _page(svg, title)).encode("utf-8", "replace")
    with whole_file(path) as stream:
        stream.write(data)


def _page(svg: str, title: str) -> str:
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>body{{margin:1rem;background:#fff}}svg{{max-width:100%;height:auto}}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{svg}</body></html>\n'


def _png(svg: str) -> bytes:
    return bytes(_png_maker().svg_to_bytes(svg_string=svg, zoom=_ZOOM))


def _png_maker() -> Any:
    try:
        import resvg_py
    except ImportError as error:
        told = "resvg is not installed, which makes PNG: pip install 'onrecord[png]', or draw an .svg"
        raise InstallError(told) from error
    return resvg_py
