# shellcheck shell=bash
# The process that takes every change of the store as it is written, once a backup place is known (.local/backup: place and chain).
# It runs as we do and not as the server: who gets at the server does not get at the backups.

declare -A backing=()

# resume_wal_receiver: for every start of the node.
resume_wal_receiver() {
    read_pairs backing "$place/backup"
    if [[ -n ${backing[chain]:-} ]] && ! runs wal-receiver; then start_wal_receiver; fi
}

start_wal_receiver() {
    local chain=${backing[place]}/wal/${backing[chain]}
    (umask 077 && mkdir -p "$chain")
    # What the server has flushed is flushed here a moment later; a commit does not wait for it.
    PGPASSWORD=${secrets[postgres.backup]} start_process wal-receiver "$(postgres_bin)/pg_receivewal" -D "$chain" --slot "$backup_slot" --synchronous --compress=1 \
        -h 127.0.0.1 -p "${ports[postgres]}" -U backup --no-password
}

# After the server, which waits until what it wrote last has been taken.
stop_wal_receiver() { end_process wal-receiver INT 10; }

# begin_receiving PLACE: goes on with the chain that is under way there, or begins another one: at another place, for another cluster, or when the server has let go of
# what was not received in time. The slot keeps what has not been received, up to max_slot_wal_keep_size.
begin_receiving() {
    local slot
    read_pairs backing "$place/backup"
    slot=$(sql postgres -At -c "select wal_status from pg_replication_slots where slot_name = '$backup_slot'")
    if [[ ${backing[place]:-} == "$1" && -d $1/wal/${backing[chain]:-} && $slot =~ ^(reserved|extended)$ ]]; then
        runs wal-receiver || start_wal_receiver
    else
        stop_wal_receiver
        backing=([place]=$1 [chain]=$(date -u +%Y%m%dT%H%M%SZ))
        say "Beginning to receive the log of the store: $1/wal/${backing[chain]}"
        [[ -z $slot ]] || sql postgres -c "select pg_drop_replication_slot('$backup_slot')" >/dev/null
        sql postgres -c "select pg_create_physical_replication_slot('$backup_slot', true)" >/dev/null
        write_pairs backing "$place/backup"
        start_wal_receiver
    fi
}

# await_received POSITION: until the log is received up to there.
await_received() {
    local tenths=600
    until [[ $(sql postgres -At -c "select count(*) from pg_stat_replication r join pg_replication_slots s on s.active_pid = r.pid
        where s.slot_name = '$backup_slot' and r.flush_lsn >= '$1'") == 1 ]]; do
        if ((tenths-- <= 0)); then
            show_end "$place/log/wal-receiver.log"
            fail "The log of the store is not received." "its log: $place/log/wal-receiver.log"
        fi
        sleep 0.1
    done
}
