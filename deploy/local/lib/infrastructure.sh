# shellcheck shell=bash
# Both nodes together, and what a test needs to know of them.

# infrastructure_up: both nodes run and are ready.
infrastructure_up() {
    infrastructure_start
    infrastructure_await
}

# shellcheck disable=SC2034 # the commands read started_here
# infrastructure_start: starts what does not run yet; in started_here is said whether that was anything.
infrastructure_start() {
    need_infrastructure
    know_place
    settle_node_ports
    started_here=''
    if ! runs rabbitmq; then
        say "Starting RabbitMQ on 127.0.0.1:${ports[rabbitmq]}"
        started_here=1
        end_process epmd TERM 5
        start_rabbitmq
    fi
    if ! runs postgres; then
        say "Starting PostgreSQL on 127.0.0.1:${ports[postgres]}"
        started_here=1
        start_postgres
    fi
}

# settle_node_ports: each clone looks for them in a place of its own, because the broker opens some of its ports only seconds
# after they were found free, and another clone may be starting meanwhile.
settle_node_ports() {
    local from
    from=$((20000 + 10 * (16#$(sha256sum <<<"$(identity_of_place)" | cut -c1-6) % 1000)))
    settle_ports postgres=$from rabbitmq=$((from + 1)) rabbitmq-management=$((from + 2)) rabbitmq-cluster=$((from + 3)) epmd=$((from + 4))
}

infrastructure_await() {
    await_postgres
    resume_wal_receiver
    await_rabbitmq
}

# know_place: the place, its ports and its secrets, as far as they have been settled.
know_place() {
    make_place
    settle_every_secret "$place/secrets"
    read_pairs ports "$place/ports"
    as_postgres=() as_rabbitmq=()
    if ((EUID == 0)); then
        as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)
        as_rabbitmq=(setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups --)
    fi
}

infrastructure_down() {
    stop_rabbitmq
    stop_postgres
    stop_wal_receiver
}

# await TEXT NAME SECONDS COMMAND...: until the command succeeds, as long as the process of that name runs.
await() {
    local text=$1 name=$2 tenths=$(($3 * 10)) began=$SECONDS
    shift 3
    until "$@" >/dev/null 2>&1; do
        if ! runs "$name" || ((tenths-- <= 0)); then
            show_end "$place/log/$name.log"
            fail "$text did not become ready." "its log: $place/log/$name.log" "deploy/local/run --fresh starts over without the data of the runs before"
        fi
        sleep 0.1
        ((tenths % 100)) || say "  … waiting for $text"
    done
    say "$text is ready ($((SECONDS - began)) s)"
}

# export_test_settings: where tests and measurements make databases and vhosts of their own.
export_test_settings() {
    export FORUM_TEST_POSTGRES="Host=127.0.0.1;Port=${ports[postgres]};Username=postgres;Password=${secrets[postgres]}"
    export FORUM_TEST_RABBITMQ="amqp://admin:${secrets[rabbitmq.admin]}@127.0.0.1:${ports[rabbitmq]}"
    export FORUM_TEST_RABBITMQ_MANAGEMENT="http://admin:${secrets[rabbitmq.admin]}@127.0.0.1:${ports[rabbitmq-management]}"
}
