-- schema.sql: the tables of a graph database, application_id 'TAGR', user_version 3.
--
-- Three kinds of tables:
--   what was read      documents, mentions, mention_candidates, aliases, relations, quotes, document_topics, pairs,
--                      named, signatures: rows of one document, written with it and gone with it
--   what was decided   decisions: by a person; replayed on every rebuild
--   what follows       sums, measures, months, entities.documents to country_strength, documents.story_id: computed from the others
--                      by `tagger link`, may be dropped and rebuilt at any time with `tagger link --whole`
--
-- Two more say what the links do not know yet, so that `tagger link` need not begin anew: unlinked, stale.
--
-- All offsets are Unicode code points of documents.text, half-open: substr(text, start + 1, "end" - start).

CREATE TABLE properties(
    name TEXT PRIMARY KEY,                          -- linked (0: links are older than the documents), whole (1: they must
                                                    -- be made anew), stories, entities, links, edges, measure, window
    value) WITHOUT ROWID;

CREATE TABLE runs(
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    command TEXT NOT NULL,
    lists TEXT NOT NULL,
    lists_sha256 TEXT NOT NULL,
    documents INTEGER,
    failed INTEGER);

CREATE TABLE sources(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    country TEXT);

CREATE TABLE documents(
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    source_id INTEGER REFERENCES sources(id),
    title TEXT,
    date TEXT,
    date_from TEXT,
    language TEXT,
    sha256 TEXT NOT NULL,                           -- of the article as it was given, all its fields
    story_id INTEGER REFERENCES documents(id),      -- the document this one repeats; NULL = it stands first
    similarity REAL,                                -- to that document, 0..1
    body_start INTEGER,
    body_end INTEGER,
    status TEXT NOT NULL DEFAULT 'ok',
    run_id INTEGER REFERENCES runs(id),
    text TEXT,                                      -- last: what is read without it need not walk over it
    UNIQUE(uri, sha256));

CREATE TABLE signatures(
    document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    words INTEGER NOT NULL,                         -- of headline, lead and body
    exact INTEGER NOT NULL,                         -- 64-bit hash of those words, case folded
    bins BLOB NOT NULL);                            -- 64 bins of one-permutation MinHash, 16 bits each

CREATE TABLE entities(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                              -- list id, or n: and the folded name; the same in every database
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    subtype TEXT,
    wikidata TEXT,
    country TEXT,
    known INTEGER NOT NULL,                         -- 1 = stands in a list
    merged_into INTEGER REFERENCES entities(id),    -- by decision; always the last of the chain
    ignored INTEGER NOT NULL DEFAULT 0,             -- by decision
    documents INTEGER NOT NULL DEFAULT 0,           -- that name it in headline, lead or body
    stories INTEGER NOT NULL DEFAULT 0,             -- the same, repeated documents counted once
    mentions INTEGER NOT NULL DEFAULT 0,
    first_date TEXT,
    last_date TEXT,
    degree INTEGER NOT NULL DEFAULT 0,              -- how many others it is linked with
    strength INTEGER NOT NULL DEFAULT 0,            -- closeness summed up over them and their stories, in 2^-32
    country_degree INTEGER NOT NULL DEFAULT 0,      -- the same of two countries, which the two above leave out
    country_strength INTEGER NOT NULL DEFAULT 0,
    UNIQUE(key, type));

CREATE TABLE aliases(
    entity_id INTEGER NOT NULL REFERENCES entities(id),
    alias TEXT NOT NULL,
    kind TEXT NOT NULL,                             -- list, name, surname, acronym, alias or demonym
    folded TEXT NOT NULL,                           -- words in lower case without accents
    mentions INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(entity_id, alias, kind)) WITHOUT ROWID;

CREATE TABLE rules(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    file TEXT,
    line INTEGER,
    sha256 TEXT);

CREATE TABLE mentions(
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    entity_id INTEGER REFERENCES entities(id),      -- NULL = ambiguous, see mention_candidates
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    zone TEXT NOT NULL,
    surface TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT,
    role TEXT,
    how TEXT NOT NULL,
    rule_id INTEGER REFERENCES rules(id),
    score REAL NOT NULL);

CREATE TABLE mention_candidates(
    mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    entity_id INTEGER NOT NULL REFERENCES entities(id),
    score REAL NOT NULL,
    PRIMARY KEY(mention_id, entity_id)) WITHOUT ROWID;

CREATE TABLE named(
    document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    entities BLOB NOT NULL);                        -- those of its mentions in headline, lead and body, with counts: named.h

CREATE TABLE relations(
    id INTEGER PRIMARY KEY,
    subject_id INTEGER NOT NULL REFERENCES entities(id),
    predicate TEXT NOT NULL,
    object_id INTEGER REFERENCES entities(id),
    value TEXT,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    rule_id INTEGER REFERENCES rules(id),
    score REAL NOT NULL);

CREATE TABLE quotes(
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    speaker_id INTEGER REFERENCES entities(id),
    cue TEXT,
    direct INTEGER NOT NULL,                        -- 0 = reported without quotation marks
    kind TEXT NOT NULL,                             -- direct, mixed or reported
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT);

CREATE TABLE topics(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    scheme TEXT NOT NULL,
    parent_id INTEGER REFERENCES topics(id),
    UNIQUE(scheme, code));

CREATE TABLE document_topics(
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES topics(id),
    score REAL NOT NULL,
    confidence REAL NOT NULL,
    evidence TEXT,                                  -- the words that fired
    PRIMARY KEY(document_id, topic_id)) WITHOUT ROWID;

CREATE TABLE pairs(
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    a INTEGER NOT NULL REFERENCES entities(id),
    b INTEGER NOT NULL REFERENCES entities(id),
    gap INTEGER NOT NULL,                           -- smallest, code points, end of one to start of the other
    mention_a INTEGER NOT NULL REFERENCES mentions(id), -- the two mentions of that gap: the evidence
    mention_b INTEGER NOT NULL REFERENCES mentions(id),
    sentences INTEGER NOT NULL,                     -- that name both
    PRIMARY KEY(document_id, a, b), CHECK(a < b)) WITHOUT ROWID;

-- What is known of two entities in two tables: the second hangs on all stories and is written anew with each that comes.
-- Read them as one: view links.
CREATE TABLE sums(
    a INTEGER NOT NULL REFERENCES entities(id),
    b INTEGER NOT NULL REFERENCES entities(id),
    stories INTEGER NOT NULL,                       -- 1 = not tested: no row in measures
    documents INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    closeness REAL NOT NULL,                        -- mean over stories of exp(-gap / 100)
    first_date TEXT,
    last_date TEXT,
    mention_a INTEGER NOT NULL REFERENCES mentions(id), -- the nearest two mentions of all: the sentence to show
    mention_b INTEGER NOT NULL REFERENCES mentions(id),
    PRIMARY KEY(a, b)) WITHOUT ROWID;

CREATE TABLE measures(
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    g2 REAL NOT NULL,                               -- log-likelihood ratio; 0 when together less than by chance
    npmi REAL NOT NULL,
    alpha REAL,                                     -- disparity filter; NULL = both ends have this one link only
    weight REAL NOT NULL,                           -- closeness * sqrt(g2)
    PRIMARY KEY(a, b)) WITHOUT ROWID;

CREATE TABLE unlinked(
    document_id INTEGER PRIMARY KEY);               -- came since links were made

CREATE TABLE stale(                                 -- of documents that went since then, and of copies of them
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,                             -- a pair; 0 = the entity a itself
    PRIMARY KEY(a, b)) WITHOUT ROWID;

CREATE TABLE months(
    month TEXT PRIMARY KEY,                         -- 2021-07
    stories INTEGER NOT NULL) WITHOUT ROWID;        -- that are told in it

CREATE TABLE decisions(
    id INTEGER PRIMARY KEY,
    a TEXT NOT NULL,                                -- type:key of an entity
    b TEXT,
    verdict TEXT NOT NULL,                          -- same (b is a), different, unsure, ignore
    reason TEXT,
    who TEXT,
    at TEXT NOT NULL);

-- Some hold more columns than they are searched by: questions are then answered without the wide rows.
-- Those of sums and measures are made with the links: links.h.
CREATE INDEX mentions_document ON mentions(document_id, start, entity_id, zone);
CREATE INDEX mentions_entity ON mentions(entity_id, document_id, zone);
CREATE INDEX documents_date ON documents(date, uri, story_id);
CREATE INDEX documents_story ON documents(story_id);
CREATE INDEX entities_name ON entities(name COLLATE NOCASE);
CREATE INDEX entities_merged ON entities(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX aliases_folded ON aliases(folded);
CREATE INDEX mention_candidates_entity ON mention_candidates(entity_id);
CREATE INDEX relations_document ON relations(document_id);
CREATE INDEX relations_subject ON relations(subject_id);
CREATE INDEX relations_object ON relations(object_id);
CREATE INDEX quotes_document ON quotes(document_id);
CREATE INDEX quotes_speaker ON quotes(speaker_id);
CREATE INDEX document_topics_topic ON document_topics(topic_id);
CREATE INDEX entities_stories ON entities(stories DESC, mentions DESC);

CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, text, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2");

CREATE VIRTUAL TABLE entities_fts USING fts5(
    name, content="entities", content_rowid="id", tokenize="unicode61 remove_diacritics 2");

-- External-content FTS follows its table by triggers.
CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER entities_fts_insert AFTER INSERT ON entities BEGIN
    INSERT INTO entities_fts(rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER entities_fts_delete AFTER DELETE ON entities BEGIN
    INSERT INTO entities_fts(entities_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;
CREATE TRIGGER entities_fts_update AFTER UPDATE OF name ON entities BEGIN
    INSERT INTO entities_fts(entities_fts, rowid, name) VALUES ('delete', old.id, old.name);
    INSERT INTO entities_fts(rowid, name) VALUES (new.id, new.name);
END;

-- With one story g2, npmi and alpha say nothing and are NULL, and the weight is closeness * ln 2.
CREATE VIEW links AS
    SELECT s.a, s.b, s.stories, s.documents, s.sentences, s.closeness, m.g2, m.npmi, m.alpha,
           coalesce(m.weight, s.closeness * 0.69314718055994530942) AS weight, s.first_date, s.last_date,
           s.mention_a, s.mention_b
    FROM sums s
    LEFT JOIN measures m ON m.a = s.a AND m.b = s.b;

-- Gephi opens these two as they are.
CREATE VIEW nodes AS
    SELECT id, name AS label, type, subtype, wikidata, country, stories, mentions,
           first_date AS start, last_date AS "end"
    FROM entities
    WHERE merged_into IS NULL AND ignored = 0 AND stories > 0;

CREATE VIEW edges AS
    SELECT s.a || '-' || s.b AS id, s.a AS source, s.b AS target, 'Undirected' AS type, m.weight, s.stories,
           s.documents, s.sentences, s.closeness, m.g2, m.npmi, m.alpha, s.first_date AS start, s.last_date AS "end"
    FROM measures m
    JOIN sums s ON s.a = m.a AND s.b = m.b
    JOIN entities x ON x.id = m.a
    JOIN entities y ON y.id = m.b
    WHERE m.g2 >= 10.83 AND NOT (x.type = 'country' AND y.type = 'country');

-- Two countries stand near each other in almost every story and it means nothing: a layer of their own.
CREATE VIEW country_edges AS
    SELECT s.a || '-' || s.b AS id, s.a AS source, s.b AS target, 'Undirected' AS type, m.weight, s.stories,
           s.documents, s.sentences, s.closeness, m.g2, m.npmi, m.alpha, s.first_date AS start, s.last_date AS "end"
    FROM measures m
    JOIN sums s ON s.a = m.a AND s.b = m.b
    JOIN entities x ON x.id = m.a
    JOIN entities y ON y.id = m.b
    WHERE m.g2 >= 10.83 AND x.type = 'country' AND y.type = 'country';

CREATE VIEW evidence AS
    SELECT p.a, p.b, d.date, d.title, d.uri, m.zone, p.gap,
           substr(d.text, min(m.sentence_start, n.sentence_start) + 1,
                  max(m.sentence_end, n.sentence_end) - min(m.sentence_start, n.sentence_start)) AS excerpt,
           d.id AS document_id
    FROM pairs p
    JOIN mentions m ON m.id = p.mention_a
    JOIN mentions n ON n.id = p.mention_b
    JOIN documents d ON d.id = p.document_id
    WHERE d.story_id IS NULL;

CREATE VIEW timeline AS
    SELECT p.a, p.b, substr(d.date, 1, 7) AS month, count(DISTINCT coalesce(d.story_id, d.id)) AS stories
    FROM pairs p
    JOIN documents d ON d.id = p.document_id
    GROUP BY p.a, p.b, month;

PRAGMA application_id = 1413564242;
PRAGMA user_version = 3;
