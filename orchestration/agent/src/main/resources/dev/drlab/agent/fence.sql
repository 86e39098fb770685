-- What closes a database to its applications, and opens it again. Run by the agent's migrate after schema.sql, as the
-- owner of the database; may be run again. Everything is one call: clients wait, and the caller may be in another region.
--
-- Application roles are all roles but the exempt ones. A fence takes LOGIN from those that have it and ends the sessions of
-- all of them, in every database of the server. It cannot stop what needs no login, or may not be touched: a drain refuses
-- that, by the codes DR001 and DR004 to DR009.

DROP FUNCTION IF EXISTS drlab_close_writer(text);
DROP FUNCTION IF EXISTS drlab_fence_writer(text, bigint);
DROP PROCEDURE IF EXISTS drlab_end_writer_sessions(text, integer);
DROP PROCEDURE IF EXISTS drlab_drain_writer(text, integer);
-- CREATE OR REPLACE cannot rename an input parameter, which earlier versions called otherwise.
DROP PROCEDURE IF EXISTS drlab_close(text, bigint, text[], integer);
DROP PROCEDURE IF EXISTS drlab_end_sessions(text, text[], integer, name[]);
DROP PROCEDURE IF EXISTS drlab_drain_database(text, text[], integer);
DROP PROCEDURE IF EXISTS drlab_fence_database(text, bigint, text[], integer);

-- Exempt: the agent, which closes and opens; the reader, which serves reads and lifts an expired drain, and may not write
-- (drlab_find_reader_right); the lab's replicas' role; the roles of RDS itself, where this is RDS; and what the runbook names.
CREATE OR REPLACE FUNCTION drlab_is_exempt(role_name name, unfenced text[]) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT role_name IN (current_user, 'drlab_reader', 'drlab_replication') OR role_name = ANY (unfenced)
        OR (role_name LIKE 'rds%' AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'rdsadmin' AND rolsuper))
$$;

-- The application roles that may log in.
CREATE OR REPLACE FUNCTION drlab_open_roles(unfenced text[]) RETURNS TABLE (role_id oid, role_name name)
    LANGUAGE sql STABLE AS $$
    SELECT oid, rolname FROM pg_roles WHERE rolcanlogin AND NOT drlab_is_exempt(rolname, unfenced)
$$;

-- The sessions that a fence ends: of application roles, and of roles that were dropped meanwhile. Not those of superusers,
-- whom only a superuser may end.
CREATE OR REPLACE FUNCTION drlab_application_sessions(unfenced text[]) RETURNS SETOF integer
    LANGUAGE sql VOLATILE AS $$
    SELECT a.pid FROM pg_stat_activity a LEFT JOIN pg_roles r ON r.oid = a.usesysid
        WHERE a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid() AND NOT coalesce(r.rolsuper, false)
            AND NOT coalesce(drlab_is_exempt(r.rolname, unfenced), false)
$$;

-- The following find what a fence cannot stop; NULL when there is nothing. Each says what it found and the remedy.

CREATE OR REPLACE FUNCTION drlab_find_prepared() RETURNS text
    LANGUAGE sql VOLATILE AS $$
    SELECT format('transaction %L is prepared (by %s in database %s): commit it or roll it back, and set '
            'max_prepared_transactions = 0', gid, owner, database)
        FROM pg_prepared_xacts ORDER BY gid LIMIT 1
$$;

CREATE OR REPLACE FUNCTION drlab_find_superuser_session(unfenced text[]) RETURNS text
    LANGUAGE sql VOLATILE AS $$
    SELECT format('superuser %I has a session (pid %s, application %L, from %s): end it, and take LOGIN from the role '
            'or name it in unfencedRoles', a.usename, a.pid, a.application_name, coalesce(host(a.client_addr), 'the host'))
        FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
        WHERE r.rolsuper AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
            AND NOT drlab_is_exempt(r.rolname, unfenced)
        ORDER BY a.backend_start LIMIT 1
$$;

-- The agent's role stays open, so whoever else uses it would write on.
CREATE OR REPLACE FUNCTION drlab_find_agent_session() RETURNS text
    LANGUAGE sql VOLATILE AS $$
    SELECT format('%I, the agent''s own role, has a session that is not the agent''s (pid %s, application %L, from %s): '
            'end it, and give that application a role of its own', usename, pid, application_name,
            coalesce(host(client_addr), 'the host'))
        FROM pg_stat_activity
        WHERE usename = current_user AND application_name <> 'drlab-agent' AND backend_type = 'client backend'
            AND pid <> pg_backend_pid()
        ORDER BY backend_start LIMIT 1
$$;

-- By trying, and undoing it: from PostgreSQL 16 on CREATEROLE reaches only the roles that one has ADMIN on, RDS lets
-- rds_superuser reach more, and before 16 replication roles were out of reach.
CREATE OR REPLACE FUNCTION drlab_find_unreachable_role(unfenced text[]) RETURNS text
    LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
    role  record;
    found text;
BEGIN
    BEGIN
        FOR role IN SELECT o.role_name, r.rolsuper FROM drlab_open_roles(unfenced) o JOIN pg_roles r ON r.oid = o.role_id
                ORDER BY o.role_name LOOP
            BEGIN
                EXECUTE format('ALTER ROLE %I LOGIN', role.role_name);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    found := CASE WHEN role.rolsuper
                        THEN format('superuser %I may log in and is out of the reach of %I: take LOGIN from it, or name '
                            'it in unfencedRoles', role.role_name, current_user)
                        ELSE format('role %I may log in and is out of the reach of %2$I (%s): GRANT %1$I TO %2$I WITH '
                            'ADMIN OPTION, or name it in unfencedRoles', role.role_name, current_user, sqlerrm) END;
                    EXIT;
                WHEN lock_not_available OR internal_error THEN
                    NULL; -- somebody alters it just now; the fence ends such sessions
            END;
        END LOOP;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'DR000';
    EXCEPTION
        WHEN SQLSTATE 'DR000' THEN
            NULL;
    END;
    RETURN found;
END
$$;

-- Its worker applies what another server sends. When its owner is closed the worker cannot start again: for a database that
-- is not drained only those of other owners count.
CREATE OR REPLACE FUNCTION drlab_find_subscription(unfenced text[], of_any_owner boolean) RETURNS text
    LANGUAGE sql VOLATILE AS $$
    SELECT format('subscription %I of database %I is enabled, its worker applies what another server sends: ALTER '
            'SUBSCRIPTION %1$I DISABLE, and enable it again in the new writer', s.subname, d.datname)
        FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid JOIN pg_roles r ON r.oid = s.subowner
        WHERE (s.subenabled OR EXISTS (SELECT FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.pid IS NOT NULL))
            AND (of_any_owner OR r.rolsuper OR drlab_is_exempt(r.rolname, unfenced))
        ORDER BY d.datname, s.subname LIMIT 1
$$;

-- Workers inside the server that run as a role that stays open. Those of closed roles are ended like other sessions, and
-- the server refuses to start them anew. pg_cron's launcher writes nothing itself; its jobs are looked for by the agent.
CREATE OR REPLACE FUNCTION drlab_find_worker(unfenced text[]) RETURNS text
    LANGUAGE sql VOLATILE AS $$
    SELECT format('background worker %L runs inside database %s as %I (pid %s), whom the fence leaves open: stop it',
            a.backend_type, coalesce(a.datname, '-'), r.rolname, a.pid)
        FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
        WHERE a.backend_type NOT IN ('client backend', 'walsender', 'parallel worker', 'autovacuum worker',
                'pg_cron launcher', 'autoprewarm leader', 'autoprewarm worker')
            AND a.backend_type NOT LIKE 'logical replication %'
            AND CASE WHEN r.rolname LIKE 'rds%' AND drlab_is_exempt(r.rolname, '{}')
                    -- else it is the managed service's own. The supervisors of pglogical and its kin write nothing
                    THEN a.backend_type ~* 'partman|squeeze|timescale'
                        OR (a.backend_type ~* 'pglogical|pgactive|bdr' AND a.datname IS NOT NULL)
                WHEN r.rolsuper THEN true
                ELSE drlab_is_exempt(r.rolname, '{}') END
        ORDER BY a.backend_start LIMIT 1
$$;

-- The reader stays open, so it must not be able to write. What belongs to an extension, and the system's own, does not count.
CREATE OR REPLACE FUNCTION drlab_find_reader_right() RETURNS text
    LANGUAGE sql STABLE AS $$
    WITH reader AS (
        SELECT oid, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS privileged
            FROM pg_roles WHERE rolname = 'drlab_reader'
    ), grantee AS (
        SELECT r.oid, r.rolname FROM pg_roles r, reader WHERE pg_has_role(reader.oid, r.oid, 'MEMBER')
        UNION ALL SELECT 0, 'PUBLIC'
    ), relation AS (
        SELECT c.oid, c.relacl, c.relkind, c.relowner, c.oid::regclass AS name FROM pg_class c
            WHERE c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                AND c.relpersistence <> 't'
                AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ), holding AS (
        SELECT 'is superuser, or may create roles or databases, replicate or pass row-level security' AS may, 'ALTER ROLE' AS how
            FROM reader WHERE privileged
        UNION ALL SELECT format('is a member of %I', g.rolname), format('REVOKE %I FROM drlab_reader', g.rolname)
            FROM grantee g WHERE g.rolname = 'pg_write_all_data'
        UNION ALL SELECT format('owns %s', r.name), 'ALTER TABLE … OWNER TO'
            FROM relation r JOIN grantee g ON g.oid = r.relowner
        UNION ALL SELECT format('may %s %s', a.privilege_type, r.name),
                format('REVOKE %s ON %s FROM %s', a.privilege_type, r.name, g.rolname)
            FROM relation r, aclexplode(r.relacl) a JOIN grantee g ON g.oid = a.grantee
            WHERE a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
        UNION ALL SELECT format('may %s %s', a.privilege_type, r.name),
                format('REVOKE %s (%I) ON %s FROM %s', a.privilege_type, t.attname, r.name, g.rolname)
            FROM relation r JOIN pg_attribute t ON t.attrelid = r.oid, aclexplode(t.attacl) a
                JOIN grantee g ON g.oid = a.grantee
            WHERE a.privilege_type IN ('INSERT', 'UPDATE')
        UNION ALL SELECT format('may CREATE in schema %I', n.nspname),
                format('REVOKE CREATE ON SCHEMA %I FROM %I', n.nspname, g.rolname)
            FROM pg_namespace n, aclexplode(n.nspacl) a JOIN grantee g ON g.oid = a.grantee
            WHERE a.privilege_type = 'CREATE' AND g.oid <> 0
        UNION ALL SELECT format('may CREATE in database %I', d.datname),
                format('REVOKE CREATE ON DATABASE %I FROM %I', d.datname, g.rolname)
            FROM pg_database d, aclexplode(d.datacl) a JOIN grantee g ON g.oid = a.grantee
            WHERE a.privilege_type = 'CREATE' AND g.oid <> 0
    )
    SELECT format('drlab_reader stays open during a drain and must only read, but it %s: %s', may, how)
        FROM holding ORDER BY may LIMIT 1
$$;

CREATE OR REPLACE FUNCTION drlab_refuse(code text, finding text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF finding IS NOT NULL THEN
        RAISE EXCEPTION '%', finding USING ERRCODE = code;
    END IF;
END
$$;

-- Refuses what may come at any time, also while a drain is being set.
CREATE OR REPLACE FUNCTION drlab_refuse_sudden(unfenced text[], draining boolean) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF draining THEN
        PERFORM drlab_refuse('DR001', drlab_find_prepared());
    END IF;
    PERFORM pg_stat_clear_snapshot();
    PERFORM drlab_refuse('DR004', drlab_find_superuser_session(unfenced));
    PERFORM drlab_refuse('DR008', drlab_find_agent_session());
    PERFORM drlab_refuse('DR006', drlab_find_subscription(unfenced, draining));
    PERFORM drlab_refuse('DR007', drlab_find_worker(unfenced));
END
$$;

-- Refuses everything that a fence cannot stop, and touches nothing. Answers the database in which pg_cron keeps its jobs;
-- NULL when it is not loaded. draining: before a drain; else for a database that was superseded, whose prepared
-- transactions nobody can commit who is closed.
CREATE OR REPLACE FUNCTION drlab_require_fenceable(unfenced text[], draining boolean) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM drlab_refuse_sudden(unfenced, draining);
    PERFORM drlab_refuse('DR005', drlab_find_unreachable_role(unfenced));
    PERFORM drlab_refuse('DR009', drlab_find_reader_right());
    RETURN nullif(current_setting('cron.database_name', true), '');
END
$$;

-- Takes LOGIN from the application roles and notes who had it, with the token, in one transaction: only its holder's lift
-- gives it back. The token's row first, in the lift's order: its lock keeps the two apart. May be called again, with
-- the same token or the next: what is noted stays. Answers the roles that are out of reach.
CREATE OR REPLACE FUNCTION drlab_close_roles(closing_token text, unfenced text[]) RETURNS name[]
    LANGUAGE plpgsql SET lock_timeout = '200ms' AS $$
DECLARE
    role     record;
    closed   boolean := false;
    left_open name[] := '{}';
BEGIN
    INSERT INTO public.drlab_drain AS held (token) VALUES (closing_token) ON CONFLICT (singleton)
        DO UPDATE SET token = excluded.token, drained_at = now() WHERE held.token <> excluded.token;
    FOR role IN SELECT * FROM drlab_open_roles(unfenced) LOOP
        BEGIN
            EXECUTE format('ALTER ROLE %I NOLOGIN', role.role_name);
            INSERT INTO public.drlab_fenced_role (role_id, role_name) VALUES (role.role_id, role.role_name)
                ON CONFLICT (role_id) DO NOTHING;
            closed := true;
        EXCEPTION WHEN insufficient_privilege THEN
            left_open := left_open || role.role_name;
        END;
    END LOOP;
    IF closed THEN
        UPDATE public.drlab_drain SET drained_at = now();
    END IF;
    RETURN left_open;
END
$$;

-- Ends the applications' sessions.
CREATE OR REPLACE FUNCTION drlab_terminate(unfenced text[]) RETURNS bigint
    LANGUAGE sql VOLATILE AS $$
    SELECT count(pg_terminate_backend(pid)) FROM drlab_application_sessions(unfenced) AS pid
$$;

-- As drlab_close_roles, and commits. A session that has altered a role and not committed holds it: such sessions are ended,
-- and it is tried again until the wait is over (DR002). With an epoch it closes nothing, and says so, when the
-- database carries a higher one: then whoever fences was overtaken, and must not close the database of the region that
-- overtook. The epoch is locked before the drain's row, as an opening does: the two cannot pass each other.
CREATE OR REPLACE PROCEDURE drlab_close(
    closing_token text, fence_epoch bigint, unfenced text[], wait_millis integer,
    OUT overtaken boolean, OUT left_open name[])
    LANGUAGE plpgsql AS $$
DECLARE
    deadline timestamptz := clock_timestamp() + wait_millis * interval '1 millisecond';
    carried  bigint;
    held     text;
BEGIN
    LOOP
        held := NULL;
        BEGIN
            overtaken := false;
            IF fence_epoch IS NOT NULL THEN
                SELECT epoch INTO carried FROM public.drlab_epoch FOR UPDATE;
                overtaken := coalesce(carried > fence_epoch, false);
            END IF;
            IF NOT overtaken THEN
                left_open := drlab_close_roles(closing_token, unfenced);
            END IF;
        EXCEPTION WHEN lock_not_available OR internal_error THEN
            held := sqlerrm;
        END;
        COMMIT; -- a session that starts now finds its role closed
        EXIT WHEN held IS NULL;
        IF clock_timestamp() > deadline THEN
            RAISE EXCEPTION 'the application roles cannot be closed, another transaction holds one of them: %', held
                USING ERRCODE = 'DR002';
        END IF;
        PERFORM pg_stat_clear_snapshot();
        PERFORM drlab_terminate(unfenced);
        COMMIT;
    END LOOP;
END
$$;

-- Ends every session of the application roles and returns when none exists, nor any that was logging in when it was called
-- and could have seen its role open. Such a session holds its start-up transaction's virtual id before it shows its user;
-- those that start later find the role closed and are not waited for, so clients that keep connecting cannot hold this
-- up. One that waits for its client's password shows no user either, and nobody but authentication_timeout can end it: the
-- the wait has to be longer. Roles that a session made before it was ended are closed too: they are looked for when no
-- session is left that could make another. Gives up after the wait (DR002), and when the database is no longer closed
-- by that token (DR003): whoever called it may have gone, and the roles may have been opened again.
CREATE OR REPLACE PROCEDURE drlab_end_sessions(
    closing_token text, unfenced text[], wait_millis integer, INOUT left_open name[])
    LANGUAGE plpgsql AS $$
DECLARE
    deadline   timestamptz := clock_timestamp() + wait_millis * interval '1 millisecond';
    overtaken  boolean;
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
                AND (a.pid IS NULL OR (a.usesysid IS NULL AND a.backend_type = 'client backend'))
                AND (logging_in IS NULL OR l.virtualtransaction = ANY (logging_in));
        PERFORM pg_stat_clear_snapshot();
        terminated := drlab_terminate(unfenced);
        IF terminated = 0 AND cardinality(logging_in) = 0 THEN
            EXIT WHEN NOT EXISTS (SELECT FROM drlab_open_roles(unfenced) o WHERE o.role_name <> ALL (left_open));
            PERFORM FROM public.drlab_drain WHERE token = closing_token FOR UPDATE; -- not while it is being lifted
            IF FOUND THEN
                left_open := drlab_close_roles(closing_token, unfenced);
            END IF;
            COMMIT;
            logging_in := NULL;
        ELSIF clock_timestamp() > deadline AND terminated > 0 THEN
            RAISE EXCEPTION 'sessions of application roles are left after % ms of terminating them: %', wait_millis,
                (SELECT string_agg(DISTINCT a.usename, ', ') FROM pg_stat_activity a
                    WHERE a.pid IN (SELECT drlab_application_sessions(unfenced))) USING ERRCODE = 'DR002';
        ELSIF clock_timestamp() > deadline THEN
            RAISE EXCEPTION 'logins that began before the roles were closed are unfinished after % ms: %; '
                    'authentication_timeout ends such logins, set it to 3 s (it is %)', wait_millis,
                    cardinality(logging_in), current_setting('authentication_timeout')
                USING ERRCODE = 'DR002';
        ELSE
            PERFORM pg_sleep(0.002);
        END IF;
    END LOOP;
END
$$;

-- Stops the writes of a live database and says where they stopped; may be called again, as drlab_close_roles. Ends with a
-- refusal when something that the fence cannot stop has come since drlab_require_fenceable.
CREATE OR REPLACE PROCEDURE drlab_drain_database(
    drain_token text, unfenced text[], wait_millis integer,
    OUT lsn text, OUT system_identifier text, OUT timeline integer)
    LANGUAGE plpgsql AS $$
DECLARE
    overtaken boolean;
    left_open name[];
BEGIN
    CALL public.drlab_close(drain_token, NULL, unfenced, wait_millis, overtaken, left_open);
    CALL public.drlab_end_sessions(drain_token, unfenced, wait_millis, left_open);
    IF cardinality(left_open) > 0 THEN
        PERFORM drlab_refuse('DR005', coalesce(drlab_find_unreachable_role(unfenced), format(
            'role %I could not be closed', left_open[1])));
    END IF;
    PERFORM drlab_refuse_sudden(unfenced, true);
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

-- Closes a database that is, or is being, superseded, as far as it can be. Answers whether it was overtaken by a higher
-- epoch than fence_epoch (NULL: no epoch overtakes), and what it could not stop.
CREATE OR REPLACE PROCEDURE drlab_fence_database(
    fence_token text, fence_epoch bigint, unfenced text[], wait_millis integer,
    OUT overtaken boolean, OUT unstopped text)
    LANGUAGE plpgsql AS $$
DECLARE
    left_open name[];
BEGIN
    CALL public.drlab_close(fence_token, fence_epoch, unfenced, wait_millis, overtaken, left_open);
    IF overtaken THEN
        RETURN;
    END IF;
    CALL public.drlab_end_sessions(fence_token, unfenced, wait_millis, left_open);
    PERFORM pg_stat_clear_snapshot();
    unstopped := nullif(concat_ws('; ', drlab_find_superuser_session(unfenced), drlab_find_agent_session(),
        drlab_find_unreachable_role(unfenced), drlab_find_subscription(unfenced, false),
        drlab_find_worker(unfenced), drlab_find_reader_right()), '');
END
$$;

-- Gives LOGIN back to those that it was taken from, and forgets them. Answers those that are out of reach now; they stay
-- noted. So do, with pass_held, those that another transaction holds; without it that is an error. A role that was dropped
-- meanwhile is forgotten.
CREATE OR REPLACE FUNCTION drlab_give_back(pass_held boolean) RETURNS name[]
    LANGUAGE plpgsql SET lock_timeout = '500ms' SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    role         record;
    still_closed name[] := '{}';
BEGIN
    FOR role IN SELECT f.role_id, r.rolname FROM public.drlab_fenced_role f LEFT JOIN pg_roles r ON r.oid = f.role_id LOOP
        BEGIN
            IF role.rolname IS NOT NULL THEN
                EXECUTE format('ALTER ROLE %I LOGIN', role.rolname);
            END IF;
            DELETE FROM public.drlab_fenced_role WHERE role_id = role.role_id;
        EXCEPTION
            WHEN insufficient_privilege THEN
                still_closed := still_closed || role.rolname;
            WHEN lock_not_available OR internal_error THEN
                IF NOT pass_held THEN
                    RAISE;
                END IF;
                still_closed := still_closed || role.rolname;
        END;
    END LOOP;
    RETURN still_closed;
END
$$;

-- Lifts a drain for the holder of the token that set it. A fence is not a drain: only activate lifts it.
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
    PERFORM public.drlab_give_back(false);
    RETURN true;
END
$$;

-- Opens the database in an epoch, which only grows: the roles that were closed and the writer role, which is made closed.
-- opened is false when the database carries, or was fenced for, a higher epoch; still_closed are roles that could not be
-- given back. A promoted database is born drained, with the epoch of before. One that carries the epoch was opened in it
-- already: a drain of it began since, for a switchover that counts on it, and only its token lifts it. Drains and fences
-- write the locked table: they come before or after.
CREATE OR REPLACE FUNCTION drlab_open_database(
    new_epoch bigint, new_region text, OUT opened boolean, OUT still_closed name[])
    LANGUAGE plpgsql AS $$
DECLARE
    held_epoch bigint;
    closed_by  text;
BEGIN
    still_closed := '{}';
    SELECT epoch INTO held_epoch FROM public.drlab_epoch FOR UPDATE;
    LOCK TABLE public.drlab_drain IN SHARE ROW EXCLUSIVE MODE;
    SELECT token INTO closed_by FROM public.drlab_drain;
    opened := NOT (coalesce(held_epoch > new_epoch, false) OR coalesce(
        CASE WHEN closed_by ~ '^fence-[0-9]{1,18}$' THEN substr(closed_by, 7)::bigint > new_epoch END, false));
    IF NOT opened OR (held_epoch = new_epoch AND closed_by NOT LIKE 'fence-%') THEN
        RETURN;
    END IF;
    INSERT INTO public.drlab_epoch AS held (epoch, region) VALUES (new_epoch, new_region) ON CONFLICT (singleton)
        DO UPDATE SET epoch = excluded.epoch, region = excluded.region,
            opened_at = CASE WHEN held.epoch < excluded.epoch THEN now() ELSE held.opened_at END
        WHERE held.epoch <= excluded.epoch;
    opened := FOUND;
    IF opened THEN
        DELETE FROM public.drlab_drain;
        still_closed := public.drlab_give_back(true);
        ALTER ROLE drlab_writer LOGIN;
    END IF;
END
$$;

-- For an agent that was not updated yet: a failover in between must not fail for that.
CREATE OR REPLACE FUNCTION drlab_open_writer(new_epoch bigint, new_region text) RETURNS boolean
    LANGUAGE sql AS $$ SELECT opened FROM public.drlab_open_database(new_epoch, new_region) $$;

DO $$
DECLARE
    routine regprocedure;
BEGIN
    FOR routine IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'drlab\_%' AND proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) LOOP
        EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', routine);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION drlab_lift_drain(text) TO drlab_reader;
