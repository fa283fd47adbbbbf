"""Pages of an invented outlet, each with a report of its own and the same furniture, some of which reads as prose."""

from __future__ import annotations

APPEAL = (
    "The Tarn Ledger depends on readers like these, whose monthly gifts keep its newsroom independent of owners and"
    " advertisers alike."
)
"""Reads as a paragraph of a report, and stands between two of them."""

BACKGROUND = (
    "The fishing treaty between Ostrania and Velmark lapsed in 2019 after the two countries failed to agree on quotas"
    " for herring."
)
"""What the outlet tells in every report of one matter."""

MENU = "Home\nWorld\nPolitics\nSign in\nSubscribe to the newsletter of the Tarn Ledger"
FOOT = "Most read this week in the Tarn Ledger\nAll rights reserved by the Tarn Ledger"

REPORTS = (
    (
        "Harbour workers in Skerrin vote to end strike",
        "SKERRIN — Dock workers in the port of Skerrin voted on Tuesday to end a strike that had stopped ferries.",
        "The union said its members had accepted a raise of four percent and a shorter night shift from April.",
        "Freight companies welcomed the vote and said the first ships would be unloaded before the weekend.",
        "Mayor Oda Lindqvist thanked both sides and asked passengers to expect crowded quays until Monday.",
    ),
    (
        "Drought empties reservoirs above Harlan valley",
        "HARLAN — Three reservoirs above the Harlan valley have fallen below a fifth of their volume, the board said.",
        "Engineers blamed a winter without snow and warned that orchards would receive no irrigation before August.",
        "Growers asked the province for compensation, saying apricots and almonds had withered on the branch.",
        "Meteorologist Jens Arvo expects no rain this month and called the season the driest in sixty years.",
    ),
    (
        "Court clears former treasurer of bribery",
        "MERRIDAN — A court on Wednesday cleared former treasurer Paul Estrin of taking bribes from a builder.",
        "Judges found that payments recorded in a notebook had been loans which Mr. Estrin repaid with interest.",
        "Prosecutors announced an appeal and pointed to telephone calls that the panel had refused to admit.",
        "His lawyer Ruth Amsel said the verdict restored the name of a man who had served four governments.",
    ),
    (
        "Museum returns carved masks to island elders",
        "LORN — The national museum handed eleven carved masks back to elders of the island of Lorn on Sunday.",
        "Collectors had shipped the carvings away in 1887 without asking the families that made them.",
        "Curator Mina Dahl said copies would stay on display beside films that show how the originals are danced.",
        "Elders plan a wooden house for the masks near the old landing and hope to open it next spring.",
    ),
)  # fmt: skip


def page(number: int, *, extra: str = APPEAL) -> str:
    """The text of a page, furniture and all; `extra` stands in the middle of the report."""
    title, lead, *rest = REPORTS[number]
    body = "\n\n".join([lead, rest[0], extra, *rest[1:]])
    return f"{MENU}\n\n{title}\n\n{body}\n\n{FOOT}\n"
