-- What only SQLite has: triggers in these words.
CREATE TRIGGER annotation_never_changes BEFORE UPDATE ON annotation BEGIN SELECT RAISE(ABORT, 'an annotation is never changed'); END;

CREATE TRIGGER annotation_never_goes BEFORE DELETE ON annotation BEGIN SELECT RAISE(ABORT, 'an annotation is never deleted'); END;

-- Full-text search. The index holds no copy of the texts; it is brought up in the
-- background, as an import's last phase. `counter` rows ('', 'text_indexed_prompt') and
-- ('', 'text_indexed_response') say how far it reaches.
CREATE VIRTUAL TABLE prompt_text USING fts5 (body, content = '', tokenize = 'unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE response_text USING fts5 (body, content = '', tokenize = 'unicode61 remove_diacritics 2');
