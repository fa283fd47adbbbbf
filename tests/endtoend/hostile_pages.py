"""Damaged and hostile pages, made from the example pages with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "pages"

Damage = Callable[[bytes, random.Random], bytes]


def truncated(page: bytes, rng: random.Random) -> bytes:
    return page[: rng.randrange(len(page))]


def wrong_charset(page: bytes, rng: random.Random) -> bytes:
    text = page.decode("utf-8", "replace").replace(
        "utf-8", rng.choice(["utf-16", "shift_jis", "x-none", "ascii", "utf-7"])
    )
    return text.encode(rng.choice(["utf-8", "cp1251", "utf-16", "latin-1"]), "replace")


def nul_bytes(page: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(page))
    return page[:at] + b"\0" * rng.randrange(1, 200) + page[at:]


def flipped_bits(page: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(page)
    for _ in range(len(page) // 50):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def deep(page: bytes, rng: random.Random) -> bytes:
    tag = rng.choice([b"div", b"blockquote", b"table><tr><td", b"b", b"ul><li"])
    return b"<html><body>" + (b"<" + tag + b">") * 10_000 + page


def unclosed(page: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(page))
    return page[:at] + rng.choice([b"<!--", b"<script>", b"<![CDATA[", b'<p title="', b"<svg><style>"]) + page[at:]


def quotes_everywhere(page: bytes, rng: random.Random) -> bytes:
    return page.replace(b" ", rng.choice([' "', " “", " ”", " '", " ‘"]).encode("utf-8"))


def one_long_line(page: bytes, rng: random.Random) -> bytes:
    return rng.choice([b"a", b" ", b'"', b"1", b"said ", b"<p>", b"&amp;", b"(", b"\xc2\xa0"]) * 100_000 + page


def binary(_page: bytes, rng: random.Random) -> bytes:
    return rng.randbytes(5_000)


def empty(_page: bytes, rng: random.Random) -> bytes:
    return b" \n\t"[: rng.randrange(4)]


def terminal_escapes(page: bytes, _rng: random.Random) -> bytes:
    return page.replace(b"said", b"\x1b[2J\x1b]0;owned\x07said [bold red]{0}[/] %s \xe2\x80\xae")


DAMAGES: tuple[Damage, ...] = (
    truncated,
    wrong_charset,
    nul_bytes,
    flipped_bits,
    deep,
    unclosed,
    quotes_everywhere,
    one_long_line,
    binary,
    empty,
    terminal_escapes,
)


def hostile_pages(count: int) -> Iterator[tuple[str, bytes]]:
    """`count` pairs of file name and content: each kind of damage in turn, on each example page in turn."""
    rng = random.Random(20)
    pages = sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".html", ".txt"))
    for n in range(count):
        damage, page = DAMAGES[n % len(DAMAGES)], pages[n // len(DAMAGES) % len(pages)]
        yield f"{n:04}-{damage.__name__}{page.suffix}", damage(page.read_bytes(), rng)


def write_hostile(folder: Path, count: int) -> None:
    """The pages as files, beside a page of 50 MB and a folder that holds itself."""
    for name, content in hostile_pages(count):
        (folder / name).write_bytes(content)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.html").symlink_to(folder / "nowhere.html")
    with (folder / "huge.html").open("wb") as huge:
        huge.write(b"<html><body>")
        for n in range(500_000):
            huge.write(
                b'<p>Minister %07d said it would "not end here" and left the room, for now at least, she said.</p>\n'
                % n
            )
