from __future__ import annotations

import pytest

from onrecord.resolving.who import Code, code_phrase
from onrecord.resolving.who.coding import sector_of


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("South Korean defence minister", "KOR", "GOV"),
        ("the Norwegian army", "NOR", "MIL"),
        ("A court in Guyana", "GUY", "JUD"),
        ("Kenyan police officers", "KEN", "COP"),
        ("Syrian rebels", "SYR", "REB"),
        ("a Nigerian student", "NGA", "EDU"),
        ("UN troops", "IGO", "MIL"),
        ("President Vladimir Putin", "RUS", "GOV"),
        ("the Pentagon", "USA", "MIL"),
        ("Rwanda's Senate", "RWA", "LEG"),
        ("pro-Russia rebels", None, "REB"),
        ("civilians", None, "CVL"),
        ("Norway", "NOR", None),
        ("the wind", None, None),
        ("", None, None),
    ],
)
def test_code_of_a_phrase(phrase: str, country: str | None, sector: str | None) -> None:
    assert code_phrase(phrase) == Code(country, sector)


def test_a_special_noun_before_a_general_one_decides() -> None:
    assert sector_of(["police", "officials"]) == "COP"
    assert sector_of(["officials"]) == "GOV"
    assert sector_of(["committee", "of", "stones"], at_end=True) is None
