# shellcheck shell=bash
# The private RabbitMQ node with a private epmd (Erlang's register of nodes), both on loopback only.

start_rabbitmq() {
    local data=$node_data/rabbitmq
    set_rabbitmq_environment
    private_for rabbitmq "$data" "$data"/{conf,data,log}
    configure_rabbitmq "$data/conf"
    # Started by us rather than by the node, because then it is ours to end.
    start_process epmd "${as_rabbitmq[@]}" env HOME="$data" "$(command -v epmd)" -address 127.0.0.1 -port "${ports[epmd]}"
    start_process rabbitmq "${as_rabbitmq[@]}" "${rabbitmq_environment[@]}" "$rabbitmq_bin/rabbitmq-server"
}

# set_rabbitmq_environment: what the node and its tools must agree on; nothing of the system's own configuration is read.
set_rabbitmq_environment() {
    local data=$node_data/rabbitmq quiet='+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none'
    rabbitmq_environment=(env
        HOME="$data" LANG=C.UTF-8
        RABBITMQ_NODENAME=forum@localhost
        RABBITMQ_DIST_PORT="${ports[rabbitmq-cluster]}"
        ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="${ports[epmd]}"
        RABBITMQ_BASE="$data" RABBITMQ_MNESIA_BASE="$data/data"
        RABBITMQ_LOG_BASE="$data/log" RABBITMQ_LOGS="$data/log/rabbitmq.log"
        RABBITMQ_ENABLED_PLUGINS_FILE="$data/conf/enabled_plugins"
        RABBITMQ_CONFIG_FILE="$data/conf/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$data/conf/rabbitmq-env.conf"
        RABBITMQ_PID_FILE="$data/rabbitmq.pid"
        # Schedulers that do not spin while idle: a laptop's battery, and the services' processor time.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} $quiet")
}

# The definitions are read at each start, so that a right that changed here changes there.
configure_rabbitmq() {
    (
        umask 077
        echo '[rabbitmq_management].' >"$1/enabled_plugins"
        : >"$1/rabbitmq-env.conf"
        broker_definitions >"$1/definitions.json"
        cat >"$1/rabbitmq.conf" <<EOF
listeners.tcp.1 = 127.0.0.1:${ports[rabbitmq]}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${ports[rabbitmq-management]}
load_definitions = $1/definitions.json
disk_free_limit.absolute = 256MB
vm_memory_high_watermark.absolute = 1GB
EOF
    )
    ((EUID != 0)) || chown -R rabbitmq: "$1"
}

# Ready when the listener is open and the definitions are in.
await_rabbitmq() { await "RabbitMQ" rabbitmq 90 rabbitmq_has_vhost; }

rabbitmq_has_vhost() {
    ! is_free "${ports[rabbitmq]}" &&
        curl -fsS -m 5 --config - "http://127.0.0.1:${ports[rabbitmq-management]}/api/vhosts/forum" \
            <<<"user = \"admin:${secrets[rabbitmq.admin]}\""
}

# broker_of USER VHOST: the address a service gets.
broker_of() { printf 'amqp://%s:%s@127.0.0.1:%s/%s' "$1" "${secrets[rabbitmq.$1]}" "${ports[rabbitmq]}" "$2"; }

stop_rabbitmq() {
    end_process rabbitmq TERM 40
    end_process epmd TERM 5
}
