-- Notes of the project by name: the number of its last change, the model in use, its own name.
CREATE TABLE note (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- People who correct. Number 0 is kept for what they settled together.
CREATE TABLE reader (
    id INTEGER PRIMARY KEY CHECK (id >= 0),
    name TEXT NOT NULL UNIQUE,
    made TEXT NOT NULL
);

-- What a reader says of a paragraph now. One that was taken back keeps its row, so that others learn of it.
CREATE TABLE correction (
    paragraph TEXT NOT NULL,
    reader INTEGER NOT NULL REFERENCES reader (id),
    -- JSON; NULL where it was taken back.
    body TEXT,
    -- The change of the project that made it so.
    version INTEGER NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (paragraph, reader)
) WITHOUT ROWID;

CREATE INDEX correction_version ON correction (version);

-- What was done in one go, and can be undone in one.
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    reader INTEGER NOT NULL REFERENCES reader (id),
    made TEXT NOT NULL,
    -- A step is dropped when another one is done after it was undone.
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
);

CREATE INDEX step_state ON step (reader, state, id);

-- What a step changed; NULL where there was, or is, no correction.
CREATE TABLE change (
    step INTEGER NOT NULL REFERENCES step (id),
    paragraph TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (step, paragraph)
) WITHOUT ROWID;

-- Models learnt here. The built-in one has number 0 and no row.
CREATE TABLE model (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    -- JSON: what it changed against the model before it.
    effect TEXT NOT NULL
);

-- Reports taken out, which can be put back.
CREATE TABLE removed (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    made TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO note (name, value) VALUES ('version', '0'), ('model', '0');
INSERT INTO reader (id, name, made) VALUES
    (0, '', strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    (1, '我', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
