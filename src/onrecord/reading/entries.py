"""What a feed or sitemap points to."""

from __future__ import annotations

import msgspec

from onrecord.model.provenance import Hints


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A link with what its list says about it; `content` is the page's text as far as a feed carries it, as markup;
    `nested` when the link is another list, not a page."""

    url: str
    hints: Hints = Hints()
    content: str | None = None
    nested: bool = False
