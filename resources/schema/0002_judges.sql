-- What judges need: the servers they ask, the words they ask in, and every reply that was paid for.

-- `definition` is canonical JSON. It names the endpoint's key, which is never stored.
CREATE TABLE endpoint (
    name TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A project's own versions of prompt templates: appended, never changed.
CREATE TABLE prompt_template (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    definition TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- `request_hash` is the hash of all that decides the reply; `reply` is its canonical JSON, zlib behind four bytes of
-- its length. Annotator, item and job are those that asked first.
CREATE TABLE llm_reply (
    id INTEGER PRIMARY KEY,
    request_hash BLOB NOT NULL UNIQUE,
    reply BLOB NOT NULL,
    annotator_id INTEGER REFERENCES annotator (id),
    item_id INTEGER REFERENCES item (id),
    job_id INTEGER REFERENCES job (id),
    created_at TEXT NOT NULL
) STRICT;

-- Who is asking for a reply right now, so that equal requests are asked once over all processes.
CREATE TABLE llm_claim (
    request_hash BLOB PRIMARY KEY,
    owner TEXT NOT NULL,
    claimed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The calls of a judge's work on an item that came to no verdict, or of which a reply could not be read. The calls
-- behind a verdict stand in its annotation's provenance.
CREATE TABLE judge_call (
    annotator_id INTEGER NOT NULL REFERENCES annotator (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    number INTEGER NOT NULL,
    job_id INTEGER REFERENCES job (id),
    step TEXT NOT NULL DEFAULT '',
    attempt INTEGER NOT NULL DEFAULT 0,
    request_hash BLOB,
    fault TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    PRIMARY KEY (annotator_id, item_id, number)
) STRICT, WITHOUT ROWID;

-- 1: this annotator's label stands beside the item's overlap and fills none of its slots.
ALTER TABLE assignment ADD COLUMN is_beside INTEGER NOT NULL DEFAULT 0;
