"""The words and forms around a name that speak for a place or against one."""

from __future__ import annotations

import re

ZONES = frozenset({"title", "lead", "body", "dateline"})
TOKEN = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?")
LONGEST = 5
CONNECTORS = frozenset(
    {"of", "the", "de", "la", "le", "les", "al", "el", "upon", "on", "under", "sur", "da", "do", "dos", "das", "del",
     "di",
     "du", "der", "den", "am", "an", "and", "y", "bei", "kwa", "e"}
)  # fmt: skip
ARTICLES = frozenset({"The", "THE", "A", "An", "I"})
GENERIC = frozenset(
    {"north", "south", "east", "west", "western", "eastern", "northern", "southern", "central", "centre", "center",
     "middle",
     "valley", "lake", "harbor", "harbour", "park", "hill", "hills", "city", "county", "state", "states", "republic",
     "union",
     "university", "college", "colony", "island", "islands", "river", "mountain", "street", "district", "town",
     "village",
     "church", "school", "hospital", "house", "salt", "pink", "northeast", "northwest", "southeast", "southwest",
     "borough",
     "parish", "province", "region", "township", "downtown", "midtown", "uptown", "port", "bay", "beach", "airport",
     "old",
     "new", "upper", "lower", "great", "liberty", "independence", "commerce", "industry", "federal", "national",
     "international", "royal", "chapel", "bank", "market", "court", "green", "white", "black", "brown", "gray", "grey",
     "golden", "silver", "young", "best", "price", "love", "power", "energy", "media", "civil", "summit", "justice",
     "el nino", "la nina", "great depression", "earth", "mars", "moon", "venus", "jupiter", "saturn", "mercury",
     "pluto", "neptune", "uranus", "orion", "sun",
     "strip", "south east", "north east", "south west", "north west", "eastern district", "western district",
     "northern district", "southern district", "central district", "middle district",
     "new year", "national capital", "desert", "ocean", "sea", "gulf coast guard", "heaven", "hell", "eden", "senate",
     "congress", "parliament", "paradise", "hope", "freedom", "victory", "unity", "friendship", "welcome", "home"}
)  # fmt: skip
"""Words that the gazetteer has as places and that alone nearly never are one."""
JOINED = frozenset({" ", "-", "'s ", "’s ", "\u00a0", "\u2010", "\u2011", ". ", " \n"})
ABBREVIATED = frozenset({"st", "mt", "ft", "ste", "no", "so", "co", "twp"})
OPENS_TITLE = frozenset(
    {"city", "town", "village", "county", "state", "province", "district", "municipality", "borough"}
)
LONGEST_INITIALS = 3
KNOWN_BY_INITIALS = 1_000_000
"""Population of a place that is called by its initials alone ('LA')."""
THRESHOLD = 1.5
LANDMARK_WEIGHT = 1.6
AREA_WEIGHT = 1.5
WITNESS = -0.5
LARGER_THAN_A_DEMONYM = 200_000
"""From this population on 'Dominica' or 'Tyrol' is the place, below it 'Canadian' or 'English' is the adjective."""
AREA = re.compile(r" (?:county|parish|borough|township|province|oblast|governorate|prefecture|district|region)$")
BEFORE = 34
PLACED = re.compile(
    r"\b(?:in|near|outside|inside|across|around|throughout|towards?|into|within|at|off|via|nearby|neighbou?ring"
    r"|mainland"
    r"|downtown|suburban|central|greater|upstate|rural|(?:north|south|east|west)(?:ern|east(?:ern)?|west(?:ern)?)?"
    r"|visit(?:ed|ing|s)?|reach(?:ed|ing)?|left|enter(?:ed|ing)?|capital,?"
    r"|(?:city|town|village|province|state|county|capital|port|island|district|region|suburb|outskirts) of)"
    r"(?:[ \u00a0]of)?[ \u00a0]+(?:the )?$",
    re.IGNORECASE,
)
LOOSELY = re.compile(r"\b(?:from|to|of|through|between|for|and|over|on|with)[ \u00a0]+(?:the )?$")
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Gov|Sen|Rep|Sgt|Lt|Capt|Cpl|Col|Gen|Det|Rev|Prof|Sir|Judge|Justice|President|Senator"
    r"|Governor"
    r"|Congressman|Congresswoman|Secretary|Officer|Detective|Coach|Chancellor|Minister|Lady|Lord|King|Queen|Prince"
    r"|Princess"
    r"|Pope)\.?[ \u00a0]+$"
)
SPEAKS = re.compile(
    r",?[ \u00a0]+(?:said|says|told|added|wrote|tweeted|testified|recalled|replied|asked|was born|grew up|pleaded)\b"
)
WAYS = (
    r"(?:Streets?|St\.|Avenues?|Ave\.|Roads?|Rd\.|Drive|Dr\.|Lane|Ln\.|Boulevard|Blvd\.|Highway|Hwy\.|Parkway|Pkwy\."
    r"|Terrace"
    r"|Pike|Turnpike|Expressway|Freeway|Crescent|Bypass|Prospekt)"
)
STREET = re.compile(rf"[ \u00a0]{WAYS}(?!\w)")
LANDMARK = re.compile(
    rf"(?:(?:[NSEW]\.|North|South|East|West)[ \u00a0])?(?:(?:[A-Z][\w’']+|\d{{1,3}}(?:st|nd|rd"
    rf"|th))[ \u00a0]){{1,3}}{WAYS}(?!\w)"
    r"|(?:[A-Z][\w’']+[ \u00a0]){1,2}(?:River|Creek|Lake|Township|Parish|Canyon|Reservoir|National Park|State Park"
    r"|Peninsula)(?!\w)"
    r"|(?:River|Lake|Mount|Cape|Isle of)[ \u00a0][A-Z][\w’']+"
)
LEADS_DATELINE = re.compile(r"[^\n]{0,60}?(?:--|[—–]|\s-\s|\(\w[^\n)]{1,20}\)|:)")
FIRM = re.compile(r"[ \u00a0](?:Inc|Corp|Co|Ltd|LLC|Motors|Bank|FC|United|City FC|Wanderers|Rovers)\b\.?")
NAMESAKE = re.compile(
    r"[ \u00a0](?:Post|Times|Tribune|Herald|Journal|Gazette|Chronicle|Globe|Airlines|Airways|virus|fever|flu"
    r"|encephalitis)\b|-Presse\b|\$|/\d"
)
"""What follows a place's name in the name of a paper, an airline, a disease, a currency or a strain: no place is
meant."""
CIVIC = re.compile(
    r"[ \u00a0](?:Police|Fire|Mayor|City|Town|County|Borough|Public|Community|[Cc]ouncilm[ae]n|alderm[ae]n|residents?"
    r"|police|officers?|firefighters|authorities|officials|voters|native|suburb|neighborhood|(?:wo)?man"
    r"|(?:city|town|county) council)\b"
)
"""What follows the name of a place that has a mayor, a police and residents."""
BORDER = re.compile(r"[ \u00a0](?:border|frontier|ambassador|embassy)\b")
"""What only countries have, of places that share their names."""
CONSTITUENCY = re.compile(r"\b(?:R|D|I|DFL|Rep|Dem|Republican|Democrat)[-–]$")
OF_A_STATE = re.compile(
    r"[ \u00a0](?:Police|Patrol|Highway|Trooper|University|College|Fair|Park|Prison|Penitentiary|Senate|House)"
)
"""What follows 'Ohio State' where the place is Ohio."""
NOT_PLACES = frozenset(
    {"democrat", "democrats", "democratic", "republican", "republicans", "muslim", "muslims", "christian", "christians",
     "jewish", "jew", "jews", "catholic", "catholics", "islamic", "islamist", "islamists", "sunni", "shiite", "shia",
     "hindu",
     "hindus", "buddhist", "buddhists", "protestant", "communist", "communists", "socialist", "socialists", "nazi",
     "nazis",
     "latino", "latina", "latinos", "hispanic", "hispanics", "caucasian", "black", "white"}
)  # fmt: skip
