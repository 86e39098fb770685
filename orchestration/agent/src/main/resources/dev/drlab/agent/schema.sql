-- The drlab schema: tables and who may use them. Run by the agent's migrate as the owner of the database; may be run again.
-- The roles drlab_writer and drlab_reader exist before it runs.

CREATE TABLE IF NOT EXISTS items (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idempotency_key text UNIQUE,
    value           text NOT NULL,
    region          text NOT NULL,
    epoch           bigint NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- The epoch of this database's lineage: replicates, so every replica carries it.
CREATE TABLE IF NOT EXISTS drlab_epoch (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch     bigint NOT NULL CHECK (epoch > 0),
    region    text NOT NULL
);
-- Whoever takes over without seeing the other region's record counts from here: both count from the same moment.
ALTER TABLE drlab_epoch ADD COLUMN IF NOT EXISTS opened_at timestamptz NOT NULL DEFAULT now();

-- The drain or fence that closed the database to the application roles, if any.
CREATE TABLE IF NOT EXISTS drlab_drain (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    token      text NOT NULL,
    drained_at timestamptz NOT NULL DEFAULT now()
);

-- The roles that could log in when a drain or fence closed them, so that exactly these are given it back. By oid: a role that
-- was dropped and made anew under its name is another one. Replicates: a promoted database knows them.
CREATE TABLE IF NOT EXISTS drlab_fenced_role (
    role_id   oid PRIMARY KEY,
    role_name name NOT NULL,
    closed_at timestamptz NOT NULL DEFAULT now()
);

-- A drain of an agent that knew no list closed the writer role alone: it is given back like the others.
INSERT INTO drlab_fenced_role (role_id, role_name)
    SELECT oid, rolname FROM pg_roles
        WHERE rolname = 'drlab_writer' AND NOT rolcanlogin AND EXISTS (SELECT FROM drlab_drain)
    ON CONFLICT DO NOTHING;

-- Written by verifyWritable as the writer role.
CREATE TABLE IF NOT EXISTS drlab_probe (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch      bigint NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
);

-- Where the timelines of this database's history branch off, noted after each promotion: what an old database has beyond
-- it exists only there.
CREATE TABLE IF NOT EXISTS drlab_branch (
    timeline          integer PRIMARY KEY,
    parent            integer NOT NULL,
    lsn               pg_lsn NOT NULL,
    system_identifier text NOT NULL,
    noted_at          timestamptz NOT NULL DEFAULT now()
);

-- The verifier's rows, as its own CanaryTable makes them: on AWS the verifier's roles may not create tables.
CREATE TABLE IF NOT EXISTS drlab_canary (
    run_id     uuid NOT NULL,
    seq        bigint NOT NULL,
    epoch      bigint NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, seq)
);

GRANT SELECT, INSERT ON items TO drlab_writer;
GRANT SELECT, INSERT, UPDATE ON drlab_probe TO drlab_writer;
GRANT SELECT ON drlab_epoch TO drlab_writer;
GRANT SELECT, INSERT, DELETE ON drlab_canary TO drlab_writer;
GRANT SELECT ON items, drlab_epoch, drlab_drain, drlab_canary TO drlab_reader;
