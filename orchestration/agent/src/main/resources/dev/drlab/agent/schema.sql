-- The drlab schema. Run by the agent's migrate as the owner of the database; may be run again.
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

-- The drain that closed the writer role, if any.
CREATE TABLE IF NOT EXISTS drlab_drain (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    token      text NOT NULL,
    drained_at timestamptz NOT NULL DEFAULT now()
);

-- Written by verifyWritable as the writer role.
CREATE TABLE IF NOT EXISTS drlab_probe (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch      bigint NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
);

-- The verifier's rows, as its own CanaryTable makes them: on AWS the verifier's roles may not create tables.
CREATE TABLE IF NOT EXISTS drlab_canary (
    run_id     uuid NOT NULL,
    seq        bigint NOT NULL,
    epoch      bigint NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, seq)
);

-- Reopens the writer role for the holder of the token that closed it. A fence is not a drain: only activate lifts it.
CREATE OR REPLACE FUNCTION drlab_lift_drain(lift_token text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF lift_token LIKE 'fence-%' THEN
        RETURN false;
    END IF;
    DELETE FROM public.drlab_drain WHERE token = lift_token;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    ALTER ROLE drlab_writer LOGIN;
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION drlab_lift_drain(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drlab_lift_drain(text) TO drlab_reader;
GRANT SELECT, INSERT ON items TO drlab_writer;
GRANT SELECT, INSERT, UPDATE ON drlab_probe TO drlab_writer;
GRANT SELECT ON drlab_epoch TO drlab_writer;
GRANT SELECT, INSERT, DELETE ON drlab_canary TO drlab_writer;
GRANT SELECT ON items, drlab_epoch, drlab_drain, drlab_canary TO drlab_reader;
