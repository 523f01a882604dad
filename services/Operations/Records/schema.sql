-- What Operations keeps. It runs at every start and changes nothing that is there.

-- Spans by day; a day is dropped as a whole. Ids are kept as bytes.
create table if not exists span (
    starts_at    timestamptz not null,
    duration     bigint      not null,  -- nanoseconds
    trace_id     bytea       not null,
    span_id      bytea       not null,
    parent_id    bytea,
    service      text        not null,
    scope        text        not null,
    name         text        not null,
    kind         smallint    not null,  -- as OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer
    status       smallint    not null,  -- 0 unset, 1 ok, 2 error
    about        jsonb       not null,  -- forum.* ids and the message's id: what is searched for
    attributes   jsonb       not null,
    events       jsonb       not null,
    starts_nanos bigint      not null   -- nanoseconds since 1970: a timestamptz holds microseconds
) partition by range (starts_at);
create index if not exists span_trace on span (trace_id);
create index if not exists span_about on span using gin (about jsonb_path_ops);

-- Which trace points at which.
create table if not exists span_link (
    starts_at    timestamptz not null,
    trace_id     bytea       not null,
    span_id      bytea       not null,
    linked_trace bytea       not null,
    linked_span  bytea       not null
) partition by range (starts_at);
create index if not exists span_link_from on span_link (trace_id);
create index if not exists span_link_to on span_link (linked_trace);

-- Log lines from warnings up.
create table if not exists log_line (
    starts_at  timestamptz not null,
    service    text        not null,
    severity   smallint    not null,  -- as OTLP numbers them: 13 warning, 17 error, 21 fatal
    category   text        not null,
    body       text        not null,
    exception  text,
    trace_id   bytea,
    span_id    bytea,
    about      jsonb       not null,
    attributes jsonb       not null
) partition by range (starts_at);
create index if not exists log_line_trace on log_line (trace_id);
create index if not exists log_line_service on log_line (service, starts_at desc);
create index if not exists log_line_at on log_line (starts_at desc);
create index if not exists log_line_about on log_line using gin (about jsonb_path_ops);

-- Messages that were given up: taken out of the error queues, so that they survive and can be searched.
create table if not exists fault (
    id          uuid        primary key,
    rested_in   text        not null,  -- the error queue it was found in
    queue       text        not null,  -- where it failed, and where it is sent again
    digest      bytea       not null,  -- of body and fault: a message that is delivered here twice is kept once
    message_id  uuid,
    message     text        not null,  -- name of the message, "unread" when it could not be read
    exception   text        not null,
    says        text        not null,  -- the exception's message
    place       text        not null,  -- first line of the stack
    trace_id    bytea,
    attempts    int         not null,
    faulted_at  timestamptz not null,
    moved_at    timestamptz not null,
    body        bytea       not null,
    properties  jsonb       not null,
    headers     jsonb       not null,
    state       text        not null,  -- Resting, Sending, Sent, Discarded
    sent        int         not null,  -- how often this message was sent again before
    unique (rested_in, digest)
);
create index if not exists fault_state on fault (state, queue);
create index if not exists fault_message on fault (message_id);
create index if not exists fault_trace on fault (trace_id);

-- A replay: which messages somebody has sent again, why, and what came of each.
create table if not exists replay (
    id         uuid        primary key,
    asked_by   text        not null,
    reason     text        not null,
    asked_at   timestamptz not null,
    per_second int         not null,
    state      text        not null,  -- Running, Done, Stopped
    ended_at   timestamptz
);
create table if not exists replay_step (
    replay_id uuid        not null references replay,
    position  int         not null,
    fault_id  uuid        not null references fault,
    outcome   text,                   -- null: not sent yet; Confirmed, Unroutable, Refused, FailedAgain
    at        timestamptz,
    primary key (replay_id, position)
);
create index if not exists replay_step_fault on replay_step (fault_id);

-- What operators did, with their reasons. Nothing in it is changed or deleted.
create table if not exists act (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    by     text        not null,
    what   text        not null,
    reason text        not null,
    faults int         not null
);

-- When a backup of the store was finished and verified; deploy/local/backup and deploy/compose/backup write it.
create table if not exists backup (
    ended_at timestamptz primary key
);
