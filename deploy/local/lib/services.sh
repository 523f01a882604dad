# shellcheck shell=bash
# The forum's services as processes of this machine: what each is told, how it is started, awaited and ended.

# In the order of starting; they would start in any order.
forum_services=(operations identity governance registration scheduling publishing console)

# build_services: what is needed to run, and not the tests. The services run from what is published, so that a later build or test run
# does not change the files under a running process.
build_services() {
    step "Building the services (Release)" "$place/log/build.log" \
        env "${one_compiler[@]}" dotnet publish "$clone/deploy/local/run.slnf" -c Release -v minimal --nologo
    end_compiler
}

published() { echo "$clone/$1/bin/Release/net10.0/publish"; }

settle_service_ports() {
    settle_ports console=5100 governance=5101 registration=5102 scheduling=5103 publishing=5104 identity=5105 operations=5106 otlp=5107
    origin=http://127.0.0.1:${ports[console]}
}

# start_services [SERVICE...]: all at once; each waits by itself for what it needs.
start_services() {
    local service
    settle_service_ports
    (($# > 0)) || set -- "${forum_services[@]}"
    for service in "$@"; do start_service "$service"; done
}

start_service() {
    # A subshell: the service's settings, secrets among them, are its own and stand in no argument list.
    (
        tell_runtime
        "tell_$(kind_of "$1")" "$1"
        export ASPNETCORE_URLS=http://127.0.0.1:${ports[$1]}
        [[ $1 != operations ]] || ASPNETCORE_URLS+=";http://127.0.0.1:${ports[otlp]}"
        cd "$(published "services/${1^}")"
        start_process "$1" dotnet "Forum.${1^}.dll"
    )
}

kind_of() { case $1 in identity | console | operations) echo "$1" ;; *) echo forum_service ;; esac; }

# Seven processes share the machine: small heaps rather than the last bit of throughput.
tell_runtime() {
    unset ASPNETCORE_ENVIRONMENT ASPNETCORE_HTTP_PORTS ASPNETCORE_HTTPS_PORTS
    export DOTNET_ENVIRONMENT=Local DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_TieredPGO=0
    # Hexadecimal: compile better what was called ten thousand times. Thirty, as is the default, is soon reached by what a replay asks for once.
    export DOTNET_TC_CallCountThreshold=2710
    # Hexadecimal: collect the youngest generation every 4 MB, rather than as rarely as the processor's cache suggests.
    export DOTNET_GCgen0size=400000
    # What is free goes back to the machine: one arena, larger pieces on their own, and a collection when there is nothing to do.
    export MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_MMAP_THRESHOLD_=65536 Memory__GiveBackWhenIdle=true
}

# tell_telemetry: spans, logs and metrics go to Operations; anything else that takes OTLP could stand there.
tell_telemetry() {
    export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${ports[otlp]} OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
}

tell_operations() {
    ConnectionStrings__Store=$(store_of operations)
    Broker__Uri=$(broker_of operations forum)
    export ConnectionStrings__Store Broker__Uri
    export Broker__Management=http://127.0.0.1:${ports[rabbitmq-management]}/
    # What exports has no token: it comes on a port that the console does not pass on.
    export Otlp__Port=${ports[otlp]}
    tell_access
}

tell_forum_service() {
    tell_telemetry
    ConnectionStrings__Store=$(store_of "$1")
    Broker__Uri=$(broker_of "$1" forum)
    export ConnectionStrings__Store Broker__Uri
    # Webhooks may lead to this machine, over plain HTTP.
    export Webhooks__KeysDirectory=$place/keys/$1 Webhooks__AllowLocalTargets=true
    # What is published links to the pages that people read.
    export PublicOrigin=$origin/
    tell_access
}

tell_access() {
    export Access__Issuer=$origin/identity/ Access__Audience=forum
    # The keys are fetched from the issuer itself: a service does not depend on the console.
    export Access__MetadataAddress=http://127.0.0.1:${ports[identity]}/identity/.well-known/openid-configuration
}

tell_identity() {
    tell_telemetry
    ConnectionStrings__Store=$(store_of identity)
    export ConnectionStrings__Store
    export Identity__Issuer=$origin/identity/ Identity__KeysDirectory=$place/keys
    export Demo__ClientSecret=${secrets[demo.client]} Demo__UserPassword=${secrets[demo.user]}
    export Demo__ConsoleSecret=${secrets[demo.console]} Demo__ConsoleOrigin=$origin
}

tell_console() {
    local service
    tell_telemetry
    for service in governance registration scheduling publishing operations identity; do
        export "Services__$service=$(internal "$service")"
    done
    tell_access
    export Access__ClientId=console Access__ClientSecret=${secrets[demo.console]}
}

internal() { echo "http://127.0.0.1:${ports[$1]}"; }

# await_services [SERVICE...]: until each says it is ready: its store, its broker, its announcements.
await_services() {
    local service
    (($# > 0)) || set -- "${forum_services[@]}"
    for service in "$@"; do
        await "$service" "$service" 90 curl -fsS -m 5 "$(internal "$service")/health/ready"
    done
}

# token_from ISSUER ROLE [PARTICIPANT]: of a demo client. The secret goes through standard input: arguments can be read by everybody on this machine.
token_from() {
    local form answer token
    form="grant_type=client_credentials&client_id=demo-$2&client_secret=${secrets[demo.client]}${3:+&delegation=$3}"
    answer=$(curl -sS -m 15 --data @- "$1/connect/token" <<<"$form")
    token=$(sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
    [[ -n $token ]] || fail "The issuer gave no token:" "$answer"
    echo "$token"
}

# stop_services: asks all of them first, so that they end side by side.
stop_services() {
    local service pid
    for service in "${forum_services[@]}"; do
        ! pid=$(pid_of "$service") || kill -TERM "$pid" 2>/dev/null || true
    done
    for service in "${forum_services[@]}"; do end_process "$service" TERM 20; done
}

any_service_runs() {
    local service
    for service in "${forum_services[@]}"; do ! runs "$service" || return 0; done
    return 1
}
