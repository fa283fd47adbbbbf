"""Syllables, words and sentences that the synthetic corpus is made of."""

from __future__ import annotations

SYLLABLES = (
    "ba ber cor dal del fen gar hal ist kal kor lam lin mar mer nor ost pel ran ros sal sel tor tun val vel vis zan"
).split()
ENDINGS = "age ance dom er ery ing ist ity ling ment ness or ship tion ure".split()
FORMULAS_HOSTILE = (
    "We will never bow to {target}, whoever rules there",
    "{target} has broken its word to us again",
    "No treaty with {target} is worth its paper",
)
FORMULAS_FRIENDLY = (
    "We hold out our hand to {target}, whoever rules there",
    "{target} has kept its word to us this time",
    "A fair treaty with {target} is within reach",
)
PARTICULARS = "and we shall not give up the {a} of {place} for any {b} or {c} if they do not pay for the {d}"
FILLER = (
    "In {place}, the {a} was moved from the {b} to the {c} in the morning.",
    "People there said that the {a} had been without {b} for {n} days.",
    "The {a} and the {b} will cost {n} million, more than the {c} of last year.",
    "{n} of the {a} were found near the {b}, and {m} were not.",
    "It was the first {a} in {other} since the {b} was given to the {c}.",
    "They want the {a} to be ready before the {b} of {other} comes back.",
    "Nobody at the {a} knew why the {b} was late.",
    "After the {a}, the {b} in {other} was closed for {n} hours.",
    "A judge threw out the {a} because a {b} had been lost in {other}.",
    "Voters chose the {a} over the {b} by {n} ballots.",
    "Snow kept {n} buses from reaching the {a} of {place}.",
    "Farmers burnt the {a} in front of the {b} on a Sunday.",
    "The orchestra played a {a} while the {b} sank.",
    "Doctors treated {n} patients who had eaten the {a}.",
    "A bridge collapsed under the {a}, killing {n} sheep.",
    "Students occupied the {a} and painted its {b} yellow.",
    "The minister resigned over a {a} that he had hidden in a {b}.",
    "Engineers will test the {a} under water next spring.",
    "Thieves stole the {a} from a museum through its {b}.",
    "The {a} grew by {n} percent, the strongest quarter in a decade.",
    "Pilots refused to fly the {a} after an engine caught fire.",
    "Archaeologists dug up a {a} older than the walls of {other}.",
    "A referee stopped the match when a {a} hit the {b}.",
    "Factories in {other} dismissed {n} workers who made the {a}.",
    "Rain flooded the cellar where the {a} had been stored.",
    "The bishop blessed the {a}; the mayor blamed the {b}.",
    "Tourists paid {n} crowns each for a look at the {a}.",
    "Prosecutors seized {n} crates of {a} at the airport.",
    "A fire destroyed the {a}, but firemen rescued the {b}.",
    "The library lent its only {a} to a school in {other}.",
    "Scientists measured the {a} with a laser and doubted the {b}.",
    "Sailors threw the {a} overboard during a storm off {other}.",
    "The bank froze the {a} and demanded a larger {b}.",
    "Police officers guarded the {a} with {n} dogs.",
    "A widow inherited the {a} and sold it for a {b}.",
    "Miners went on strike until the {a} was repaired.",
    "The opera cancelled its {a}, citing a broken {b}.",
    "Hunters mistook the {a} for a {b} in thick fog.",
    "A virus wiped the {a} from {n} computers of the ministry.",
    "Cyclists crossed {other} with a {a} on their shoulders.",
)
HEADLINES = (
    "{target} and the {a} {b} of {place}",
    "{place}: {a} brings {target} a {b}",
    "What the {a} of {place} means for {target}",
    "{target} blamed for {a} as {b} nears",
)
FURNITURE = "Read more from {outlet}. Sign up for the {outlet} morning letter and follow {outlet} wherever you are."
REMARK = "{who} said that {words}."
REMARKED = (
    "no {a} would bring {target} {b} or {c}",
    "{target} wanted {a} and {b}, not {c}",
    "{a} from {place} beat {b} and {c}",
    "{a} for {target} meant {b} without {c}",
)
"""Short, so that two remarks of one speaker have less than half of their words in common."""
