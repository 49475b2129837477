-- A version that will never be released, for tst_migrations.
INSERT INTO project (key, value) VALUES ('test', 'migrated');

CREATE TABLE test_note (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

INSERT INTO test_note (body) VALUES ('from the migration');
