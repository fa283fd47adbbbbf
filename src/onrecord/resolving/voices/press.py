"""How news names and describes the press: 'the state news agency', 'a local newspaper', 'the Port Arven Herald'."""

from __future__ import annotations

import re

TOKEN = re.compile(r"[^\W_]+(?:['’&/.\-][^\W_]+)*")
PRESS_HEAD = re.compile(
    r"\b(?:news (?:agency|agencies|outlets?|channels?|sites?|websites?|portals?|reports?|service)"
    r"|(?<!social )media(?: outlets?| reports?| organi[sz]ations?)?|wire services?|press reports?|newspapers?|dailies"
    r"|(?:daily|weekly|magazine|broadcaster|television|TV|radio)(?: channel| station| network)?\b(?! (?:ads?|audience"
    r"|show|set|host))"
    r"|the (?:agency|agencies|paper|outlet|network|station|publication))\b"
)
BARE_HEAD = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|some|several|other|local|national|daily|weekly)\s+)*"
    r"(?:daily|weekly|television|TV|radio|media|news (?:sites?|websites?))",
    re.IGNORECASE,
)
MODIFIER = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|some|several|multiple|many|other|official|state|local|domestic|foreign"
    r"|international|national|government|semi-official|independent|opposition|private|public|conservative|liberal"
    r"|regional|major|leading|influential|(?:[\w-]+-)?(?:run|owned|controlled|backed|affiliated|funded|linked|based"
    r"|language)"
    r"|business|tabloid|financial|investigative|news|broadcast|print|online|Western|central|party"
    r"|(?:nation|country|government|North|South)['’]s|[A-Z][\w.-]*(?:an|ese|ish|ian|i|ic|n|ch|['’]s|US|UK))\s+)+$"
)
PRESS_NAME = re.compile(
    r"(?:[A-Z][\w&.-]*(?:['’]s)?[ \u00a0]){1,4}(?:News|Times|Post|Herald|Tribune|Journal|Gazette|Radio|TV|Television"
    r"|Magazine"
    r"|Daily|Chronicle|Globe|Observer|Telegraph|Guardian|Mirror|Examiner|Inquirer|Dispatch|Weekly|Broadcasting"
    r"|News Agency"
    r"|Press Agency|Courier|Bulletin|Argus|Sentinel|Enquirer|Register|Advertiser|Broadcasting Corporation)\b"
)
SMALL = ("state", "public media", "private media", "publisher")
"""Beginnings of the kinds under which the table holds the long tail of outlets."""
PRONOUNS = frozenset({"it", "its", "they", "their", "them", "who", "which", "he", "she", "we", "i", "you"})
LEADING = re.compile(r"^(?:the|an?|its|his|her|their|some|several|multiple|many|other)\s+", re.IGNORECASE)
ANAPHOR = re.compile(
    r"(?:the|this) (?:news )?(?:agency|paper|newspaper|outlet|network|broadcaster|station|magazine|daily|publication)",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"\s+(?:news agency|news service|newspaper|daily|magazine|television|TV|radio|network|channel|agency|website"
    r"|news site)\b"
)
GIVES_IT_AWAY = re.compile(
    r"(?:\b(?:agency|newspaper|daily|magazine|broadcaster|channel|network|weekly|told|website|media|station)\s+|\()$"
)
