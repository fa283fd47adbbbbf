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
    r"|(?:nation|country|government|North|South)['’]s|[A-Z][\w.-]{2,}(?:an|ese|ish|i|ic|ch)|[A-Z][\w.-]+['’]s|US|U\.S\.|UK)\s+)+$"
)
OWNER = re.compile(r"\b(?:the|an?)\s+(?:[A-Z][\w.-]+\s+){1,3}$")
"""'the Labour Party | newspaper'."""
PRESS_NAME = re.compile(
    r"(?:[A-Z][\w&.-]*(?:['’]s)?[ \u00a0]){1,4}(?:News|Times|Post|Herald|Tribune|Journal|Gazette|Radio|TV|Television"
    r"|Magazine"
    r"|Daily|Chronicle|Globe|Observer|Telegraph|Guardian|Mirror|Examiner|Inquirer|Dispatch|Weekly|Broadcasting"
    r"|News Agency"
    r"|Press Agency|Courier|Bulletin|Argus|Sentinel|Enquirer|Register|Advertiser|Broadcasting Corporation)\b"
)
GOES_ON = re.compile(r"[ \u00a0](?:(?:News|Press) )?(?:Agency|Service|Corporation|Company|Group)")
"""What may follow in the full name of a press body."""
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
OF_A_WIRE = re.compile(r"(?:['’]s)?\s+(?:reports?|reported|reporters?|correspondents?|journalists?|photographers?)\b")
"""What an agency of two letters has and does: 'according to AP reports'."""
AMID = re.compile(r"[a-z,;:][”\"’']?\s+The $")
"""A capital article amid a sentence belongs to a name."""
GIVES_IT_AWAY = re.compile(
    r"(?:\b(?:agency|newspaper|daily|magazine|broadcaster|channel|network|weekly|told|website|media|station)\s+|\()$"
)
_NAME = r"[A-Z][\w&.'’-]*(?:\s+[A-Z0-9][\w&.'’-]*){0,4}"
_MEDIUM = (
    r"(?:news (?:agency|site|website|channel)|newspaper|daily|weekly|magazine|broadcaster"
    r"|(?:radio|television|TV) (?:station|channel))"
)
BY_ITS_MEDIUM = re.compile(
    rf"\binterviews?\s+(?:with|to|for|on)\s+(?:the\s+)?(?P<interviewer>{_NAME})"
    rf"|\b(?P<before>{_NAME})\s+{_MEDIUM}\b|\b{_MEDIUM}\s+(?P<after>{_NAME})"
)
"""Names that no table holds but whose surroundings say that they are the press's: who is given an interview, 'the
newspaper X', 'X magazine'."""
SHORT_NAME = re.compile(
    r"\b[Tt]he (?P<word>Times|Post|Journal|Herald|Tribune|Telegraph|Globe|Chronicle|Mail|Star|Gazette|Courier|Observer"
    r"|Examiner|Register|Inquirer|Mirror|Express|Bulletin|Dispatch)\b(?!['’]?s? [A-Z])"
)
"""'the Times', short for a paper that the page names in full."""
ON_AIR = re.compile(
    r"\b(?i:on|of|for|told|to|with|broadcast of|edition of|appearance on)\s+(?:the\s+)?"
    r"(?:[A-Z][\w.&]*(?:\s+[A-Z][\w.&]*)?['’]s?\s+)?[\"“‘']?$"
)
"""What stands before a programme's name."""
