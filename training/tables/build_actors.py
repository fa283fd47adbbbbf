"""Rebuild the packaged tables of actors from the raw tables.

usage: python training/tables/build_actors.py RAW_FOLDER [OUT_FOLDER]

RAW_FOLDER holds countries.csv, leaders.csv, igos.csv, armed_groups.csv, officials_phoenix.csv.gz, outlets.csv and
plover_agents.txt.gz; what they are and under which licence stands in src/onrecord/resolving/data/README.md. The
`hand_*.csv` files beside this script are additions and corrections made by hand and win over the raw tables.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from onrecord.resolving.who.tokens import skeleton, slug

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src" / "onrecord" / "resolving" / "data"
Row = dict[str, str]


def wordset(words: str) -> frozenset[str]:
    return frozenset(words.split())


SECTORS = wordset("GOV MIL COP JUD LEG SPY PRM PTY REB UAF OPP CVL ELI BUS LAB AGR EDU MED JRN REL REF CRM SOC")
"""PLOVER's sectors."""
TO_PLOVER = {"HRI": "SOC", "ENV": "SOC", "HLH": "MED", "SET": "CVL", "PAR": "PRM", "CRI": "CRM", "DEV": "SOC"}
"""CAMEO's sectors that PLOVER calls otherwise."""
COMMON_WORDS = wordset(
    """time wire sun post dawn trend map petra saba nation star mirror independent times guardian observer economist
    telegraph express people punch vanguard standard herald globe slate vox forbes wired fortune variety
    quartz age oregonian monitor record focus insider local bild welt zeit kurier hoy pa tt ap spa ina nan sta tap cp
    mena mehr fars map anis hiwad unity today metro quest rest horizon sana belga intercept hill nature science
    atlantic australian spectator mainichi official gazette morning mail channel agi app aa din eslah"""
)


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    raw, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else OUT
    out.mkdir(parents=True, exist_ok=True)
    countries = without_borrowed_adjectives(list(build_countries(raw)))
    iso3 = {row["iso2"]: row["iso3"] for row in countries}
    write(out / "countries.csv", countries)
    leaders = list(build_leaders(raw, iso3))
    people = build_people(leaders)
    write(out / "people.csv.gz", [person for person in people.values() if person["name"]])
    write(out / "leaders.csv.gz", leaders)
    write(out / "offices.csv", build_offices())
    write(out / "officials.csv.gz", build_officials(raw))
    write(out / "outlets.csv", build_outlets(raw, iso3))
    write(out / "organisations.csv.gz", build_organisations(raw, iso3))
    write(out / "agents.csv", build_agents(raw))


# --- countries ------------------------------------------------------------------------------------


def build_countries(raw: Path) -> Iterator[Row]:
    hand = {row["iso3"]: row for row in read(HERE / "hand_countries.csv")}
    for row in read(raw / "countries.csv"):
        extra = hand.get(row["iso3"], {})
        dropped = set(listed(extra.get("not_adjectives", "")))
        names = extended(extra.get("names", ""), (clean_name(n) for n in listed(row["names"])))
        adjectives = [a for a in extended(extra.get("adjectives", ""), listed(row["demonyms"])) if a not in dropped]
        seats = extended(extra.get("seats", ""), (clean_name(s) for s in listed(row["capital_seat"])))
        metonyms = extended(extra.get("metonyms", ""), (f"{m}=GOV" for m in listed(row["government_metonyms"])))
        yield {
            "iso2": row["iso2"],
            "iso3": row["iso3"],
            "name": short_country(row["name"]),
            "names": "|".join(n for n in names if n not in NOT_COUNTRIES),
            "adjectives": "|".join(split_slashes(adjectives)),
            "seats": "|".join(s for s in seats if s and s != "no official capital"),
            "metonyms": "|".join(last_wins(metonyms)),
            "continent": row["continent"],
            "geonames_id": row["geonameid"],
            "lat": row["lat"],
            "lon": row["lon"],
            "sovereign": "1" if row["independent"].startswith("Yes") or row["iso3"] in ("TWN", "XKX", "PSE") else "0",
            "cow": COW_BY_HAND.get(row["iso3"], row["cow"]),
        }


def without_borrowed_adjectives(countries: Sequence[Row]) -> list[Row]:
    """A territory has no adjective that is a sovereign country's ('Dutch' is not Aruba's)."""
    taken = {adjective for row in countries if row["sovereign"] == "1" for adjective in listed(row["adjectives"])}
    return [
        row
        if row["sovereign"] == "1"
        else {**row, "adjectives": "|".join(a for a in listed(row["adjectives"]) if a not in taken)}
        for row in countries
    ]


COW_BY_HAND = {"ATG": "58", "LIE": "223", "MCO": "221", "SRB": "345", "TWN": "713", "XKX": "347", "MAC": ""}
"""Numbers of the Correlates of War project that the raw table lacks, and one that it gives to the wrong territory."""


NOT_COUNTRIES = frozenset(
    {"North", "South", "States", "the States", "West Bank", "Palestinian territories", "Palestinian Authority"}
)
"""Names of the raw table that are said of a country only in context, or are not the country."""


def short_country(name: str) -> str:
    name = {"Türkiye": "Turkey", "Macao SAR China": "Macao", "Hong Kong SAR China": "Hong Kong"}.get(name, name)
    return re.sub(r"\s*\(.*\)$", "", name)


def clean_name(name: str) -> str:
    """'Niger (the)' -> 'Niger'; 'Congo (Brazzaville)' keeps its bracket out; stars and 'in Romanian' go."""
    name = re.sub(r"\s*\([^)]*\)|\s*\*+|\s+in Romanian$", "", name)
    return re.sub(r"^the\s+(?=[A-Z])", "", name).strip()


def split_slashes(adjectives: Iterable[str]) -> list[str]:
    """'Frenchmen/Frenchwomen' -> both; 'X or Y' -> both; brackets go."""
    parts = (p.strip() for a in adjectives for p in re.split(r"/| or ", re.sub(r"\s*\([^)]*\)", "", a)))
    return list(dict.fromkeys(p for p in parts if p))


def last_wins(metonyms: Sequence[str]) -> list[str]:
    """One sector a metonym: the hand-made one, which stands first."""
    seen: dict[str, str] = {}
    for item in metonyms:
        name, _, sector = item.partition("=")
        seen.setdefault(name, sector)
    return [f"{name}={sector}" for name, sector in seen.items() if name != "Rodong" and name != "Green Zone"]


# --- people ---------------------------------------------------------------------------------------


def build_leaders(raw: Path, iso3: dict[str, str]) -> Iterator[Row]:
    for row in read(raw / "leaders.csv"):
        if row["country"] not in iso3:
            continue
        for name in people_in(row["name"]):
            yield {
                "country": iso3[row["country"]],
                "role": row["role"],
                "title": row["title"].strip(" ,;"),
                "name": name,
                "surname": row["surname"] if row["surname"] and row["surname"] in name else "",
                "start": row["from"],
                "end": row["to"],
                "approximate": "1" if row["to_basis"].startswith(("approximate", "still named")) else "0",
            }


TITLES = re.compile(
    r"^(?:(?:Sr\.|First|Second|Third|Deputy|Vice|French|Acting|Interim|General|Gen\.|Lt\.|Col\.|Brig\.|Maj\.|Dr\.?|Sir|Dame|Archbishop|Bishop|Senior"
    r"|Prime|Minister|President|Premier|Coprince|Chairman|Sheikh|HH|H\.E\.|Hon\.|Mr\.|Mrs\.|Ms\.)\s+)+"
)


def people_in(name: str) -> list[str]:
    """The people a leader cell names, without titles and notes."""
    name = re.sub(r"\s*\([^)]*\)|,?\s*(?:Gen|Lt\. Gen|Maj\. Gen|Adm|Dr|Col|Brig\. Gen)\.?$", "", name)
    name = re.sub(r",\s*(?:Jr\.|Sr\.|Gen\.|GCMG|KCMG|GCB|OBE|DBE).*$", "", name)
    parts = re.split(r"\s+and\s+|;\s*", name) if " and " in name or ";" in name else [name]
    cleaned = (TITLES.sub("", part).strip(" ,.") for part in parts)
    return [
        part
        for part in cleaned
        if part
        and not re.search(
            r"\d|vacant|^(?:ruler|the|represented|note)\b|\b(?:Chair|Chairman|Council|Minister|President|Governor|Emperor)\b",
            part,
            re.IGNORECASE,
        )
    ]


def build_people(leaders: list[Row]) -> dict[str, Row]:
    """One row a person: the hand-made ones with their aliases, then leaders with a full name; names of one country that
    differ only in transliteration or initials are joined. Every leader row gets the id of its person."""
    people: dict[str, Row] = {}
    by_key: dict[tuple[str, str], str] = {}
    for row in read(HERE / "hand_people.csv"):
        lone = [alias for alias in listed(row["aliases"]) if " " not in alias]
        names = [row["name"], *(alias for alias in listed(row["aliases"]) if alias not in lone)]
        key = slug(row["name"])
        people.setdefault(
            key, {"id": f"person:{key}", **{f: row[f] for f in ("name", "country", "gender", "sector")}, "aliases": ""}
        )
        add_aliases(people[key], names)
        people[key]["aliases"] = "|".join([*listed(people[key]["aliases"]), *lone])
        by_key.update({(row["country"], name_key(name)): key for name in names})
    for row in leaders:
        name = plain_name(row["name"])
        if " " not in name:
            row["person"] = ""
            continue
        key = by_key.setdefault((row["country"], name_key(name)), slug(name))
        sector = "GOV"
        people.setdefault(
            key,
            {
                "id": f"person:{key}",
                "name": name,
                "country": row["country"],
                "gender": "",
                "sector": sector,
                "aliases": "",
            },
        )
        add_aliases(people[key], [name, row["name"]])
        row["person"] = f"person:{key}"
    return people


def add_aliases(person: Row, names: Iterable[str]) -> None:
    known = listed(person["aliases"])
    person["aliases"] = "|".join(dict.fromkeys([*known, *(n for n in names if n != person["name"] and " " in n)]))


def plain_name(name: str) -> str:
    """'Donald J. Trump' -> 'Donald Trump', 'Olga Yuryevna Golodets' -> 'Olga Golodets'; a first initial stays."""
    name = re.sub(r"(?<=\w) \w+(?:vich|vna|ovych)(?= \w)", "", name)
    return re.sub(r"(?<=\w)\s+(?:[A-Z]\.\s*)+(?=\s*\w)", " ", name).strip()


def name_key(name: str) -> str:
    """First and last name without their vowels and doublings: transliterations of one name agree."""
    words = [
        w
        for w in re.split(r"[^a-z]+", folded(plain_name(name)))
        if w and w not in ("al", "el", "bin", "ibn", "jr", "sr")
    ]
    if len(words) > 2 and not re.search(r"-| (?:bin|al|von|de) ", name) and words[0] not in EAST_ASIAN:
        words = [words[0], words[-1]]
    return " ".join(skeleton(word) for word in words)


EAST_ASIAN = wordset("kim ri pak choe ro im ko han lee park moon yoon nguyen tran pham li xi wang")


def folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def build_offices() -> Iterator[Row]:
    for row in read(HERE / "hand_people.csv"):
        if row["role"] or row["end"]:
            yield {"person": f"person:{slug(row['name'])}", **{f: row[f] for f in ("role", "start", "end")}}


def build_officials(raw: Path) -> Iterator[Row]:
    for row in read(raw / "officials_phoenix.csv.gz"):
        if (
            row["role"] not in SECTORS
            or row["role"] == "ELI"
            or (row["to"] or "9999") < "2000"
            or " " not in row["name"]
        ):
            continue
        sector = "MIL" if row["code"].endswith("MIL") else row["role"]
        yield {
            "name": re.sub(r"^(?:Sir|Dame|Dr|General)\s+", "", row["name"]),
            "aliases": row["aliases"],
            "country": row["country3"],
            "sector": sector,
            "start": row["from"],
            "end": row["to"],
        }


# --- outlets --------------------------------------------------------------------------------------


def build_outlets(raw: Path, iso3: dict[str, str]) -> Iterator[Row]:
    """Hand-made wires first (they are the likelier bearers of a name), then the hand-made additions, then the rest. An
    outlet that publishes under several domains has one id, that of its first row."""
    seen: set[str] = set()
    bearers: dict[tuple[str, str], str] = {}
    for row in outlet_rows(raw):
        name, aliases = outlet_names(row)
        key = outlet_row_key(row)
        if not name or key in seen or len(name) < 2:
            continue
        seen.add(key)
        kind = row["kind"].split(" (kind")[0]
        domain = row["domain"].lower().removeprefix("www.")
        country = iso3.get(row["country"], row["country"])
        own = "outlet:" + (domain or slug(name))
        one = bearers.get((country, bare(name)), own)
        for each in (name, *aliases):
            bearers.setdefault((country, bare(each)), one)
        yield {
            "id": one,
            "name": name,
            "aliases": "|".join(aliases),
            "domain": domain,
            "country": country,
            "kind": "" if kind == "ISFM?" else kind,
            "wire": "1" if "wire" in kind or re.search(r"News Agency|Press Agency|Presse|agency", name) else "0",
            "ambiguous": "1" if ambiguous(name, known=row["source"].startswith("hand")) else "0",
        }


def outlet_rows(raw: Path) -> Iterator[Row]:
    """The rows of all tables in order; a hand-made row stands in for a raw one of its name and domain."""
    rows = list(read(raw / "outlets.csv"))
    added = {outlet_row_key(row): row for r in read(HERE / "hand_outlets.csv") if (row := {**r, "source": "hand"})}
    first = [row for row in rows if row["source"].startswith("hand")]
    yield from (added.get(outlet_row_key(row), row) for row in first)
    yield from added.values()
    yield from (row for row in rows if not row["source"].startswith("hand"))


def outlet_row_key(row: Row) -> str:
    return slug(outlet_names(row)[0]) + "@" + row["domain"]


def bare(name: str) -> str:
    """A name by which two rows of one country are one outlet: folded, without its article and hyphens."""
    return slug(name).removeprefix("the-").replace("-", "")


def outlet_names(row: Row) -> tuple[str, list[str]]:
    """The name and its aliases; a parent company, which the profiles keep beside the name, is no alias."""
    name = (
        re.sub(r"^[A-Z][A-Za-z ]+:\s+", "", row["name"]).strip(" )")
        if not row["source"].startswith("hand")
        else row["name"]
    )
    aliases = listed(row["aliases"]) if row["source"].startswith("hand") else []
    if (match := re.search(r"\s*\(([^)]*)\)?$", name)) and name != "ABC (Australia)":
        name = name[: match.start()]
        aliases.extend([match[1]] if match[1].isupper() else [])
    return name.strip(), [a for a in dict.fromkeys(aliases) if len(a) > 1 and a != name]


def ambiguous(name: str, *, known: bool) -> bool:
    """Whether a name says too little by itself: one everyday word, two letters, or one word of an outlet few know."""
    words = name.removeprefix("The ").split()
    if len(words) != 1:
        return False
    return words[0].casefold() in COMMON_WORDS or len(words[0]) <= 2 or not (known or words[0].isupper())


# --- organisations --------------------------------------------------------------------------------

GENERIC = re.compile(
    r"^(?:international (?:government )?organi[sz]ation|united nations monitor|none"
    r"|eu|un|who|us|it|is|an?|ce|zc|pca|msg|cd|esa|wto)$",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r",?\s+(?:Inc|Corp|Corporation|Ltd|Limited|Plc|Co|Company|LLC|SA|AG|NV|Group Inc|Holdings?)\.?$", re.IGNORECASE
)
KINDS = {"ngo": "organisation", "company": "organisation"}


def build_organisations(raw: Path, iso3: dict[str, str]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in (*hand_organisations(), *igo_rows(raw), *armed_rows(raw, iso3)):
        aliases = [a for a in listed(row["aliases"]) if slug(a) not in seen]
        if slug(row["name"]) in seen or (len(row["name"]) < 3 and row["name"] != "G7"):
            continue
        seen.update(slug(name) for name in (row["name"], *aliases))
        prefix = {"igo": "igo", "armed_group": "armed"}.get(row["kind"], "org")
        yield {**row, "id": f"{prefix}:{slug(row['name'])}", "aliases": "|".join(aliases)}


def hand_organisations() -> Iterator[Row]:
    for row in read(HERE / "hand_organisations.csv"):
        yield {"id": "", **row}


def igo_rows(raw: Path) -> Iterator[Row]:
    """International bodies and NGOs; of companies only well-known short names would help, and those bring noise."""
    for row in read(raw / "igos.csv"):
        name = proper_case(re.sub(r"^The\s+", "", row["name"]))
        if GENERIC.match(name) or row["kind"] == "company" or len(name) < 3 or (" " not in name and not name.isupper()):
            continue
        kind = "igo" if row["kind"].startswith("intergov") else "organisation"
        code = "IGO" if kind == "igo" else "NGO"
        aliases = [proper_case(a) for a in listed(row["aliases"]) if len(a) > 2 and not GENERIC.match(a)]
        yield {
            "id": "",
            "name": name,
            "aliases": "|".join(aliases),
            "kind": kind,
            "code": code,
            "sector": last_sector(row["code"]),
        }


def armed_rows(raw: Path, iso3: dict[str, str]) -> Iterator[Row]:
    """Armed groups of two words or more, or acronyms; people whom the list names among them are left out."""
    for row in read(raw / "armed_groups.csv"):
        if row["code"].startswith("IMG") and not re.search(GROUP_WORD, row["name"]):
            continue
        names = [n for cell in (row["name"], *listed(row["aliases"])) for n in with_acronym(cell) if armed_name(n)]
        if not names:
            continue
        country = row["country3"] or iso3.get(row["countries"].split("|")[0], "")
        code = country if country in iso3.values() else "IMG"
        yield {
            "id": "",
            "name": names[0],
            "aliases": "|".join(dict.fromkeys(names[1:])),
            "kind": "armed_group",
            "code": code,
            "sector": "REB",
        }


GROUP_WORD = r"(?i)\b(?:army|front|brigades?|movement|group|organi[sz]ation|party|council|state|forces?|jihad|al-qa)"


def armed_name(name: str) -> bool:
    """Whether a name is specific enough to be looked for: more than one word, or hyphened, and no everyday phrase."""
    plain = {"ISIS", "ISIL", "The Avengers", "Red Line", "Popular Justice", "Popular Resistance", "People's Front"}
    if name in plain or (
        " " in name and len(name.split()) == 2 and not re.search(GROUP_WORD, name) and "-" not in name
    ):
        return False
    return " " in name or "-" in name


def with_acronym(cell: str) -> Iterator[str]:
    """'Loyalist Volunteer Force (lvf)' -> the name alone: short acronyms stand for too many things."""
    yield proper_case(re.sub(r"\s*\([^)]*\)", "", cell).strip())


def last_sector(code: str) -> str:
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    found = [plover for part in parts if (plover := TO_PLOVER.get(part, part)) in SECTORS and part != "MED"]
    return found[0] if found else ""


SMALL = wordset("of the for and in on to on's de la du des del with against a an")
ACRONYMS = wordset("UN EU US USA UK NATO AIDS HIV ECOWAS")


def proper_case(name: str) -> str:
    """Undo the restored capitals of the lists: 'Un High Commission For' -> 'UN High Commission for'."""
    words = name.replace("Islamic Jihad Union", "Islamic Jihad Union").split()
    out = [
        w.upper() if w.upper() in ACRONYMS else w.lower() if i and w.lower() in SMALL else w
        for i, w in enumerate(words)
    ]
    return re.sub(r"-([a-z])(?=[a-z]{3})", lambda m: "-" + m[1].upper(), " ".join(out))


# --- agents ---------------------------------------------------------------------------------------

AGENT = re.compile(r"^([A-Z][A-Z_!\- ']*?)_?\s*(?:\{[^}]*\}\s*)?\[~([A-Z]{3,})\]")
SETS = {
    "!PERSON!": ("man", "men", "woman", "women", "person"),
    "!MINIST!": ("minister", "ministers", "ministry", "ministries"),
}


def build_agents(raw: Path) -> Iterator[Row]:
    nouns: dict[str, str] = {row["noun"]: row["sector"] for row in read(HERE / "hand_agents.csv")}
    with gzip.open(raw / "plover_agents.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if not (match := AGENT.match(line)):
                continue
            sector = TO_PLOVER.get(match[2][:3], match[2][:3])
            if sector in SECTORS:
                for noun in expanded(match[1]):
                    nouns.setdefault(noun, sector)
    for noun, sector in sorted(nouns.items()):
        if sector != "-":
            yield {"noun": noun, "sector": sector}


def expanded(pattern: str) -> list[str]:
    for key, words in SETS.items():
        if key in pattern:
            return [re.sub(r"[_ ]+", " ", pattern.replace(key, word.upper())).strip().lower() for word in words]
    return [re.sub(r"[_ ]+", " ", pattern).strip().lower()]


# --- files ----------------------------------------------------------------------------------------


def read(path: Path) -> Iterator[Row]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(text.decode("utf-8")))


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as CSV, gzipped without a time stamp so that the same rows give the same bytes."""
    listing = list(rows)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(listing[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listing)
    data = buffer.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    print(f"{path.name}: {len(listing)} rows, {path.stat().st_size} bytes")


def listed(cell: str) -> list[str]:
    return [item for item in cell.split("|") if item] if cell else []


def extended(hand: str, rest: Iterable[str]) -> list[str]:
    """The hand-made items first, then the others, each once."""
    return [item for item in dict.fromkeys((*listed(hand), *rest)) if item]


if __name__ == "__main__":
    main()
