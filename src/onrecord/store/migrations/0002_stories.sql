-- Across pages: written by onrecord.stories as pages come in, in order of arrival (documents.n). Every page, statement and event
-- has its row; a group is named by the `n` of its first member to arrive, and one that stands alone is a group of one.

CREATE TABLE copies (                       -- which pages carry one text: whole, edited, cut or wrapped
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE,
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
    document INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    other INTEGER NOT NULL REFERENCES documents(n) ON DELETE CASCADE, -- copies.aligned_with
    other_start INTEGER NOT NULL,
    other_end INTEGER NOT NULL,
    PRIMARY KEY (document, part)
) WITHOUT ROWID;
CREATE INDEX copy_passages_by_other ON copy_passages(other);

CREATE TABLE stories (                      -- which pages tell of one happening
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE,
    story INTEGER NOT NULL,                 -- documents.n of the story's first page
    closeness REAL                          -- to the story as it was when the page came, 0 to 1; null: it opened the story
);
CREATE INDEX stories_by_story ON stories(story);
CREATE TRIGGER stories_handed_on AFTER DELETE ON stories WHEN old.document = old.story BEGIN
    UPDATE stories SET story = (SELECT min(document) FROM stories WHERE story = old.story) WHERE story = old.story;
END;

CREATE TABLE happenings (                   -- which events, of one story's pages, are one happening told several times
    event INTEGER PRIMARY KEY REFERENCES events(n) ON DELETE CASCADE,
    happening INTEGER NOT NULL              -- events.n of the happening's first event
);
CREATE INDEX happenings_by_happening ON happenings(happening);
CREATE TRIGGER happenings_handed_on AFTER DELETE ON happenings WHEN old.event = old.happening BEGIN
    UPDATE happenings SET happening = (SELECT min(event) FROM happenings WHERE happening = old.happening)
    WHERE happening = old.happening;
END;

CREATE TABLE utterances (                   -- which statements carry one utterance: the same words said once
    statement INTEGER PRIMARY KEY REFERENCES statements(n) ON DELETE CASCADE,
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
    statement INTEGER NOT NULL REFERENCES statements(n) ON DELETE CASCADE,
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
    shingle INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (shingle, document)
) WITHOUT ROWID;

CREATE TABLE story_index (                  -- the weightiest terms of a page -> the page
    term INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (term, document)
) WITHOUT ROWID;

CREATE TABLE story_vectors (                -- a page as its weighted terms
    document INTEGER PRIMARY KEY REFERENCES documents(n) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

CREATE TABLE utterance_index (              -- sampled word shingles of a content -> the statements that carry it
    shingle INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (shingle, statement)
) WITHOUT ROWID;

