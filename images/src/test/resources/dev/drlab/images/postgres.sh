# A PostgreSQL server in a container, as RDS has it where it matters here: TLS only, passwords, commits on disk.
#   NAME, ADDRESS   of the server
#   PASSWORD        of the superuser and of replication
#   CERTIFICATE, KEY  PEM
#   UPSTREAM        address of the server that it replicates; unset: a primary of its own
set -eu
umask 077
data=/var/lib/postgresql/drlab
if [ -n "${UPSTREAM:-}" ]; then
    PGPASSWORD=$PASSWORD pg_basebackup --pgdata="$data" --checkpoint=fast --wal-method=stream --create-slot --slot="$SLOT" \
        --write-recovery-conf --dbname="host=$UPSTREAM user=drlab_replication sslmode=require application_name=$NAME"
else
    printf '%s' "$PASSWORD" >/tmp/password
    initdb --pgdata="$data" --username=postgres --pwfile=/tmp/password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
    rm /tmp/password
    cat >"$data/pg_hba.conf" <<'HBA'
hostssl all all 127.0.0.0/8 scram-sha-256
hostssl replication drlab_replication 127.0.0.0/8 scram-sha-256
HBA
fi
printf '%s' "$CERTIFICATE" >"$data/server.crt"
printf '%s' "$KEY" >"$data/server.key"
cat >"$data/drlab.conf" <<CONF
listen_addresses = '$ADDRESS'
unix_socket_directories = ''
cluster_name = '$NAME'
ssl = on
fsync = on
synchronous_commit = on
wal_level = replica
max_prepared_transactions = 0
authentication_timeout = 3s
hot_standby_feedback = off
wal_keep_size = 64MB
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
shared_buffers = 64MB
dynamic_shared_memory_type = mmap
CONF
grep -q drlab.conf "$data/postgresql.conf" || echo "include 'drlab.conf'" >>"$data/postgresql.conf"
exec postgres -D "$data"
