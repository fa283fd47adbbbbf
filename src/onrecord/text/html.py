"""An HTML page: one canonical text with its zones, and what the page says about itself."""

from __future__ import annotations

import trafilatura

from onrecord.model.page import Page
from onrecord.text.opened import Opened, zone


def open_html(source: str, url: str | None) -> Opened:
    """Render a page's article and label it."""
    found = trafilatura.bare_extraction(source, url=url, include_comments=False)
    if found is None:
        return Opened(text="")
    text = found.text or ""
    return Opened(text=text, zones=(zone("body", (0, len(text))),), page=Page(title=found.title))
