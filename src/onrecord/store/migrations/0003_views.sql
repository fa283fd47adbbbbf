-- Questions across pages ----------------------------------------------------------------------------------------------

CREATE TABLE relations (                    -- how often an actor speaks about another or acts upon them; kept by triggers
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    told TEXT NOT NULL,                     -- said, done; '' for both together
    type TEXT NOT NULL,                     -- verbal act or event type, in PLOVER's types; '' for none and for both together
    times INTEGER NOT NULL,
    PRIMARY KEY (actor_id, other_id, told, type)
) WITHOUT ROWID;
CREATE INDEX relations_by_other ON relations(other_id, times) WHERE told = '';
CREATE INDEX relations_by_actor ON relations(actor_id, times) WHERE told = '';
CREATE INDEX relations_by_times ON relations(times) WHERE told = '';

CREATE TRIGGER relations_said AFTER INSERT ON statement_actors WHEN new.role = 'about' BEGIN
    INSERT INTO relations
    SELECT DISTINCT source.actor_id, new.actor_id, told.column1, iif(told.column1 = '', '', coalesce(act, '')), 1
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
    SELECT DISTINCT doer.actor_id, new.actor_id, told.column1, iif(told.column1 = '', '', events.type), 1
    FROM event_parties AS doer JOIN events ON n = doer.event, (VALUES ('done'), ('')) AS told
    WHERE doer.event = new.event AND doer.role = 'actor' AND doer.actor_id <> new.actor_id
    ON CONFLICT DO UPDATE SET times = times + 1;
END;
CREATE TRIGGER relations_undone BEFORE DELETE ON events BEGIN
    UPDATE relations SET times = times - 1 WHERE (actor_id, other_id) IN (
        SELECT doer.actor_id, upon.actor_id FROM event_parties AS doer JOIN event_parties AS upon
        ON upon.event = doer.event AND upon.role = 'recipient'
        WHERE doer.event = old.n AND doer.role = 'actor' AND doer.actor_id <> upon.actor_id
    ) AND (told = '' OR (told = 'done' AND type = old.type));
END;
CREATE TRIGGER relations_ended AFTER UPDATE ON relations WHEN new.times <= 0 BEGIN
    DELETE FROM relations WHERE actor_id = new.actor_id AND other_id = new.other_id AND told = new.told AND type = new.type;
END;

CREATE TABLE alerts (                       -- questions that are asked again and again, for what is new
    name TEXT PRIMARY KEY,
    question TEXT NOT NULL,                 -- JSON: {"view": "said", "who": …}
    made_at TEXT NOT NULL,
    asked_at TEXT                           -- null: never yet
) WITHOUT ROWID;

CREATE TABLE alert_answers (                -- what has been given in answer already, by the id of a statement, event or page
    alert TEXT NOT NULL REFERENCES alerts(name) ON DELETE CASCADE,
    answer TEXT NOT NULL,
    PRIMARY KEY (alert, answer)
) WITHOUT ROWID;

INSERT INTO relations
SELECT source.actor_id, about.actor_id, 'said', coalesce(act, ''), count(DISTINCT statements.n)
FROM statements JOIN statement_actors AS source ON source.statement = statements.n AND source.role = 'source'
    JOIN statement_actors AS about ON about.statement = statements.n AND about.role = 'about'
WHERE source.actor_id <> about.actor_id GROUP BY 1, 2, 4;
INSERT INTO relations
SELECT doer.actor_id, upon.actor_id, 'done', events.type, count(DISTINCT events.n)
FROM events JOIN event_parties AS doer ON doer.event = events.n AND doer.role = 'actor'
    JOIN event_parties AS upon ON upon.event = events.n AND upon.role = 'recipient'
WHERE doer.actor_id <> upon.actor_id GROUP BY 1, 2, 4;
INSERT INTO relations SELECT actor_id, other_id, '', '', sum(times) FROM relations GROUP BY 1, 2;
