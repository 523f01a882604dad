# shellcheck shell=bash
# What a backup is made of, and what has to be minded after a restore. Used by the local profile and by deploy/compose/{backup,restore}.
#   PLACE/wal/CHAIN/        every change to the store since the chain began, as pg_receivewal took it from the server; a chain is one cluster on one timeline
#   PLACE/erasures          who was erased, by id: it outlives the backups that still know them
#   PLACE/TIME/             a backup: base/ (pg_basebackup, with PostgreSQL's own manifest), broker.json, private/ (passwords and keys), manifest, SHA256SUMS

# shellcheck disable=SC2034 # the commands read these
announcing_services=(governance registration scheduling publishing)
backup_slot=forum_backup

# Inboxes keep the ids of messages for 30 days: what is younger than this can be announced again without taking effect twice, with a day to spare.
inboxes_remember='29 days'

# How the store is copied, by whatever runs it: with the log that makes the copy whole, and checksums that pg_verifybackup holds it against.
copying=(-X stream -c fast --manifest-checksums=SHA256 --no-password)

# announce_again_from SINCE: moves the announcer of a service's store back to the first event since then, so that the announcer goes through all of them once more;
# never forward. Answers with how many events that are, and how many messages its own inbox has had so far.
announce_again_from() {
    cat <<EOSQL
select to_regclass('mt_event_progression') is not null as "known" \gset
\if :known
with start as (
    select p.name, least(p.last_seq_id, coalesce((select min(e.seq_id) - 1 from mt_events e where e.timestamp >= '$1'), p.last_seq_id)) as position
    from mt_event_progression p where p.name ilike 'announcer:%'),
-- Marten takes a row that says 0 for one that is not there, and fails to insert it.
gone as (delete from mt_event_progression p using start where p.name = start.name and start.position = 0),
moved as (update mt_event_progression p set last_seq_id = start.position from start where p.name = start.name and start.position > 0)
select (select count(*) from mt_events e where e.seq_id > (select coalesce(min(position), 0) from start)), (select count(*) from mt_doc_received);
\else
select 0, 0;
\endif
EOSQL
}

# number_on: events that were lost with the time after the instant had numbers, too, and who follows the feed from outside remembers the last one he has seen:
# what happens from now on is numbered beyond them, or he would pass it over.
number_on() {
    cat <<'EOSQL'
select to_regclass('mt_events_sequence') is not null as "known" \gset
\if :known
select setval('mt_events_sequence', (select last_value from mt_events_sequence) + 100000);
\endif
EOSQL
}

# discarded_messages: what an operator has put away, as the inbox of the queue would know it. It is announced again like everything else, and shall not take effect now.
discarded_messages() {
    cat <<'EOSQL'
select to_regclass('fault') is not null as "known" \gset
\if :known
select distinct split_part(queue, '-', 1), queue || '/' || replace(message_id::text, '-', '') from fault where state = 'Discarded' and message_id is not null and queue ~ '^[a-z0-9-]+$';
\endif
EOSQL
}

# received KEY...: the keys are in the inbox, as if the messages had been dealt with.
received() {
    local key
    for key in "$@"; do
        printf "insert into mt_doc_received (id, data, mt_dotnet_type) values ('%s', '{\"Id\": \"%s\"}', 'Forum.Hosting.Bus.Received') on conflict do nothing;\n" "$key" "$key"
    done
}

# erasures_known: one line for each erasure of a person that somebody asked for; what time erases, it erases again.
erasures_known() {
    cat <<'EOSQL'
select to_regclass('mt_doc_erasure') is not null as "known" \gset
\if :known
select data ->> 'PersonId', data ->> 'Reason', data ->> 'At' from mt_doc_erasure where data ->> 'Reason' <> 'LeftDelegation' order by data ->> 'At';
\endif
EOSQL
}

# backed_up INSTANT: Operations tells since when there is a backup.
backed_up() {
    cat <<EOSQL
select to_regclass('backup') is not null as "known" \gset
\if :known
insert into backup (ended_at) values ('$1') on conflict do nothing;
\endif
EOSQL
}

# keep_erasures FILE: adds what comes on standard input to the register; each line stands in it once.
keep_erasures() {
    (umask 077 && { cat "$1" - 2>/dev/null || true; } | sort -u >"$1.new" && mv "$1.new" "$1")
}

# backups_in PLACE: the names of the whole backups, oldest first.
backups_in() {
    local manifest
    for manifest in "$1"/[0-9]*Z/manifest; do basename "$(dirname "$manifest")"; done
}

# instant TEXT: the point of time as PostgreSQL takes it and as it can be compared.
instant() { date -u -d "$1" '+%Y-%m-%dT%H:%M:%S.%6NZ' 2>/dev/null; }

# backup_for PLACE INSTANT: the last backup that was finished by then.
backup_for() {
    local name found='' at
    for name in $(backups_in "$1"); do
        at=$(manifest_of "$1/$name" ended_at)
        [[ $at > $2 ]] || found=$name
    done
    [[ -n $found ]] && echo "$found"
}

manifest_of() { sed -n "s/^$2=//p" "$1/manifest"; }

# first_segment BASE: the segment of the log that a base backup needs first.
first_segment() { sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]*\)).*/\1/p' "$1/backup_label"; }

# last_position BASE: the position in the log at which a base backup is consistent.
last_position() { sed -n 's/.*"End-LSN": "\([0-9A-F/]*\)".*/\1/p' "$1/backup_manifest"; }

# write_checksums BACKUP: of everything but the files that PostgreSQL's manifest has the checksums of.
write_checksums() {
    local sums
    sums=$(cd "$1" && find . -type f ! -path './base/*' -print0 | sort -z | xargs -0 sha256sum base/backup_manifest)
    echo "$sums" >"$1/SHA256SUMS"
}

checksums_hold() { (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS >&2); }

# unpack_wal CHAIN FIRST DIRECTORY: the segments from FIRST on, ready for the server; the last one may have been cut off while it was received, and is filled up with
# nothing, where recovery then ends.
unpack_wal() {
    local file name bytes=16777216
    for file in "$1"/*.gz "$1"/*.gz.partial; do
        name=$(basename "${file%.partial}" .gz)
        [[ ! $name < $2 && ! -e $3/$name ]] || continue
        if [[ $file == *.partial ]]; then
            gzip -dc "$file" >"$3/$name" 2>/dev/null || true
            truncate -s "$bytes" "$3/$name"
        else
            gzip -dc "$file" >"$3/$name"
        fi
    done
}

# drop_old_backups PLACE KEEP CURRENT_CHAIN: all but the newest KEEP, and the log that none of those needs.
drop_old_backups() {
    local name names=() chain first oldest
    mapfile -t names < <(backups_in "$1")
    for name in "${names[@]:0:$((${#names[@]} > $2 ? ${#names[@]} - $2 : 0))}"; do
        say "Dropping the backup $name"
        rm -rf -- "${1:?}/$name"
    done
    for chain in "$1"/wal/*/; do
        chain=$(basename "$chain")
        oldest=''
        for name in $(backups_in "$1"); do
            [[ $(manifest_of "$1/$name" chain) == "$chain" ]] || continue
            first=$(first_segment "$1/$name/base")
            [[ -n $oldest && $oldest < $first ]] || oldest=$first
        done
        if [[ -n $oldest ]]; then
            tool pg_archivecleanup -x .gz "$1/wal/$chain" "$oldest"
        elif [[ $chain != "$3" ]]; then
            rm -rf -- "${1:?}/wal/$chain"
        fi
    done
}

# make_backup PLACE OPTION...: the commands deploy/{local,compose}/backup, which say how the store is copied (copy_store, verify_store, tool), what the broker knows
# (of_broker) and which passwords and keys there are (copy_private).
make_backup() {
    local to='' keep=7 with_secrets=1 usual=$1 began name end
    shift
    while (($# > 0)); do
        case $1 in
            --place)
                [[ -n ${2:-} ]] || { usage && exit 2; }
                to=$(realpath -m "$2")
                shift
                ;;
            --keep)
                [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || { usage && exit 2; }
                keep=$2
                shift
                ;;
            --without-secrets) with_secrets='' ;;
            -h | --help) usage && exit 0 ;;
            *) usage && exit 2 ;;
        esac
        shift
    done

    need_running
    provision_databases
    read_pairs backing "$place/backup"
    to=${to:-${backing[place]:-$usual}}
    umask 077
    mkdir -p "$to/wal"
    chmod 700 "$to"
    exec {lock}>"$to/.lock"
    flock -n "$lock" || fail "Another backup is being made in $to."

    end_with forget_draft
    began=$(date +%s)
    name=$(date -u -d "@$began" +%Y%m%dT%H%M%SZ)
    [[ ! -e $to/$name ]] || fail "There is a backup of this second already: $to/$name"
    begin_receiving "$to"
    draft=$to/.$name
    mkdir "$draft"
    of_broker >"$draft/broker.json"
    copy_store "$draft/base"
    verify_store "$draft/base"
    end=$(last_position "$draft/base")
    await_received "$end"
    [[ -z $with_secrets ]] || copy_private "$draft/private"
    cat >"$draft/manifest" <<END
ended_at=$(instant "$(sql postgres -At -c 'select clock_timestamp()')")
began_at=$(instant "@$began")
chain=${backing[chain]}
from_position=$(sed -n 's/^START WAL LOCATION: \([0-9A-F/]*\).*/\1/p' "$draft/base/backup_label")
to_position=$end
postgresql=$(sql postgres -At -c 'show server_version')
rabbitmq=$(grep -o '"rabbit_version":"[^"]*"' "$draft/broker.json" | cut -d'"' -f4)
forum=$(git -C "$clone" rev-parse HEAD 2>/dev/null || echo unknown)
secrets=$([[ -n $with_secrets ]] && echo included || echo left-out)
END
    write_checksums "$draft"
    sql registration -At < <(erasures_known) | keep_erasures "$to/erasures"
    sync -f "$draft"
    mv "$draft" "$to/$name"
    draft=''
    backed_up "$(manifest_of "$to/$name" ended_at)" | sql operations
    drop_old_backups "$to" "$keep" "${backing[chain]}"
    say "Backed up: $to/$name ($(du -sh "$to/$name" | cut -f1); the log of the store: $(du -sh "$to/wal" | cut -f1); backups kept: $(backups_in "$to" | wc -l))"
    [[ -n $with_secrets ]] || say "Passwords and keys are not in it: keep them elsewhere"
    say "$(dirname "$0")/restore --from $to --to INSTANT goes back to any instant since $(manifest_of "$to/$name" ended_at)"
}

# What was not finished is no backup.
forget_draft() { [[ -z ${draft:-} ]] || rm -rf -- "$draft"; }
