# shellcheck shell=bash
# What deploy/{local,compose}/restore have in common. They say how the server is asked (sql) and how many messages wait (messages_in_queues).

# What was asked for, and what came of it.
from='' target='' chosen='' since=''
declare -A again=() inbox=()

# in_time OPTION INSTANT
in_time() { instant "$2" || fail "$1 is no point of time: $2" "e.g. $1 $(date -u '+%Y-%m-%dT%H:%M:%SZ')"; }

# restore_option OPTION VALUE: those that both have.
restore_option() {
    case $1 in
        --from) from=$(realpath -m "$2") ;;
        --to) [[ $2 == latest ]] || target=$(in_time --to "$2") ;;
        --backup) chosen=$2 ;;
        --announce-since) since=$(in_time --announce-since "$2") ;;
    esac
}

# choose_backup USUAL: the one that was asked for, or the last one that the instant can be reached from.
choose_backup() {
    local all
    from=${from:-$1}
    all=$(backups_in "$from")
    [[ -n $all ]] || fail "There is no backup in $from."
    [[ -n $chosen ]] || chosen=$(backup_for "$from" "${target:-9}") || fail "No backup in $from was finished by $target." \
        "the first one: $(manifest_of "$from/$(head -n 1 <<<"$all")" ended_at)"
    backup=$from/$chosen
    [[ -f $backup/manifest ]] || fail "There is no backup $chosen in $from." "there are: ${all//$'\n'/ }"
    [[ -z $target || ! $(manifest_of "$backup" ended_at) > $target ]] || fail "The backup $chosen was finished at $(manifest_of "$backup" ended_at), after $target."
    checksums_hold "$backup" || fail "The backup $chosen is damaged: see above."
    chain=$from/wal/$(manifest_of "$backup" chain)
}

# recovery_settings DIRECTORY [INSTANT]: where the server finds the log, and how far it goes.
recovery_settings() {
    echo "restore_command = 'cp \"$1/%f\" \"%p\"'"
    # A chain is one timeline; the restored store begins the next one.
    echo "recovery_target_timeline = 'current'"
    echo "recovery_target_action = 'promote'"
    # The whole file system at once, rather than file by file.
    echo "recovery_init_sync_method = 'syncfs'"
    # PostgreSQL does not take the T and the Z of ISO 8601 here.
    [[ -z ${2:-} ]] || echo "recovery_target_time = '$(date -u -d "$2" '+%Y-%m-%d %H:%M:%S.%6N+00')'"
}

# mind_what_was_lost: before anybody listens or announces.
mind_what_was_lost() {
    local service key marked=0
    since=${since:-$(instant "$(date -u '+%Y-%m-%d %H:%M:%S') UTC - $inboxes_remember")}
    local -A put_away=()
    while IFS='|' read -r service key; do [[ -z $key ]] || put_away[$service]+=" $key"; done < <(sql operations -At < <(discarded_messages))
    for service in "${announcing_services[@]}"; do
        local keys=()
        read -ra keys <<<"${put_away[$service]:-}"
        if ((${#keys[@]} > 0)); then
            received "${keys[@]}" | sql "$service"
            marked=$((marked + ${#keys[@]}))
        fi
        IFS='|' read -r "again[$service]" "inbox[$service]" < <(sql "$service" -At < <(announce_again_from "$since"))
        sql "$service" -At < <(number_on) >/dev/null
    done
    ((marked == 0)) || say "Messages that an operator had put away stay away: $marked"
}

# erasures_to_repeat: ids of those who are there again.
erasures_to_repeat() {
    [[ -s $from/erasures ]] || return 0
    sort -u <(cut -d'|' -f1 "$from/erasures") | comm -23 - <(sql registration -At < <(erasures_known) | cut -d'|' -f1 | sort -u)
}

# erase_again ISSUER REGISTRATION PERSON...
erase_again() {
    local person status token registration=$2 erased=0 unknown=0
    (($# > 2)) || return 0
    token=$(token_from "$1" organizer)
    shift 2
    for person in "$@"; do
        status=$(curl -sS -m 30 -o /dev/null -w '%{http_code}' -H @- -H 'Content-Type: application/json' "$registration/people/$person/erasure" \
            -d "{\"reason\": \"$(sed -n "s/^$person|\([A-Za-z]*\)|.*/\1/p" "$from/erasures" | head -n 1)\"}" <<<"Authorization: Bearer $token")
        case $status in
            200) erased=$((erased + 1)) ;;
            # Registered after the instant, and gone with it.
            404) unknown=$((unknown + 1)) ;;
            *) fail "$person, who was erased, is there again, and could not be erased ($status)." "its log: $place/log/registration.log" ;;
        esac
    done
    say "Erased again who had been erased after the instant: $erased; not there: $unknown"
}

# await_settled: until all that was announced again has been dealt with.
await_settled() {
    local service quiet=0 tenths=6000 behind
    say "Waiting until what was announced again has been dealt with"
    while ((quiet < 70)); do
        behind=0
        for service in "${announcing_services[@]}"; do
            behind=$((behind + $(sql "$service" -At -c "select coalesce((select max(seq_id) from mt_events), 0) > coalesce(min(last_seq_id), 0) from mt_event_progression where name ilike 'announcer:%'" | grep -c t || true)))
        done
        # The broker counts every five seconds.
        if ((behind == 0)) && [[ $(messages_in_queues) == 0 ]]; then quiet=$((quiet + 10)); else quiet=0; fi
        if ((tenths <= 0)); then
            say "It is not done after ten minutes, and goes on by itself; /watch in the console tells what lags"
            return
        fi
        tenths=$((tenths - 10))
        sleep 1
    done
}

tell_figures() {
    local service now
    printf '\n  %-14s %10s %17s %17s %20s\n' service events 'announced again' 'inbox before' 'took effect now' >&2
    for service in "${announcing_services[@]}"; do
        now=$(sql "$service" -At -c "select (select count(*) from mt_events) || '|' || (select count(*) from mt_doc_received)" 2>/dev/null || echo '0|0')
        printf '  %-14s %10s %17s %17s %20s\n' "$service" "${now%|*}" "${again[$service]}" "${inbox[$service]}" "$((${now#*|} - inbox[$service]))" >&2
    done
    echo >&2
}
