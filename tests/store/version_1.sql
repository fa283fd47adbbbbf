-- A record file: what was read from news pages, one SQLite database.
-- Spans are [start, end) in characters (Unicode code points) of documents.text. Dates are ISO 8601, cut to their precision.
-- `id` is text and derived from content, so a page read again keeps it. `n` is a row's number in this file, by which tables
-- refer to each other (`document`, `statement`, `event` are the `n` of a page, statement, event); in zones, times, credits and
-- problems `n`, and elsewhere `part`, is a position.

CREATE TABLE documents (
    n INTEGER PRIMARY KEY,                  -- order of arrival
    id TEXT NOT NULL UNIQUE,
    uri TEXT NOT NULL,                      -- a path, an address, table.jsonl#3
    row_id TEXT,                            -- a table row's own id
    name TEXT NOT NULL,                     -- last part of the uri: what a person calls the page
    sha256 TEXT NOT NULL,                   -- of the content as it came in
    read_at TEXT NOT NULL,
    reader TEXT NOT NULL,                   -- version of onrecord and of its models
    title TEXT,
    outlet TEXT,
    outlet_id TEXT,
    outlet_domain TEXT,
    outlet_country TEXT,
    outlet_kind TEXT,
    byline TEXT NOT NULL,                   -- JSON list of people
    section TEXT,
    tags TEXT NOT NULL,                     -- JSON list
    language TEXT,
    published TEXT,
    published_precision TEXT,
    published_how TEXT,                     -- the ground the date stands on
    published_confidence REAL,
    dateline TEXT,
    dateline_place TEXT REFERENCES places(id),
    text TEXT NOT NULL                      -- never rewritten
);
CREATE INDEX documents_by_uri ON documents(uri);
CREATE INDEX documents_by_name ON documents(name);
CREATE INDEX documents_by_published ON documents(published);
CREATE INDEX documents_by_outlet ON documents(outlet);
CREATE INDEX documents_by_language ON documents(language);
CREATE INDEX documents_by_reader ON documents(reader, read_at);
CREATE INDEX documents_by_dateline_place ON documents(dateline_place) WHERE dateline_place IS NOT NULL;

CREATE TABLE records (                      -- the record as it was read, without its text and read_at: what a page round-trips through
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE,
    record TEXT NOT NULL                    -- JSON
);

CREATE TABLE zones (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE credits (                      -- agencies and outlets the page says it took the story from
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors(id),
    name TEXT NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX credits_by_actor ON credits(actor_id);

CREATE TABLE page_spans (                   -- where the page says it: published, dateline, credit (part = which credit)
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    role TEXT NOT NULL,
    part INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, role, part, start, "end")
) WITHOUT ROWID;

-- Who ----------------------------------------------------------------------------------------------------------------

CREATE TABLE actors (                       -- one row an actor across pages, as first seen
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    pages INTEGER NOT NULL                  -- how many pages it is on
) WITHOUT ROWID;
CREATE INDEX actors_by_country ON actors(country);
CREATE INDEX actors_by_pages ON actors(pages);

CREATE TABLE document_actors (              -- the actors of a page as that page has them
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    actor_id TEXT NOT NULL REFERENCES actors(id),
    name TEXT NOT NULL,
    role TEXT,                              -- the office held at the page's date
    mentions INTEGER NOT NULL,
    PRIMARY KEY (document, actor_id)
) WITHOUT ROWID;
CREATE INDEX document_actors_by_actor ON document_actors(actor_id, role);

CREATE TABLE actor_names (                  -- what pages call an actor, folded for asking: no case, hyphens, accents
    folded TEXT NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors(id),
    name TEXT NOT NULL,
    is_name INTEGER NOT NULL,               -- 1: the actor's own name; 0: words it is mentioned by
    pages INTEGER NOT NULL,
    PRIMARY KEY (folded, actor_id)
) WITHOUT ROWID;
CREATE INDEX actor_names_by_actor ON actor_names(actor_id);

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    actor_id TEXT NOT NULL REFERENCES actors(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, actor_id, start, "end")
) WITHOUT ROWID;

-- Where and when -----------------------------------------------------------------------------------------------------

CREATE TABLE places (                       -- one row a place across pages
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT,
    lat REAL,
    lon REAL,
    geonames_id INTEGER
) WITHOUT ROWID;

CREATE TABLE place_mentions (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    place_id TEXT NOT NULL REFERENCES places(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, place_id, start, "end")
) WITHOUT ROWID;
CREATE INDEX place_mentions_by_place ON place_mentions(place_id);

CREATE TABLE times (
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,                    -- TIMEX3
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

-- Who said what ------------------------------------------------------------------------------------------------------

CREATE TABLE statements (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    kind TEXT NOT NULL,                     -- direct, indirect, mixed
    source TEXT,                            -- who says it, as written
    cue TEXT,
    content TEXT,
    act TEXT,                               -- the verbal act, in PLOVER's types
    said_on TEXT,
    said_precision TEXT,
    said_how TEXT,
    dated TEXT,                             -- said_on, else the page's published date: the order of views
    place TEXT REFERENCES places(id),
    confidence REAL NOT NULL
);
CREATE INDEX statements_by_document ON statements(document);
CREATE INDEX statements_by_date ON statements(dated);
CREATE INDEX statements_by_place ON statements(place) WHERE place IS NOT NULL;

CREATE TABLE statement_spans (              -- role: source, cue, content, said_on, via (part = which hop)
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE,
    role TEXT NOT NULL,
    part INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (statement, role, part, start, "end")
) WITHOUT ROWID;

CREATE TABLE statement_actors (             -- role: source, about, addressee
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE,
    role TEXT NOT NULL,
    part INTEGER NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors(id),
    PRIMARY KEY (statement, role, part)
) WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors(actor_id, role);

CREATE TABLE statement_via (                -- the chain that carries it, nearest the speaker first
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    actor_id TEXT REFERENCES actors(id),
    text TEXT NOT NULL,
    PRIMARY KEY (statement, part)
) WITHOUT ROWID;
CREATE INDEX statement_via_by_actor ON statement_via(actor_id);

-- Who did what to whom -----------------------------------------------------------------------------------------------

CREATE TABLE events (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    type TEXT NOT NULL,                     -- PLOVER
    mode TEXT,
    contexts TEXT NOT NULL,                 -- JSON list
    trigger TEXT NOT NULL,
    status TEXT NOT NULL,                   -- happened, ongoing, planned, threatened, denied, hypothetical
    background INTEGER NOT NULL,            -- 1: told as history
    date TEXT,
    date_precision TEXT,
    date_how TEXT,
    dated TEXT,                             -- date, else the page's published date: the order of views
    place TEXT REFERENCES places(id),
    attributed_to INTEGER REFERENCES statements(n), -- inside whose words it is told
    intensity REAL NOT NULL,                -- -10 conflict … 10 cooperation
    confidence REAL NOT NULL
);
CREATE INDEX events_by_document ON events(document);
CREATE INDEX events_by_date ON events(dated);
CREATE INDEX events_by_type ON events(type, dated);
CREATE INDEX events_by_statement ON events(attributed_to) WHERE attributed_to IS NOT NULL;
CREATE INDEX events_by_place ON events(place) WHERE place IS NOT NULL;

CREATE TABLE event_parties (                -- role: actor, recipient
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE,
    role TEXT NOT NULL,
    part INTEGER NOT NULL,
    text TEXT NOT NULL,
    actor_id TEXT REFERENCES actors(id),
    PRIMARY KEY (event, role, part)
) WITHOUT ROWID;
CREATE INDEX event_parties_by_actor ON event_parties(actor_id, role);

CREATE TABLE event_quantities (
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (event, part)
) WITHOUT ROWID;

CREATE TABLE event_spans (                  -- role: trigger, actor, recipient, quantity (part = which one), date
    event INTEGER NOT NULL REFERENCES events(n) ON DELETE CASCADE,
    role TEXT NOT NULL,
    part INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (event, role, part, start, "end")
) WITHOUT ROWID;

-- What was left out, what people say of it, how it came here -----------------------------------------------------------

CREATE TABLE problems (                     -- what could not be read of a page
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE skipped (                      -- what was passed over on purpose, and how often
    uri TEXT NOT NULL,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (uri, reason)
) WITHOUT ROWID;

CREATE TABLE reviews (                      -- what people correct, laid over what was read and never into it
    n INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    reviewer TEXT,
    subject TEXT NOT NULL,                  -- statement, event, actor, document …
    subject_id TEXT NOT NULL,
    field TEXT,
    judgement TEXT NOT NULL,                -- positive, negative, unsure
    value TEXT,                             -- JSON: what it should be
    note TEXT
);
CREATE INDEX reviews_by_subject ON reviews(subject, subject_id);

CREATE TABLE runs (
    n INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,                          -- null: interrupted, or still going
    version TEXT NOT NULL,
    sources TEXT NOT NULL,                  -- JSON list
    pages INTEGER NOT NULL DEFAULT 0,
    recorded INTEGER NOT NULL DEFAULT 0,
    present INTEGER NOT NULL DEFAULT 0,     -- already on record
    skipped INTEGER NOT NULL DEFAULT 0
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
