"""Records of invented pages, made by hand, for tests of what keeps and shows records."""

from __future__ import annotations

import msgspec

from onrecord.model.actor import Actor
from onrecord.model.attribution import Source, Statement, Via
from onrecord.model.document import Record
from onrecord.model.event import Event, Party, Quantity
from onrecord.model.page import Credit, Dateline, Outlet, Page, Published
from onrecord.model.place import Place
from onrecord.model.provenance import Input, Problem
from onrecord.model.spans import Evidence, Span, Spans, content_id, evidence
from onrecord.model.timex import Timex, When
from onrecord.model.zone import Zone

TITLE = "Odongo rejects lake plan"
TEXT = f"""{TITLE}

NAIROBI, March 4: Kenyan minister Asha Odongo rejected a plan by Tanzania on Monday.

“We will not sign it,” Ms. Odongo said, according to the Lakeshore News Agency. She told reporters in 2023 that the U.S. had “sold the lake”.

Tanzania’s government sent 300 officers to the shore. Officials warned that Tanzanian patrols would follow.

Most read: ten lakes to see
"""


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Where the words stand."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def words(*pieces: str, text: str = TEXT) -> Evidence:
    return evidence(text, [at(piece, text=text) for piece in pieces])


def spans(*pieces: tuple[str, int]) -> Spans:
    return tuple(sorted(at(piece, nth) for piece, nth in pieces))


def _statement(
    n: int, source: Evidence, cue: Evidence, content: Evidence, actor: str | None, **more: object
) -> Statement:
    fields = {
        "id": content_id("statement", n),
        "kind": "direct",
        "source": Source(text=source.text, spans=source.spans, actors=(actor,) if actor else ()),
        "cue": cue,
        "content": content,
        "confidence": 0.9 - n / 10,
    }
    return Statement(**(fields | more))  # type: ignore[arg-type]


def lake_record() -> Record:
    """A page with everything that a record can hold: three statements, two events, a chain, a problem."""
    agency = Via(actor="outlet:lakeshore", text="the Lakeshore News Agency", spans=(at("the Lakeshore News Agency"),))
    paper = Via(actor="outlet:shore.example", text="Shore Daily", spans=())
    statements = (
        _statement(
            0, words("Ms. Odongo"), words("said"), words("“We will not sign it,”"), "person:asha-odongo",
            act="REJECT", about=("TZA",), via=(agency, paper), place="geonames:184745",
            said_on=When(date="2024-03-04", precision="day", how="timex", spans=(at("Monday"),)),
        ),
        _statement(
            1, words("She"), words("told"), words("the U.S. had “sold the lake”"), "person:asha-odongo",
            kind="mixed", about=("USA/GOV",), addressee=("group:reporters",),
            said_on=When(date="2023", precision="year", how="timex", spans=(at("2023"),)),
        ),
        _statement(
            2, words("Officials"), words("warned"), words("Tanzanian patrols would follow"), None,
            kind="indirect", act="THREATEN", about=("TZA",),
        ),
    )  # fmt: skip
    return Record(
        id=content_id("lake"),
        input=Input(
            uri="/pages/lake plan.html",
            row_id="row-7",
            sha256="ab" * 32,
            read_at="2026-01-02T03:04:05+00:00",
            reader="onrecord 9.9",
        ),
        page=_page(),
        text=TEXT,
        zones=_zones(),
        actors=_actors(),
        places=(_nairobi(),),
        times=(
            Timex(text="Monday", start=at("Monday")[0], end=at("Monday")[1], type="DATE", value="2024-03-04"),
            Timex(text="2023", start=at("2023")[0], end=at("2023")[1], type="DATE", value="2023"),
        ),
        statements=statements,
        events=_events(statements),
        problems=(Problem(what="date conflict", detail="the dateline and the page's date differ by a day"),),
    )


def _page() -> Page:
    return Page(
        title=TITLE,
        outlet=Outlet(
            id="outlet:shore.example", name="Shore Daily", domain="shore.example", country="KEN", kind="daily"
        ),
        byline=("Joan Mbeki",),
        section="World",
        tags=("lakes", "borders"),
        language="en",
        published=Published(
            date="2024-03-05", precision="day", how="json-ld", confidence=0.98, evidence=(at("March 4"),)
        ),
        dateline=Dateline(text="NAIROBI, March 4", spans=(at("NAIROBI, March 4"),), place="geonames:184745"),
        credit=(Credit(id="outlet:lakeshore", name="Lakeshore News Agency", spans=(at("Lakeshore News Agency"),)),),
    )


def _zones() -> tuple[Zone, ...]:
    title, dateline, teaser = at(TITLE), at("NAIROBI, March 4"), at("Most read: ten lakes to see")
    return (
        Zone(kind="title", start=title[0], end=title[1]),
        Zone(kind="lead", start=dateline[0], end=at("on Monday.")[1]),
        Zone(kind="dateline", start=dateline[0], end=dateline[1]),
        Zone(kind="body", start=at("“We")[0], end=at("would follow.")[1]),
        Zone(kind="teaser", start=teaser[0], end=teaser[1]),
    )


def _actors() -> tuple[Actor, ...]:
    return (
        Actor(
            id="person:asha-odongo", name="Asha Odongo", kind="person", country="KEN", sector="GOV", role="minister of KEN",
            mentions=spans(("Asha Odongo", 0), ("Ms. Odongo", 0), ("She", 0)),
        ),
        Actor(id="TZA", name="Tanzania", kind="state", country="TZA", mentions=spans(("Tanzania", 0), ("Tanzanian", 0))),
        Actor(
            id="TZA/GOV", name="Government of Tanzania", kind="government", country="TZA", sector="GOV",
            mentions=spans(("Tanzania’s government", 0)),
        ),
        Actor(id="USA/GOV", name="Government of the United States", kind="government", country="USA", mentions=(at("the U.S."),)),
        Actor(id="USA", name="United States", kind="state", country="USA"),
        Actor(id="KEN", name="Kenya", kind="state", country="KEN", mentions=(at("Kenyan"),)),
        Actor(id="group:reporters", name="reporters", kind="group", mentions=(at("reporters"),)),
    )  # fmt: skip


def _nairobi() -> Place:
    return Place(
        id="geonames:184745", name="Nairobi", country="KEN", lat=-1.28333, lon=36.81667, geonames_id=184745,
        mentions=(at("NAIROBI"),),
    )  # fmt: skip


def _events(statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    rejected, sent = words("rejected"), words("sent")
    return (
        Event(
            id=content_id("event", 0), type="REJECT", actors=(Party(text="Asha Odongo", spans=(at("Asha Odongo"),), actor="person:asha-odongo"),),
            recipients=(Party(text="Tanzania", spans=(at("Tanzania"),), actor="TZA"),), trigger=rejected, intensity=-4.0, confidence=0.8,
            date=When(date="2024-03-04", precision="day", how="timex", spans=(at("Monday"),)), contexts=("territory",),
        ),
        Event(
            id=content_id("event", 1), type="MOBILIZE", mode="police", actors=(Party(text="Tanzania’s government", spans=(at("Tanzania’s government"),), actor="TZA/GOV"),),
            trigger=sent, status="happened", background=True, intensity=-7.0, confidence=0.6, place="geonames:184745",
            quantities=(Quantity(value=300.0, unit="officers", text="300 officers", spans=(at("300 officers"),)),),
            attributed_to=statements[2].id,
        ),
    )  # fmt: skip


def small_record(n: int, **page: object) -> Record:
    """The n-th of as many small pages as are wanted: one statement by one of seven speakers about one of three states."""
    speaker, state = f"Speaker {chr(65 + n % 7)}", ("KEN", "TZA", "USA")[n % 3]
    text = f"Ferry {n} delayed\n\n{speaker} said ferry number {n} would be late."
    page_id, source, content = (
        content_id("small", n),
        at(speaker, text=text),
        at(f"ferry number {n} would be late", text=text),
    )
    statement = Statement(
        id=content_id(page_id, "statement"),
        kind="indirect",
        source=Source(text=speaker, spans=(source,), actors=(f"person:speaker-{chr(97 + n % 7)}",)),
        cue=words("said", text=text),
        content=evidence(text, [content]),
        about=(state,),
        confidence=0.5,
    )
    return Record(
        id=page_id,
        input=Input(
            uri=f"/ferries/{n}.txt",
            row_id=None,
            sha256=f"{n:064x}",
            read_at="2026-01-02T03:04:05+00:00",
            reader="onrecord 9.9",
        ),
        page=msgspec.structs.replace(
            Page(
                title=f"Ferry {n} delayed",
                published=Published(
                    date=f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", precision="day", how="given", confidence=1.0
                ),
            ),
            **page,
        ),
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),),
        actors=(
            Actor(id=f"person:speaker-{chr(97 + n % 7)}", name=speaker, kind="person", mentions=(source,)),
            Actor(
                id=state,
                name={"KEN": "Kenya", "TZA": "Tanzania", "USA": "United States"}[state],
                kind="state",
                country=state,
            ),
        ),
        statements=(statement,),
    )
