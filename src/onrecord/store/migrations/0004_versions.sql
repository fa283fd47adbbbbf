-- A page fetched again: its versions, its own address, when it was changed and fetched, and what its server said of it.

ALTER TABLE documents ADD COLUMN published_at TEXT;
ALTER TABLE documents ADD COLUMN modified TEXT;
ALTER TABLE documents ADD COLUMN modified_at TEXT;
ALTER TABLE documents ADD COLUMN modified_how TEXT;
ALTER TABLE documents ADD COLUMN modified_confidence REAL;
ALTER TABLE documents ADD COLUMN canonical TEXT;
ALTER TABLE documents ADD COLUMN address TEXT;
ALTER TABLE documents ADD COLUMN fetched_at TEXT;
UPDATE documents SET address = address_key(uri);
CREATE INDEX documents_by_address ON documents(address, n) WHERE address IS NOT NULL;

ALTER TABLE skipped ADD COLUMN detail TEXT NOT NULL DEFAULT '';

CREATE TABLE fetches (
    url TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX fetches_by_document ON fetches(document);
