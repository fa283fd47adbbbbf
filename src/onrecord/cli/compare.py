"""`onrecord compare`: two pages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.options import Output, output_options, record_option
from onrecord.cli.output import give_data, give_one
from onrecord.cli.screen import cell, count, line, screen, short, show_on, stacked, sureness, table
from onrecord.model.spans import Spans
from onrecord.store import Store
from onrecord.store.tables import page_name
from onrecord.views.compare import Compared, Side, compare
from onrecord.views.likeness import Likeness
from onrecord.views.rows import Said

_SHOWN = 8
_SAME_TEXT = 0.3


@click.command("compare")
@click.argument("first", metavar="PAGE")
@click.argument("second", metavar="PAGE")
@output_options
@record_option
def command(first: str, second: str, store: Store, output: Output) -> None:
    """Two pages side by side: who speaks on both, about whom, how far apart, and what is alike in words.

    A PAGE is named as for 'onrecord show'. Words are compared, not what they mean: that two statements share words does
    not say that they agree. --json gives all of it, --jsonl and --csv a line a likeness.
    """
    found = compare(store, first, second)
    if output.form == "json":
        give_one(found, output)
    elif output.form == "table":
        show_on(screen(), *_shown(found, output.limit or _SHOWN))
    else:
        give_data(found.likenesses[: output.rows], output)


def _shown(found: Compared, most: int) -> Iterator[RenderableType]:
    grid = table("First", "Second")
    grid.add_row(_side(found.first), _side(found.second))
    yield grid
    yield from (Text(note, "red") for note in found.notes)
    yield from (Text(sentence) for sentence in _in_words(found))
    yield from _statements(found, most)
    yield from _alike(found, most)


def _side(side: Side) -> Text:
    dated = f"published {side.published} ({sureness(side.published_sure or 0)})" if side.published else "undated"
    facts = [side.outlet, dated, f"credits {', '.join(side.credit)}" if side.credit else None]
    return stacked(
        cell(side.title or page_name(side.uri), "bold"),
        Text(" · ".join(line(fact) for fact in facts if fact), "dim"),
        Text(f"page {short(side.page)} · {count(side.statements, 'statement')}", "dim"),
    )


def _in_words(found: Compared) -> Iterator[str]:
    if found.apart:
        yield "Published on the same day." if found.apart == "the same day" else f"Published {found.apart} apart."
    if found.same_text >= _SAME_TEXT:
        yield f"{found.same_text:.0%} of the shorter text stands in the other too: a copy, or a long quotation."
    speakers = [one for one in found.likenesses if one.what == "speaker"]
    if not speakers:
        yield "Nobody speaks on both."
    for speaker in speakers[:_SHOWN]:
        about = [one for one in found.likenesses if one.what == "target" and one.speaker == speaker.speaker]
        told = ", ".join(f"{line(one.words)} ({_counts(one)})" for one in about)
        yield f"Speaks on both: {line(speaker.words)} ({_counts(speaker)}), about {told or 'nobody the same'}."


def _counts(one: Likeness) -> str:
    return f"{one.first} and {one.second}"


def _statements(found: Compared, most: int) -> Iterator[RenderableType]:
    sides = found.statements_first, found.statements_second
    if not any(sides):
        return
    yield Padding(Text("What those who speak on both say", "bold"), (1, 0, 0, 0))
    words = [one for one in found.likenesses if one.what == "word"]
    grid = table("First", "Second")
    for n in range(min(most, max(map(len, sides)))):
        grid.add_row(
            *(
                _said(side[n], [span for word in words for span in (word.first_spans, word.second_spans)[at]])
                if n < len(side)
                else Text("")
                for at, side in enumerate(sides)
            )
        )
    yield grid
    left = max(map(len, sides)) - most
    if left > 0:
        yield Text(f"{left} more on the longer side; --limit shows them", "dim")


def _said(one: Said, alike: Iterable[tuple[int, int]]) -> Text:
    facts = [line(one.speaker), f"“{line(one.cue)}”" if one.cue else "", one.said_on or "", sureness(one.confidence)]
    return stacked(
        _marked(one.content or "—", one.spans, alike), Text(" · ".join(fact for fact in facts if fact), "dim")
    )


def _marked(content: str, spans: Spans, alike: Iterable[tuple[int, int]]) -> Text:
    """The content with the words set off that the other page's statements have too."""
    marked, begin, held = Text(), 0, sorted(set(alike))
    for start, end in spans:
        at = start
        for a, b in held:
            if at <= a and b <= end:
                marked.append(line_in(content[begin + at - start : begin + a - start]))
                marked.append(line_in(content[begin + a - start : begin + b - start]), "bold yellow")
                at = b
        marked.append(line_in(content[begin + at - start : begin + end - start] + " "))
        begin += end - start + 1
    marked.rstrip()
    return marked


def line_in(words: str) -> str:
    """A stretch of a line, its spaces at both ends kept as one."""
    before, after = " " if words[:1].isspace() else "", " " if words[-1:].isspace() and words.strip() else ""
    return before + line(words) + after


def _alike(found: Compared, most: int) -> Iterator[RenderableType]:
    yield Padding(Text("Alike in words (not: in what they mean)", "bold"), (1, 0, 0, 0))
    runs = [one for one in found.likenesses if one.what == "run"]
    pairs = [one for one in found.likenesses if one.what == "pair"]
    words = [one for one in found.likenesses if one.what == "word"]
    yield _listed("runs of words in both", [f"“{line(one.words)}”" for one in runs[:most]])
    yield _listed("words of a speaker in both", [_word(one) for one in words[: 3 * most]])
    if pairs:
        yield Text("statements of one speaker that share words, in order:")
        grid = table("Words", "First", "Second")
        for one in pairs[:most]:
            grid.add_row(cell(one.words, "bold"), cell(one.first_words), cell(one.second_words))
        yield grid


def _word(one: Likeness) -> str:
    forms = dict.fromkeys(line(form).casefold() for form in (one.first_words, one.second_words))
    return f"{'/'.join(forms)} ({_counts(one)})"


def _listed(what: str, items: Sequence[str]) -> Text:
    return Text.assemble(f"{what}: ", ", ".join(items) or "none")
