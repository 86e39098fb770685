-- The schema of agents that closed the writer role alone, as they made it: for tests of what becomes of such a database.
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

-- Closes the writer role. The token is noted in the same transaction, so that only its holder's lift reopens the role;
-- first, in the lift's order: the row's lock keeps the two apart.
CREATE OR REPLACE FUNCTION drlab_close_writer(closing_token text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.drlab_drain (token) VALUES (closing_token) ON CONFLICT (singleton)
        DO UPDATE SET token = excluded.token, drained_at = now();
    ALTER ROLE drlab_writer NOLOGIN;
END
$$;

-- Closes the writer role for an epoch; false when the database carries a higher one: then whoever fences was overtaken, and
-- must not close the database of the region that overtook. The epoch is locked before the drain's row, as an opening does:
-- the two cannot pass each other.
CREATE OR REPLACE FUNCTION drlab_fence_writer(fence_token text, fence_epoch bigint) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    carried bigint;
BEGIN
    SELECT epoch INTO carried FROM public.drlab_epoch FOR UPDATE;
    IF carried > fence_epoch THEN
        RETURN false;
    END IF;
    PERFORM public.drlab_close_writer(fence_token);
    RETURN true;
END
$$;

-- Opens the writer role, with the lineage's epoch, which only grows; false when the database carries a higher one.
CREATE OR REPLACE FUNCTION drlab_open_writer(new_epoch bigint, new_region text) RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.drlab_epoch AS held (epoch, region) VALUES (new_epoch, new_region) ON CONFLICT (singleton)
        DO UPDATE SET epoch = excluded.epoch, region = excluded.region WHERE held.epoch <= excluded.epoch;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM public.drlab_drain;
    ALTER ROLE drlab_writer LOGIN;
    RETURN true;
END
$$;

-- Ends every session of the writer role and returns when none exists, nor any that was logging in when it was called and
-- could have seen the role open. Such a session holds its start-up transaction's virtual id before it shows its user;
-- those that start later find the role closed and are not waited for, so clients that keep connecting cannot hold this
-- up. One that waits for its client's password shows no user either, and nobody but authentication_timeout can end it: the
-- patience has to be longer. Gives up after the patience (DR002), and when the role is no longer closed by that token (DR003): whoever called it
-- may have gone, and the role may have been opened again.
CREATE OR REPLACE PROCEDURE drlab_end_writer_sessions(closing_token text, patience_millis integer)
    LANGUAGE plpgsql AS $$
DECLARE
    deadline   timestamptz := clock_timestamp() + patience_millis * interval '1 millisecond';
    logging_in text[];
    terminated bigint;
BEGIN
    LOOP
        PERFORM FROM public.drlab_drain WHERE token = closing_token;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the drain was lifted while it was being set' USING ERRCODE = 'DR003';
        END IF;
        -- The activity is otherwise looked at once in a transaction (manual, 27.2.2). In this order: a session that stops
        -- logging in between the two shows its user by the second.
        PERFORM pg_stat_clear_snapshot();
        SELECT coalesce(array_agg(l.virtualtransaction), '{}') INTO logging_in
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock'
                AND (a.pid IS NULL OR (a.usename IS NULL AND a.backend_type = 'client backend'))
                AND (logging_in IS NULL OR l.virtualtransaction = ANY (logging_in));
        PERFORM pg_stat_clear_snapshot();
        SELECT count(pg_terminate_backend(pid)) INTO terminated FROM pg_stat_activity WHERE usename = 'drlab_writer';
        EXIT WHEN terminated = 0 AND cardinality(logging_in) = 0;
        IF clock_timestamp() > deadline AND terminated > 0 THEN
            RAISE EXCEPTION 'sessions of drlab_writer are left after % ms of terminating them', patience_millis
                USING ERRCODE = 'DR002';
        ELSIF clock_timestamp() > deadline THEN
            RAISE EXCEPTION 'logins that began before the role was closed are unfinished after % ms: %; '
                    'authentication_timeout ends such logins, set it to 3 s (it is %)', patience_millis,
                    cardinality(logging_in), current_setting('authentication_timeout')
                USING ERRCODE = 'DR002';
        END IF;
        PERFORM pg_sleep(0.002);
    END LOOP;
END
$$;

-- Stops the writes of a live database and says where they stopped; may be called again with the same token. One call: who
-- drains is in the other region, and clients wait meanwhile. Ends with DR001 when a prepared transaction could still
-- commit.
CREATE OR REPLACE PROCEDURE drlab_drain_writer(
    drain_token text, patience_millis integer, OUT lsn text, OUT system_identifier text, OUT timeline integer)
    LANGUAGE plpgsql AS $$
DECLARE
    prepared text;
BEGIN
    PERFORM public.drlab_close_writer(drain_token);
    COMMIT; -- a session that starts now finds the role closed
    CALL public.drlab_end_writer_sessions(drain_token, patience_millis);
    SELECT min(gid) INTO prepared FROM pg_prepared_xacts;
    IF prepared IS NOT NULL THEN
        RAISE EXCEPTION 'a transaction is prepared, %: commit it or roll it back; set max_prepared_transactions = 0',
            quote_literal(prepared) USING ERRCODE = 'DR001';
    END IF;
    -- A marker: with its commit all before it is flushed, also commits made with synchronous_commit off.
    SET LOCAL synchronous_commit = on;
    UPDATE public.drlab_drain SET drained_at = clock_timestamp() WHERE token = drain_token;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the drain was lifted while it was being set' USING ERRCODE = 'DR003';
    END IF;
    COMMIT; -- before it the marker would not be flushed yet
    lsn := pg_current_wal_flush_lsn();
    SELECT c.system_identifier INTO system_identifier FROM pg_control_system() c;
    timeline := ('x' || substr(pg_walfile_name(lsn::pg_lsn), 1, 8))::bit(32)::integer;
END
$$;

REVOKE ALL ON FUNCTION drlab_close_writer(text), drlab_fence_writer(text, bigint), drlab_open_writer(bigint, text)
    FROM PUBLIC;
REVOKE ALL ON PROCEDURE drlab_end_writer_sessions(text, integer), drlab_drain_writer(text, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION drlab_lift_drain(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drlab_lift_drain(text) TO drlab_reader;
GRANT SELECT, INSERT ON items TO drlab_writer;
GRANT SELECT, INSERT, UPDATE ON drlab_probe TO drlab_writer;
GRANT SELECT ON drlab_epoch TO drlab_writer;
GRANT SELECT, INSERT, DELETE ON drlab_canary TO drlab_writer;
GRANT SELECT ON items, drlab_epoch, drlab_drain, drlab_canary TO drlab_reader;
