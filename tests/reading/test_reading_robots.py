"""robots.txt as in RFC 9309."""

from __future__ import annotations

import time

import pytest

from onrecord.reading.robots import ALL, read_robots

SITE = """
# Sitemap first
Sitemap: https://brenna.example/sitemap.xml
User-agent: otherbot
Disallow: /

User-agent: *
Crawl-delay: 2.5
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?*q=
Disallow: /caf%C3%A9
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/news/1", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/y", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?page=2&q=x", False),
        ("/search", True),
        ("/caf%c3%a9/1", False),
        ("/café", False),
    ],
)
def test_the_longest_matching_rule_wins(path: str, allowed: bool) -> None:
    robots = read_robots(SITE, "onrecord")
    assert robots.allows(path) is allowed
    assert robots.delay == 2.5


def test_an_agents_own_group_is_the_only_one_for_it() -> None:
    text = (
        "User-agent: *\nDisallow: /\n\nUser-agent: a\nUser-agent: OnRecord/2\nDisallow: /x\nUser-agent: b\nDisallow: /y"
    )
    robots = read_robots(text, "onrecord")
    assert [robots.allows(path) for path in ("/", "/x", "/y")] == [True, False, True]


@pytest.mark.parametrize(
    "text",
    ["", "<html>not found</html>", "Disallow: /", "User-agent: *\nDisallow:", "\0\0", "User-agent: x\nDisallow: /"],
)
def test_no_rules_for_us_allow_everything(text: str) -> None:
    assert read_robots(text, "onrecord").allows("/a")
    assert ALL.allows("/a")


def test_rules_made_to_be_slow_are_not() -> None:
    robots = read_robots(
        "User-agent: *\n" + "Disallow: /" + "*a" * 20_000 + "b\n" + "Disallow: /*a*a*a*a*b$\n" * 5000, "onrecord"
    )
    started = time.perf_counter()
    assert robots.allows("/" + "a" * 4000)
    assert time.perf_counter() - started < 2
