"""The closed word lists by which titles, speakers and groups are recognised."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.split("|") if line.strip())


MALE_HONORIFICS = wordset(
    "mr mister sir lord king prince pope sheikh sheik imam fr rabbi baron count emperor sultan emir"
)
FEMALE_HONORIFICS = wordset("mrs ms miss madam madame dame lady queen princess baroness countess sister empress")
HONORIFICS = (
    MALE_HONORIFICS
    | FEMALE_HONORIFICS
    | wordset("dr prof professor rev reverend judge justice ayatollah bishop archbishop cardinal")
)

OFFICES = wordset(
    """president vice premier prime minister chancellor secretary governor gov senator sen sens congressman
    congresswoman representative rep reps speaker mayor ambassador envoy general gen colonel col major maj captain
    capt lieutenant lt sergeant sgt admiral adm commander cmdr marshal chief chairman chairwoman chair chairperson
    director head leader spokesman spokeswoman spokesperson deputy undersecretary assistant attorney sheriff officer
    commissioner minister ministers presidents king queen prince princess emperor pope cardinal archbishop bishop
    reverend rev imam ayatollah judge justice prosecutor lawyer analyst economist professor prof dr doctor strategist
    adviser advisor counsel manager nominee candidate coordinator principal executive ceo founder owner author editor
    reporter correspondent journalist columnist actor actress singer activist rebel warlord dictator strongman
    councilman councilwoman councillor delegate lawmaker mp mep congressman-elect representative-elect co-founder
    co-chair president-elect superintendent detective inspector constable trooper pastor coach star host anchor
    billionaire businessman businesswoman tycoon mogul historian scientist researcher scholar pollster aide official
    veteran diplomat negotiator rival counterpart husband wife brother sister son daughter father mother running mate
    guard"""
)
"""Nouns that stand before a name and say what its bearer is; lower case, marks off."""

TITLE_FILLERS = wordset(
    """of the for and to state foreign defense defence interior finance economy trade justice labor labour health
    education energy environment transport security national former ex then acting interim late outgoing incoming
    current longtime newly elected deputy senior junior first second lady supreme federal presidential republican
    democratic gop conservative liberal libertarian green communist socialist party opposition general elect designate
    house senate minority majority state's county city police army navy air force military press communications
    campaign staff affairs council union top veteran vice ruling co under secretary democrat independent leader's
    retired chief running personal white new cabinet crown hardline fellow"""
)

MALE_NOUNS = wordset(
    """man boy father son brother husband uncle nephew grandfather grandson king prince spokesman chairman congressman
    businessman actor policeman gentleman widower boyfriend councilman priest monk dad fireman salesman assemblyman
    alderman host waiter"""
)
FEMALE_NOUNS = wordset(
    """woman girl mother daughter sister wife aunt niece grandmother granddaughter queen princess spokeswoman chairwoman
    congresswoman businesswoman actress policewoman widow girlfriend councilwoman nun mom mum mistress heroine
    housewife assemblywoman hostess"""
)
HE = wordset("he him his himself")
SHE = wordset("she her hers herself")
THEY = wordset("they them their theirs themselves")
IT = wordset("it its itself")
I_WE = wordset("i me my we us our")
RELATIVE = wordset("who whom which that")
PRONOUNS = HE | SHE | THEY | IT | I_WE | RELATIVE | wordset("you your this these those")

HEAD_OF_STATE_NOUNS = wordset("leader ruler dictator strongman president king monarch emir sultan queen emperor")
HEAD_OF_GOVERNMENT_NOUNS = wordset("premier chancellor")

SPOKES = wordset("spokesman spokeswoman spokesperson spokesmen spokespeople spokespersons spokesmen")
STAFF = wordset(
    """official officials aide aides adviser advisers advisor advisors representative representatives source sources
    authorities staff"""
)
CAMPAIGNS = wordset("campaign team camp administration government office allies supporters aides")

GROUPS = wordset(
    """analysts experts economists observers critics supporters opponents officials authorities lawmakers voters
    democrats republicans conservatives liberals progressives researchers scientists scholars historians journalists
    reporters media activists protesters demonstrators residents witnesses eyewitnesses survivors lawyers attorneys
    prosecutors investigators police doctors medics rescuers diplomats leaders politicians legislators senators
    congressmen representatives governors mayors candidates delegates aides advisers advisors strategists pollsters
    polls sources rebels militants insurgents fighters soldiers troops forces migrants refugees immigrants students
    teachers parents women men people families workers unions employers companies businesses investors traders banks
    farmers citizens taxpayers americans many some most others opponents allies partners neighbours neighbors
    commentators pundits insiders operatives conservationists environmentalists campaigners advocates groups
    organizations organisations agencies ministers ministries generals commanders veterans villagers locals fans
    users consumers customers patients engineers executives regulators judges jurors relatives friends colleagues
    detractors skeptics sceptics proponents hackers tourists passengers drivers christians muslims jews catholics
    evangelicals latinos hispanics blacks whites african-americans millennials moderates centrists hardliners loyalists
    separatists dissidents exiles monitors inspectors negotiators envoys ambassadors peacekeepers"""
)
"""Plural nouns that speak as a group."""

GROUP_STOP = wordset(
    """many some most others people men women leaders polls media forces companies groups allies partners neighbours
    neighbors supporters opponents aides friends colleagues relatives families parents sources rival rivals advisers
    advisors candidates"""
)
"""Group words too vague to be an actor of their own unless something narrows them."""

DOCUMENTS = wordset(
    """report study survey poll polls statement letter email emails document documents memo law bill act rule rules
    constitution data figures statistics evidence film movie book article story page post tweet video ad advertisement
    case ruling decision order resolution agreement deal treaty plan proposal budget record records transcript
    analysis review research paper findings results numbers headline website site text message messages note release
    convention amendment legislation policy protocol lawsuit complaint filing indictment affidavit"""
)

REPORTING = wordset(
    """said says say added adds told tells asked asks insisted insists argued argues claimed claims announced announces
    noted notes stated states declared declares warned warns explained explains wrote writes tweeted tweets acknowledged
    admitted admits denied denies suggested suggests stressed stresses emphasized emphasised replied responded continued
    continues concluded recalled remarked observed vowed vows pledged promised promises predicted predicts called calls
    described describes criticized criticised praised accused accuses urged urges demanded demands testified reported
    reports confirmed confirms believes believed thinks thought expressed expresses complained conceded countered
    quipped joked asserted contended maintained mentioned revealed disclosed proposed repeated reiterated joked cited
    pointed declined refused blasted slammed mocked hinted estimates estimated agreed lamented charged boasted"""
)
"""Past and present forms of the commonest reporting verbs."""

AUXILIARIES = wordset("has have had is are was were will would should could may might must can does did do also later")

TELL = wordset(
    """told tell tells telling asked ask asks asking urged urge urges urging warned warn warns warning informed informs
    reminded reminds assured assures advised advises briefed begged ordered orders instructed instructs challenged
    challenges encouraged encourages invited invites implored pressed pressured lobbied notified thanked thanks
    congratulated addressed persuaded convinced"""
)
"""Verbs whose object is the one spoken to."""

SPEAK_TO = _phrases(
    """said to|says to|speaking to|spoke to|speaking with|spoke with|in an interview with|interview with|interview to
    |called on|calls on|calling on|called upon|appealed to|replied to|wrote to|writing to|letter to|message to|remarks
    to |statement to|talking to|talked to|testified to|complained to|boasted to|explained to|suggested to|announced
    to"""
)

LOCATIVE = wordset("in at near across throughout inside outside around within into via visiting visited visit")
"""Prepositions (and the verbs of visiting) after which a country or city is a place."""

ORIGIN = wordset("to from")
ADVERSE = wordset(
    """hostile close loyal threat threats message warning response allied according answer opposition addressed ties
    pressure support threats sanctions aid demands signal signals criticism backing approval permission protection
    weapons arms guarantees commitment belongs concessions warnings help relief orders instructions condemnation"""
)
"""Words before 'to' or 'from' that make the city after it a government: 'pressure from Washington'."""

SENTENCE_OPENERS = wordset(
    """the a an this that these those there here it he she they we i you his her their our its my your but and or so yet
    if when while after before since because although though as at by for from in into of on to with without during
    under over about between among against through despite meanwhile however moreover furthermore also still now then
    today yesterday tomorrow tonight what who why how where which some many most all both each every no not only just
    even more less other another such one two three four five six seven eight nine ten once first second last next
    according asked photo image video watch read news breaking update updated exclusive opinion analysis editorial
    share follow subscribe advertisement related contact comment comments click copyright source home world politics
    business sports search menu email print yes well ok okay oh please thank thanks hello dear let hey"""
)
CALENDAR = wordset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun spring summer autumn winter christmas easter ramadan thanksgiving"""
)
"""Words that begin with a capital and are no name. 'may' is left out: it is a surname, too."""

GENERIC_BODIES = _phrases(
    """Congress|Senate|House of Representatives|Supreme Court|National Security Council|Joint Chiefs of Staff
    |Democratic Party|Republican Party|Labour Party|Conservative Party|Diet|PRI|Cortes|House of Commons|Security Council
    |Foreign Office|Home Office|Secret Service|Parliament House|National Front|ANC|Liberal Democratic Party|LDP
    |State House|Government House|State Council|Royal Court|Congress Party|Health Ministry|Legislative Council
    |Capitol|Workers' Party|Workers’ Party|Treasury Department|Justice Department|State Department|Defense
    Department|Department of Justice|PTI|Fed|ICE"""
)
"""Names of bodies that more than one country has: the country named with them, or the page's main one, decides."""

NOBILIARY = wordset("von van der den de del della di da du la le el al bin ibn bint abu ben st ter ten dos das af ap")
PARENTHOOD = {"abu": "m", "ibn": "m", "umm": "f", "bint": "f"}
"""Words for father, son, mother and daughter that begin Arabic names, and the gender they tell."""
SUFFIXES = wordset("jr sr ii iii iv phd md esq")

ORGANISATION_NOUNS = wordset(
    """network media news times post tribune herald journal gazette university college institute institution council
    committee commission center centre association federation foundation party union group company corporation corp inc
    ltd llc bank agency ministry department bureau office court force forces army navy police fund league club society
    church school hospital consulting consult campaign coalition alliance initiative project partnership authority
    board organization organisation conference congress senate parliament assembly administration service services
    international press television radio magazine airlines motors industries holdings ventures research poll polls
    survey act building tower house street square stadium airport bridge prize award awards cup games festival day
    week report review today daily weekly online show podcast images photos
    records library museum zoo cathedral gallery orchestra theater theatre"""
)
"""Nouns that end the names of organisations (and of things), never those of people."""

THING_NOUNS = wordset(
    """act law bill amendment treaty agreement pact accord convention plan program programme day week month year
    festival award awards prize cup games bridge tower street avenue road building stadium airport show podcast tour
    album song movie film book poll survey hall park river lake series season bowl station turnpike eve
    memorial monument"""
)
"""Nouns that end the names of laws, works, buildings and days: names, but nobody who acts."""
NOT_ACTORS = wordset(
    """medicaid medicare obamacare brexit edt est gmt pst pdt utc cst cdt covid covid-19 hiv aids islam christianity
    judaism islamic christian muslim jewish internet dna tv pdf faq ok usd eur gbp gdp potus flotus scotus"""
)
"""Programmes, time zones, faiths and the like that name finders take for organisations."""
