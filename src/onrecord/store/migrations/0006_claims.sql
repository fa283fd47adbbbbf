-- How many of the events between two actors are told inside somebody's words, and how many were not done.

ALTER TABLE relations ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE relations ADD COLUMN not_done INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER relations_said;
DROP TRIGGER relations_done;
DROP TRIGGER relations_undone;
CREATE TRIGGER relations_said AFTER INSERT ON statement_actors WHEN new.role = 'about' BEGIN
    INSERT INTO relations
    SELECT DISTINCT source.actor_id, new.actor_id, told.column1, iif(told.column1 = '', '', coalesce(act, '')), 1, 0, 0
    FROM statement_actors AS source JOIN statements ON n = source.statement, (VALUES ('said'), ('')) AS told
    WHERE source.statement = new.statement AND source.role = 'source' AND source.actor_id <> new.actor_id
    ON CONFLICT DO UPDATE SET times = times + 1;
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

CREATE TEMP TABLE counted AS
SELECT actor_id, other_id, type, sum(claim) AS claims, sum(not_done) AS not_done FROM (
    SELECT DISTINCT n, doer.actor_id, upon.actor_id AS other_id, type, attributed_to IS NOT NULL AS claim,
        status NOT IN ('happened', 'ongoing') AS not_done
    FROM events JOIN event_parties AS doer ON doer.event = n AND doer.role = 'actor'
        JOIN event_parties AS upon ON upon.event = n AND upon.role = 'recipient'
    WHERE doer.actor_id <> upon.actor_id AND (attributed_to IS NOT NULL OR status NOT IN ('happened', 'ongoing'))
) GROUP BY actor_id, other_id, type;
UPDATE relations SET claims = counted.claims, not_done = counted.not_done FROM counted
WHERE told = 'done' AND (relations.actor_id, relations.other_id, relations.type)
    = (counted.actor_id, counted.other_id, counted.type);
UPDATE relations SET claims = counted.claims, not_done = counted.not_done
FROM (SELECT actor_id, other_id, sum(claims) AS claims, sum(not_done) AS not_done FROM counted GROUP BY 1, 2) AS counted
WHERE told = '' AND (relations.actor_id, relations.other_id) = (counted.actor_id, counted.other_id);
DROP TABLE counted;
