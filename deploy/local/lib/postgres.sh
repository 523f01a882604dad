# shellcheck shell=bash
# The private PostgreSQL node: one database and one login per service.

databases=(governance registration scheduling publishing identity operations)

start_postgres() {
    local bin data=$node_data/postgres
    bin=$(postgres_bin)
    private_for postgres "$data"
    [[ -f $data/cluster/PG_VERSION ]] || make_cluster "$bin" "$data"
    configure_postgres "$data"
    start_process postgres "${as_postgres[@]}" "$bin/postgres" -D "$data/cluster"
}

# make_cluster BIN DATA: a cluster whose superuser has a password; nobody is trusted because he is on this machine.
make_cluster() {
    local bin=$1 data=$2
    say "Making a PostgreSQL cluster"
    rm -rf "$data/cluster"
    (umask 077 && echo "${secrets[postgres]}" >"$data/password")
    ((EUID != 0)) || chown postgres: "$data/password"
    if ! "${as_postgres[@]}" "$bin/initdb" -D "$data/cluster" -U postgres --auth=scram-sha-256 --pwfile="$data/password" \
        --encoding=UTF8 --locale=C.UTF-8 --no-instructions >"$place/log/initdb.log" 2>&1; then
        show_end "$place/log/initdb.log"
        fail "initdb failed."
    fi
    rm "$data/password"
    basename "$(dirname "$bin")" >"$data/version"
}

# The port may change from start to start, so that this file is written each time; fsync is on, unless hasten_postgres said otherwise of this start.
configure_postgres() {
    cat >"$1/cluster/postgresql.auto.conf" <<EOF
listen_addresses = '127.0.0.1'
port = ${ports[postgres]}
unix_socket_directories = ''
max_connections = 300
shared_buffers = 128MB
max_wal_size = 1GB
# What is not received for a backup any more shall not fill the disk; it is alerted on long before.
max_slot_wal_keep_size = 4GB
track_commit_timestamp = on
timezone = 'UTC'
log_timezone = 'UTC'
EOF
    ((EUID != 0)) || chown postgres: "$1/cluster/postgresql.auto.conf"
}

await_postgres() {
    await "PostgreSQL" postgres 30 sql postgres -c 'select 1'
    steady_postgres
    provision_databases
}

# hasten_postgres: waits for the disk no more until the next start, if no service has stored anything that somebody would miss after a power cut.
# To make and drop hundreds of databases, as tests do, takes a fifth of the time then.
hasten_postgres() {
    local name
    for name in "${databases[@]}"; do
        [[ $(sql "$name" -At -c "select count(*) from pg_tables where schemaname = 'public'") == 0 ]] || return 0
    done
    sql postgres -c 'alter system set fsync = off' -c 'alter system set full_page_writes = off' -c 'select pg_reload_conf()' >/dev/null
    hastened=1
}

# steady_postgres: a node that a test run has left behind, because it was killed, waits for the disk again before anybody stores anything.
steady_postgres() {
    [[ $(sql postgres -At -c 'show fsync') == off ]] || return 0
    sql postgres -c 'alter system reset fsync' -c 'alter system reset full_page_writes' -c 'select pg_reload_conf()' >/dev/null
    sync -f "$node_data/postgres"
}

# flush_postgres: when it was hastened and has ended, what the kernel still keeps is written: then the cluster is as safe as any other.
flush_postgres() { [[ -z ${hastened:-} ]] || sync -f "$node_data/postgres"; }

# sql DATABASE ARGUMENT...: psql as the superuser.
sql() { sql_at "${ports[postgres]}" "$@"; }

# sql_at PORT DATABASE ARGUMENT...
sql_at() {
    local port=$1 database=$2
    shift 2
    PGPASSWORD=${secrets[postgres]} "$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres -d "$database" "$@"
}

provision_databases() { database_definitions | sql postgres >/dev/null; }

# database_definitions: each service owns its database, and no other login can connect to it; who backs up can copy all of them and connect to none.
# Also for deploy/compose/secrets.
database_definitions() {
    local name
    echo "revoke all on database postgres, template1 from public;"
    cat <<EOF
select 'create role backup' where not exists (select from pg_roles where rolname = 'backup') \gexec
alter role backup login replication password '${secrets[postgres.backup]}';
EOF
    for name in "${databases[@]}"; do
        cat <<EOF
select 'create role $name' where not exists (select from pg_roles where rolname = '$name') \gexec
alter role $name login password '${secrets[postgres.$name]}';
select 'create database $name owner $name' where not exists (select from pg_database where datname = '$name') \gexec
revoke all on database $name from public;
EOF
    done
}

# store_of SERVICE: the connection string that the service gets.
store_of() {
    printf 'Host=127.0.0.1;Port=%s;Database=%s;Username=%s;Password=%s;Maximum Pool Size=32' \
        "${ports[postgres]}" "$1" "$1" "${secrets[postgres.$1]}"
}

# Fast shutdown: connections are ended, everything committed is on disk.
stop_postgres() { end_process postgres INT 20; }
