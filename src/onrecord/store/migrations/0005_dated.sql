-- Who speaks, is spoken about, carries, acts, is acted upon: in order of time, straight from an index.

ALTER TABLE statement_actors ADD COLUMN dated TEXT;
UPDATE statement_actors SET dated = (SELECT dated FROM statements WHERE n = statement);
DROP INDEX statement_actors_by_actor;
CREATE INDEX statement_actors_by_actor ON statement_actors(actor_id, role, dated);

ALTER TABLE statement_via ADD COLUMN dated TEXT;
UPDATE statement_via SET dated = (SELECT dated FROM statements WHERE n = statement);
DROP INDEX statement_via_by_actor;
CREATE INDEX statement_via_by_actor ON statement_via(actor_id, dated);

ALTER TABLE event_parties ADD COLUMN dated TEXT;
UPDATE event_parties SET dated = (SELECT dated FROM events WHERE n = event);
DROP INDEX event_parties_by_actor;
CREATE INDEX event_parties_by_actor ON event_parties(actor_id, role, dated);
