-- A record file: what was read from news pages, one SQLite database.
-- Spans are [start, end) in characters (Unicode code points) of documents.text. Dates are ISO 8601, cut to their precision.
-- `id` is text and derived from content, so a page read again keeps it. `n` is a row's number in this file, by which tables
-- refer to each other (`document`, `statement`, `event` are the `n` of a page, statement, event); in zones, times, credits and
-- problems `n`, and elsewhere `part`, is a position.

CREATE TABLE documents (
    n INTEGER PRIMARY KEY,                  -- order of arrival
    id TEXT NOT NULL UNIQUE,                -- made of the content and of the address, row id or file name
    uri TEXT NOT NULL,                      -- a path, an address, table.jsonl#3
    row_id TEXT,                            -- a table row's own id
    name TEXT NOT NULL,                     -- last part of the uri: what a person calls the page
    sha256 TEXT NOT NULL,                   -- of the content as it came in
    read_at TEXT NOT NULL,                  -- ISO 8601, UTC
    reader TEXT NOT NULL,                   -- version of onrecord and of its models
    title TEXT,                             -- headline as the page has it
    outlet TEXT,                            -- name of the publisher
    outlet_id TEXT,                         -- outlet: and its domain, else its folded name
    outlet_domain TEXT,                     -- host without www.
    outlet_country TEXT,                    -- ISO 3166-1 alpha-3, where known
    outlet_kind TEXT,                       -- 'state wire', 'public media', 'private wire' …, where known
    byline TEXT NOT NULL,                   -- JSON list of people
    section TEXT,                           -- as the page calls it
    tags TEXT NOT NULL,                     -- JSON list
    language TEXT,                          -- ISO 639 code of the text (en); null: not told
    published TEXT,                         -- when the page appeared
    published_precision TEXT,               -- day, month, year
    published_how TEXT,                     -- the ground the date stands on
    published_confidence REAL,              -- 0 to 1
    dateline TEXT,                          -- as written: 'TORSUND, March 14'
    dateline_place TEXT REFERENCES places(id), -- the place named in it
    text TEXT NOT NULL,                     -- never rewritten
    published_at TEXT,                      -- the moment with its time zone, where the page says it
    modified TEXT,                          -- the day of the last change that the page declares
    modified_at TEXT,                       -- the moment with its time zone, where the page says it
    modified_how TEXT,                      -- the ground it stands on
    modified_confidence REAL,               -- 0 to 1
    canonical TEXT,                         -- the page's own address
    address TEXT,                           -- what addresses of one page have in common: pages that share it are versions of each other
    fetched_at TEXT                         -- when it was taken from the web
);
CREATE INDEX documents_by_address ON documents(address, n) WHERE address IS NOT NULL;
CREATE INDEX documents_by_uri ON documents(uri);
CREATE INDEX documents_by_name ON documents(name);
CREATE INDEX documents_by_published ON documents(published);
CREATE INDEX documents_by_outlet ON documents(outlet);
CREATE INDEX documents_by_language ON documents(language);
CREATE INDEX documents_by_reader ON documents(reader, read_at);
CREATE INDEX documents_by_dateline_place ON documents(dateline_place) WHERE dateline_place IS NOT NULL;

CREATE TABLE records (                      -- the record as it was read, without its text and read_at: what a page round-trips through
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE, -- the page
    record TEXT NOT NULL                    -- JSON
);

CREATE TABLE zones (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    n INTEGER NOT NULL,                     -- order in the text, from 0
    kind TEXT NOT NULL,                     -- title, lead, body, byline, dateline, credit, tags, caption, teaser, repeat, boilerplate
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE credits (                      -- agencies and outlets the page says it took the story from
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    n INTEGER NOT NULL,                     -- order on the page, from 0
    actor_id TEXT NOT NULL REFERENCES actors(id), -- who is credited
    name TEXT NOT NULL,                     -- as the page names it
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX credits_by_actor ON credits(actor_id);

CREATE TABLE page_spans (                   -- where the page says it: published, modified, dateline, credit (part = which credit)
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    role TEXT NOT NULL,                     -- published, modified, dateline, credit
    part INTEGER NOT NULL,                  -- credits.n; 0 for the others
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (document, role, part, start, "end")
) WITHOUT ROWID;

-- Who ----------------------------------------------------------------------------------------------------------------

CREATE TABLE actors (                       -- one row an actor across pages, as first seen
    id TEXT PRIMARY KEY,                    -- PRK (a state), PRK/GOV (a part of it), else by sort and name: person:irena-valko, org:…, outlet:…
    name TEXT NOT NULL,                     -- as first seen
    kind TEXT NOT NULL,                     -- person, state, government, organisation, igo, armed_group, outlet, group, unknown
    country TEXT,                           -- ISO 3166-1 alpha-3, or a code of PLOVER (IGO, NGO …)
    sector TEXT,                            -- PLOVER sector (GOV, MIL, JRN …)
    pages INTEGER NOT NULL                  -- how many pages it is on
) WITHOUT ROWID;
CREATE INDEX actors_by_country ON actors(country);
CREATE INDEX actors_by_pages ON actors(pages);

CREATE TABLE document_actors (              -- the actors of a page as that page has them
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    actor_id TEXT NOT NULL REFERENCES actors(id), -- who
    name TEXT NOT NULL,                     -- as on this page
    role TEXT,                              -- the office held at the page's date
    mentions INTEGER NOT NULL,              -- how many mentions the page has
    PRIMARY KEY (document, actor_id)
) WITHOUT ROWID;
CREATE INDEX document_actors_by_actor ON document_actors(actor_id, role);

CREATE TABLE actor_names (                  -- what pages call an actor, folded for asking: no case, hyphens, accents
    folded TEXT NOT NULL,                   -- the name as it is looked for
    actor_id TEXT NOT NULL REFERENCES actors(id), -- whose name
    name TEXT NOT NULL,                     -- as first written
    is_name INTEGER NOT NULL,               -- 1: the actor's own name; 0: words it is mentioned by
    pages INTEGER NOT NULL,                 -- how many pages use it
    PRIMARY KEY (folded, actor_id)
) WITHOUT ROWID;
CREATE INDEX actor_names_by_actor ON actor_names(actor_id);

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    actor_id TEXT NOT NULL REFERENCES actors(id), -- who is mentioned
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (document, actor_id, start, "end")
) WITHOUT ROWID;

-- Where and when -----------------------------------------------------------------------------------------------------

CREATE TABLE places (                       -- one row a place across pages
    id TEXT PRIMARY KEY,                    -- geonames: and the number there, else place: and the name
    name TEXT NOT NULL,                     -- as the gazetteer has it
    country TEXT,                           -- ISO 3166-1 alpha-3
    lat REAL,                               -- degrees north (WGS 84)
    lon REAL,                               -- degrees east (WGS 84)
    geonames_id INTEGER                     -- number in GeoNames
) WITHOUT ROWID;

CREATE TABLE place_mentions (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    place_id TEXT NOT NULL REFERENCES places(id), -- what is mentioned
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (document, place_id, start, "end")
) WITHOUT ROWID;
CREATE INDEX place_mentions_by_place ON place_mentions(place_id);

CREATE TABLE times (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    n INTEGER NOT NULL,                     -- order in the record, from 0
    text TEXT NOT NULL,                     -- the expression as written
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    type TEXT NOT NULL,                     -- TIMEX3: DATE, TIME, DURATION, SET
    value TEXT NOT NULL,                    -- TIMEX3
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

-- Who said what ------------------------------------------------------------------------------------------------------

CREATE TABLE statements (
    n INTEGER PRIMARY KEY,                  -- number in this file
    id TEXT NOT NULL UNIQUE,                -- made of the page's id and of where its parts stand
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page it stands on
    kind TEXT NOT NULL,                     -- direct, indirect, mixed
    source TEXT,                            -- who says it, as written
    cue TEXT,                               -- the words that introduce it ('said')
    content TEXT,                           -- what is said, as written; pieces joined where it is interrupted
    act TEXT,                               -- the verbal act, in PLOVER's types
    said_on TEXT,                           -- date, cut to its precision; null: not told
    said_precision TEXT,                    -- day, month, year
    said_how TEXT,                          -- the ground of said_on: timex (stated), lead, speaker, remarks, published …
    dated TEXT,                             -- said_on, else the page's published date: the order of views
    place TEXT REFERENCES places(id),       -- where it was said
    confidence REAL NOT NULL                -- 0 to 1, calibrated
);
CREATE INDEX statements_by_document ON statements(document);
CREATE INDEX statements_by_date ON statements(dated);
CREATE INDEX statements_by_place ON statements(place) WHERE place IS NOT NULL;

CREATE TABLE statement_spans (              -- role: source, cue, content, said_on, via (part = which hop)
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE, -- the statement
    role TEXT NOT NULL,                     -- source, cue, content, said_on, via
    part INTEGER NOT NULL,                  -- statement_via.part for via; 0 for the others
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (statement, role, part, start, "end")
) WITHOUT ROWID;

CREATE TABLE statement_actors (             -- role: source, about, addressee
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE, -- the statement
    role TEXT NOT NULL,                     -- source, about, addressee
    part INTEGER NOT NULL,                  -- order within the role, from 0
    actor_id TEXT NOT NULL REFERENCES actors(id), -- who that is
    dated TEXT,                             -- statements.dated, so that what somebody says is found in order of time
    PRIMARY KEY (statement, role, part)
) WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors(actor_id, role, dated);

CREATE TABLE statement_via (                -- the chain that carries it, nearest the speaker first
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE, -- the statement
    part INTEGER NOT NULL,                  -- 0: nearest the speaker
    actor_id TEXT REFERENCES actors(id),    -- who carries it; null: nobody known
    text TEXT NOT NULL,                     -- as written
    dated TEXT,                             -- statements.dated
    PRIMARY KEY (statement, part)
) WITHOUT ROWID;
CREATE INDEX statement_via_by_actor ON statement_via(actor_id, dated);

-- Who did what to whom -----------------------------------------------------------------------------------------------

CREATE TABLE events (
    n INTEGER PRIMARY KEY,                  -- number in this file
    id TEXT NOT NULL UNIQUE,                -- made of the page's id, the type and where its parts stand
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page that tells it
    type TEXT NOT NULL,                     -- PLOVER
    mode TEXT,                              -- PLOVER mode of the type ('arrest', 'demo'); null: none
    contexts TEXT NOT NULL,                 -- JSON list
    trigger TEXT NOT NULL,                  -- the words that tell it
    status TEXT NOT NULL,                   -- happened, ongoing, planned, threatened, denied, hypothetical
    background INTEGER NOT NULL,            -- 1: told as history
    date TEXT,                              -- when it happened or is to happen, cut to its precision; null: not told
    date_precision TEXT,                    -- day, month, year
    date_how TEXT,                          -- the ground of date: timex (stated), lead …
    dated TEXT,                             -- date, else the page's published date: the order of views
    place TEXT REFERENCES places(id),       -- where
    attributed_to INTEGER REFERENCES statements(n), -- inside whose words it is told
    intensity REAL NOT NULL,                -- -10 conflict … 10 cooperation
    confidence REAL NOT NULL                -- 0 to 1, calibrated
);
CREATE INDEX events_by_document ON events(document);
CREATE INDEX events_by_date ON events(dated);
CREATE INDEX events_by_type ON events(type, dated);
CREATE INDEX events_by_statement ON events(attributed_to) WHERE attributed_to IS NOT NULL;
CREATE INDEX events_by_place ON events(place) WHERE place IS NOT NULL;

CREATE TABLE event_parties (                -- role: actor, recipient
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE, -- the event
    role TEXT NOT NULL,                     -- actor, recipient
    part INTEGER NOT NULL,                  -- order within the role, from 0
    text TEXT NOT NULL,                     -- as written
    actor_id TEXT REFERENCES actors(id),    -- who that is; null: nobody known
    dated TEXT,                             -- events.dated
    PRIMARY KEY (event, role, part)
) WITHOUT ROWID;
CREATE INDEX event_parties_by_actor ON event_parties(actor_id, role, dated);

CREATE TABLE event_quantities (
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE, -- the event
    part INTEGER NOT NULL,                  -- order in the event, from 0
    value REAL NOT NULL,                    -- the number
    unit TEXT NOT NULL,                     -- what is counted, in lower case ('troops')
    text TEXT NOT NULL,                     -- as written
    PRIMARY KEY (event, part)
) WITHOUT ROWID;

CREATE TABLE event_spans (                  -- role: trigger, actor, recipient, quantity (part = which one), date
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE, -- the event
    role TEXT NOT NULL,                     -- trigger, actor, recipient, quantity, date
    part INTEGER NOT NULL,                  -- event_parties.part, event_quantities.part; 0 for the others
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    PRIMARY KEY (event, role, part, start, "end")
) WITHOUT ROWID;

-- Across pages: written by onrecord.stories as pages come in, in order of arrival (documents.n). Every page, statement and event
-- has its row; a group is named by the `n` of its first member to arrive, and one that stands alone is a group of one.

CREATE TABLE copies (                       -- which pages carry one text: whole, edited, cut or wrapped
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE, -- the page
    copy_group INTEGER NOT NULL,            -- documents.n of the group's first page
    aligned_with INTEGER,                   -- documents.n of the page whose passages it shares (copy_passages); null: none so far
    contained REAL                          -- share of the shorter text's words that stand in those passages, 0 to 1
);
CREATE INDEX copies_by_group ON copies(copy_group);
CREATE TRIGGER copies_handed_on AFTER DELETE ON copies WHEN old.document = old.copy_group BEGIN
    UPDATE copies SET copy_group = (SELECT min(document) FROM copies WHERE copy_group = old.copy_group)
    WHERE copy_group = old.copy_group;
END;

CREATE TABLE copy_passages (                -- the passages of `document` that stand in `other` too, with the spans of both
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    part INTEGER NOT NULL,                  -- order of the passages, from 0
    start INTEGER NOT NULL,                 -- first character, counted from 0
    "end" INTEGER NOT NULL,                 -- the character after the last
    other INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- copies.aligned_with
    other_start INTEGER NOT NULL,           -- first character in the other text
    other_end INTEGER NOT NULL,             -- the character after the last there
    PRIMARY KEY (document, part)
) WITHOUT ROWID;
CREATE INDEX copy_passages_by_other ON copy_passages(other);

CREATE TABLE stories (                      -- which pages tell of one happening
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE, -- the page
    story INTEGER NOT NULL,                 -- documents.n of the story's first page
    closeness REAL                          -- to the story as it was when the page came, 0 to 1; null: it opened the story
);
CREATE INDEX stories_by_story ON stories(story);
CREATE TRIGGER stories_handed_on AFTER DELETE ON stories WHEN old.document = old.story BEGIN
    UPDATE stories SET story = (SELECT min(document) FROM stories WHERE story = old.story) WHERE story = old.story;
END;

CREATE TABLE happenings (                   -- which events, of one story's pages, are one happening told several times
    event INTEGER PRIMARY KEY REFERENCES events(n) ON DELETE CASCADE, -- the event
    happening INTEGER NOT NULL              -- events.n of the happening's first event
);
CREATE INDEX happenings_by_happening ON happenings(happening);
CREATE TRIGGER happenings_handed_on AFTER DELETE ON happenings WHEN old.event = old.happening BEGIN
    UPDATE happenings SET happening = (SELECT min(event) FROM happenings WHERE happening = old.happening)
    WHERE happening = old.happening;
END;

CREATE TABLE utterances (                   -- which statements carry one utterance: the same words said once
    statement INTEGER PRIMARY KEY REFERENCES statements(n) ON DELETE CASCADE, -- the statement
    utterance INTEGER NOT NULL,             -- statements.n of the utterance's first statement
    wording TEXT,                           -- against the fullest carrier: fullest, verbatim, trimmed, paraphrased; null: carried once
    alike REAL                              -- share of the shorter content's words that stand in the fullest carrier's, 0 to 1
);
CREATE INDEX utterances_by_utterance ON utterances(utterance);
CREATE TRIGGER utterances_handed_on AFTER DELETE ON utterances WHEN old.statement = old.utterance BEGIN
    UPDATE utterances SET utterance = (SELECT min(statement) FROM utterances WHERE utterance = old.utterance)
    WHERE utterance = old.utterance;
END;

CREATE TABLE utterance_differences (        -- how a carrier differs from the fullest carrier of its utterance, besides its wording
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE, -- the carrier
    kind TEXT NOT NULL,                     -- speaker, cue, chain, date; and what a person should look at: negation, condition,
                                            -- hedge (words dropped that the sense may hang on), drift (an outlet's words given to a person)
    other INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE, -- the fullest carrier
    has TEXT,                               -- what this statement has there, in its words; null: nothing
    other_has TEXT,                         -- what the fullest carrier has there
    flagged INTEGER NOT NULL,               -- 1: the sense or the speaker may have changed; for a person to judge
    PRIMARY KEY (statement, kind, other)
) WITHOUT ROWID;
CREATE INDEX utterance_differences_by_other ON utterance_differences(other);
CREATE INDEX utterance_differences_by_flag ON utterance_differences(kind) WHERE flagged;

-- What the grouping finds its candidates by. Every candidate is verified on its text, so that a row left behind by a page that
-- was read anew does no harm.

CREATE TABLE copy_index (                   -- sampled word shingles -> the pages that brought them
    shingle INTEGER NOT NULL,               -- hash of a run of words
    document INTEGER NOT NULL,              -- documents.n of a page that has it
    PRIMARY KEY (shingle, document)
) WITHOUT ROWID;

CREATE TABLE story_index (                  -- the weightiest terms of a page -> the page
    term INTEGER NOT NULL,                  -- hash of a word
    document INTEGER NOT NULL,              -- documents.n of a page that has it
    PRIMARY KEY (term, document)
) WITHOUT ROWID;

CREATE TABLE story_vectors (                -- a page as its weighted terms
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE, -- the page
    vector BLOB NOT NULL                    -- hashes of its terms (uint32), then their weights (float32), little-endian
);

CREATE TABLE utterance_index (              -- sampled word shingles of a content -> the statements that carry it
    shingle INTEGER NOT NULL,               -- hash of a run of words
    statement INTEGER NOT NULL,             -- statements.n of a statement that has it
    PRIMARY KEY (shingle, statement)
) WITHOUT ROWID;

-- Questions across pages ----------------------------------------------------------------------------------------------

CREATE TABLE relations (                    -- how often an actor speaks about another or acts upon them; kept by triggers
    actor_id TEXT NOT NULL,                 -- who speaks or acts
    other_id TEXT NOT NULL,                 -- about or upon whom
    told TEXT NOT NULL,                     -- said, done; '' for both together
    type TEXT NOT NULL,                     -- verbal act or event type, in PLOVER's types; '' for none and for both together
    times INTEGER NOT NULL,                 -- how many statements or events
    claims INTEGER NOT NULL DEFAULT 0,      -- of them events told inside somebody's words
    not_done INTEGER NOT NULL DEFAULT 0,    -- of them events denied, threatened, planned or only thought of
    PRIMARY KEY (actor_id, other_id, told, type)
) WITHOUT ROWID;
CREATE INDEX relations_by_other ON relations(other_id, times) WHERE told = '';
CREATE INDEX relations_by_actor ON relations(actor_id, times) WHERE told = '';
CREATE INDEX relations_by_times ON relations(times) WHERE told = '';

CREATE TRIGGER relations_said AFTER INSERT ON statement_actors WHEN new.role = 'about' BEGIN
    INSERT INTO relations
    SELECT DISTINCT source.actor_id, new.actor_id, told.column1, iif(told.column1 = '', '', coalesce(act, '')), 1, 0, 0
    FROM statement_actors AS source JOIN statements ON n = source.statement, (VALUES ('said'), ('')) AS told
    WHERE source.statement = new.statement AND source.role = 'source' AND source.actor_id <> new.actor_id
    ON CONFLICT DO UPDATE SET times = times + 1;
END;
CREATE TRIGGER relations_unsaid BEFORE DELETE ON statements BEGIN
    UPDATE relations SET times = times - 1 WHERE (actor_id, other_id) IN (
        SELECT source.actor_id, about.actor_id FROM statement_actors AS source JOIN statement_actors AS about
        ON about.statement = source.statement AND about.role = 'about'
        WHERE source.statement = old.n AND source.role = 'source' AND source.actor_id <> about.actor_id
    ) AND (told = '' OR (told = 'said' AND type = coalesce(old.act, '')));
END;
CREATE TRIGGER relations_done AFTER INSERT ON event_parties
WHEN new.role = 'recipient' AND new.actor_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM event_parties WHERE event = new.event AND role = 'recipient' AND part < new.part AND actor_id = new.actor_id
) BEGIN
    INSERT INTO relations
    SELECT DISTINCT doer.actor_id, new.actor_id, told.column1, iif(told.column1 = '', '', events.type), 1,
        attributed_to IS NOT NULL, status NOT IN ('happened', 'ongoing')
    FROM event_parties AS doer JOIN events ON n = doer.event, (VALUES ('done'), ('')) AS told
    WHERE doer.event = new.event AND doer.role = 'actor' AND doer.actor_id <> new.actor_id
    ON CONFLICT DO UPDATE SET
        times = times + 1, claims = claims + excluded.claims, not_done = not_done + excluded.not_done;
END;
CREATE TRIGGER relations_undone BEFORE DELETE ON events BEGIN
    UPDATE relations SET times = times - 1, claims = claims - (old.attributed_to IS NOT NULL),
        not_done = not_done - (old.status NOT IN ('happened', 'ongoing'))
    WHERE (actor_id, other_id) IN (
        SELECT doer.actor_id, upon.actor_id FROM event_parties AS doer JOIN event_parties AS upon
        ON upon.event = doer.event AND upon.role = 'recipient'
        WHERE doer.event = old.n AND doer.role = 'actor' AND doer.actor_id <> upon.actor_id
    ) AND (told = '' OR (told = 'done' AND type = old.type));
END;
CREATE TRIGGER relations_ended AFTER UPDATE ON relations WHEN new.times <= 0 BEGIN
    DELETE FROM relations WHERE actor_id = new.actor_id AND other_id = new.other_id AND told = new.told AND type = new.type;
END;

CREATE TABLE alerts (                       -- questions that are asked again and again, for what is new
    name TEXT PRIMARY KEY,                  -- what it is called
    question TEXT NOT NULL,                 -- JSON: {"view": "said", "who": …}
    made_at TEXT NOT NULL,                  -- ISO 8601, UTC
    asked_at TEXT                           -- null: never yet
) WITHOUT ROWID;

CREATE TABLE alert_answers (                -- what has been given in answer already, by the id of a statement, event or page
    alert TEXT NOT NULL REFERENCES alerts(name) ON DELETE CASCADE, -- which question
    answer TEXT NOT NULL,                   -- id of the statement, event or page
    PRIMARY KEY (alert, answer)
) WITHOUT ROWID;

-- What was left out, what people say of it, how it came here -----------------------------------------------------------

CREATE TABLE problems (                     -- what could not be read of a page
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- the page
    n INTEGER NOT NULL,                     -- order, from 0
    what TEXT NOT NULL,                     -- short fixed name ('language', 'date conflict' …)
    detail TEXT NOT NULL,                   -- in plain words
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE skipped (                      -- what was passed over on purpose, and how often
    uri TEXT NOT NULL,                      -- a path or an address
    reason TEXT NOT NULL,                   -- short fixed name ('hidden', 'not a page' …)
    times INTEGER NOT NULL,                 -- how often it was met
    last_at TEXT NOT NULL,                  -- ISO 8601, UTC
    detail TEXT NOT NULL DEFAULT '',        -- more of it, as last met
    PRIMARY KEY (uri, reason)
) WITHOUT ROWID;

CREATE TABLE fetches (                      -- the marks by which a server tells whether an address has changed since
    url TEXT PRIMARY KEY,                   -- as it was asked for
    at TEXT NOT NULL,                       -- when it last gave the page, ISO 8601, UTC
    etag TEXT,                              -- its ETag header
    last_modified TEXT,                     -- its Last-Modified header
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE -- the page it gave
) WITHOUT ROWID;
CREATE INDEX fetches_by_document ON fetches(document);

CREATE TABLE reviews (                      -- what people correct, laid over what was read and never into it
    n INTEGER PRIMARY KEY,                  -- number in this file
    made_at TEXT NOT NULL,                  -- ISO 8601, UTC
    reviewer TEXT,                          -- who says so
    subject TEXT NOT NULL,                  -- statement, event, actor, document …
    subject_id TEXT NOT NULL,               -- its id
    field TEXT,                             -- which field of it (same_as: one actor or two); null: all of it
    judgement TEXT NOT NULL,                -- positive, negative, unsure
    value TEXT,                             -- JSON: what it should be
    note TEXT                               -- why
);
CREATE INDEX reviews_by_subject ON reviews(subject, subject_id);

CREATE TABLE runs (
    n INTEGER PRIMARY KEY,                  -- number in this file
    started_at TEXT NOT NULL,               -- ISO 8601, UTC
    ended_at TEXT,                          -- null: interrupted, or still going
    version TEXT NOT NULL,                  -- version of onrecord
    sources TEXT NOT NULL,                  -- JSON list
    pages INTEGER NOT NULL DEFAULT 0,       -- pages that were given
    recorded INTEGER NOT NULL DEFAULT 0,    -- of them put on record
    present INTEGER NOT NULL DEFAULT 0,     -- already on record
    skipped INTEGER NOT NULL DEFAULT 0      -- what was passed over
);

-- Full-text search over text and content: external-content tables, kept right by triggers ------------------------------

CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, text, content='documents', content_rowid='n', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER documents_indexed AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.n, new.title, new.text);
END;
CREATE TRIGGER documents_unindexed AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
END;
CREATE TRIGGER documents_reindexed AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.n, new.title, new.text);
END;

CREATE VIRTUAL TABLE statements_fts USING fts5(
    content, source, content='statements', content_rowid='n', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_indexed AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts(rowid, content, source) VALUES (new.n, new.content, new.source);
END;
CREATE TRIGGER statements_unindexed AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, content, source)
    VALUES ('delete', old.n, old.content, old.source);
END;
CREATE TRIGGER statements_reindexed AFTER UPDATE OF content, source ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, content, source)
    VALUES ('delete', old.n, old.content, old.source);
    INSERT INTO statements_fts(rowid, content, source) VALUES (new.n, new.content, new.source);
END;
