-- The loop: areas, units, persons, sites, elements, discoveries, orders, events, photos, notices.
-- Written by hand; tests/migrations compares its columns and constraints with the Piccolo tables.
-- Columns have a default only where leaving one out is right; an omission elsewhere is an error, not an empty string.

create table area (
    code varchar(32) primary key,
    level varchar(16) not null,
    parent varchar(32) references area (code) on delete restrict,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    zone varchar(64) not null default 'Asia/Shanghai',
    lat double precision,
    lon double precision,
    district varchar(32) not null,
    street varchar(32),
    neighbourhood varchar(32),
    grid varchar(32),
    constraint area_place check (
        (lat is null) = (lon is null)
        and lat between -90 and 90
        and lon between -180 and 180
    ),
    constraint area_top_has_no_parent check ((level = 'district') = (parent is null)),
    constraint area_lineage check (
        case level
            when 'district' then district = code and street is null and neighbourhood is null and grid is null
            when 'street' then street = code and neighbourhood is null and grid is null
            when 'neighbourhood' then neighbourhood = code and street is not null and grid is null
            when 'grid' then grid = code and neighbourhood is not null and street is not null
            else false
        end
    )
);
create index area_parent on area (parent);

create table unit (
    code varchar(32) primary key,
    kind varchar(32) not null,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    area varchar(32) not null references area (code) on delete restrict,
    phone varchar(32),
    active boolean not null default true
);
create index unit_area on unit (area);

create table scenario (
    code varchar(32) primary key,
    name_zh varchar(120) not null,
    name_en varchar(120) not null
);

create table element (
    code varchar(64) primary key,
    scenario varchar(32) not null references scenario (code) on delete restrict,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    accept_minutes integer not null,
    fix_minutes integer not null,
    review_minutes integer not null,
    warn_share double precision not null default 0.8,
    escalate_minutes integer not null,
    before_photos smallint not null default 0,
    after_photos smallint not null default 1,
    why_zh varchar(300) not null,
    why_en varchar(300) not null,
    dispatch varchar(8) not null default 'unit',
    join_radius_m integer not null default 30,
    active boolean not null default true,
    constraint element_limits check (
        accept_minutes > 0 and fix_minutes > 0 and review_minutes > 0 and escalate_minutes > 0
        and warn_share > 0
        and warn_share < 1
    ),
    constraint element_photos check (before_photos between 0 and 5 and after_photos between 0 and 5),
    constraint element_dispatch_known check (dispatch in ('unit', 'crew', 'pool'))
);
create index element_scenario on element (scenario);

create table site (
    code varchar(64) primary key,
    kind varchar(32) not null,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    area varchar(32) not null references area (code) on delete restrict,
    unit varchar(32) references unit (code) on delete restrict,
    address varchar(200) not null default '',
    lat double precision,
    lon double precision,
    file jsonb not null default '{}',
    active boolean not null default true,
    constraint site_place check (
        (lat is null) = (lon is null)
        and lat between -90 and 90
        and lon between -180 and 180
    )
);
create index site_area on site (area);
create index site_unit on site (unit);

create table duty (
    id serial primary key,
    area varchar(32) not null references area (code) on delete cascade,
    element varchar(64) references element (code) on delete cascade,
    unit varchar(32) not null references unit (code) on delete restrict
);

create table reason (
    id serial primary key,
    code varchar(32) not null,
    action varchar(16) not null,
    name_zh varchar(120) not null,
    name_en varchar(120) not null,
    position smallint not null default 0,
    active boolean not null default true
);

create table person (
    id uuid primary key,
    login varchar(64) unique not null,
    name varchar(120) not null,
    language varchar(8) not null default 'zh-CN',
    phone varchar(32),
    password_hash varchar(256),
    active boolean not null default true,
    created_at timestamptz not null,
    constraint person_login_lower check (login = lower(login) and login <> ''),
    constraint person_language_known check (language in ('zh-CN', 'en'))
);

create table role (
    id uuid primary key,
    person uuid not null references person (id) on delete cascade,
    kind varchar(16) not null,
    area varchar(32) references area (code) on delete restrict,
    unit varchar(32) references unit (code) on delete restrict,
    constraint role_kind_known check (
        kind in ('worker', 'volunteer', 'coordinator', 'manager', 'inspector', 'administrator')
    ),
    constraint role_holds_somewhere check (area is not null or unit is not null)
);
create index role_person on role (person);

create table session (
    id uuid primary key,
    token_hash bytea unique not null,
    person uuid not null references person (id) on delete cascade,
    bearer boolean not null default false,
    user_agent varchar(200) not null default '',
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_person on session (person);
create index session_expires_at on session (expires_at);

create table device_key (
    id uuid primary key,
    name varchar(120) not null,
    channel varchar(16) not null,
    area varchar(32) not null references area (code) on delete restrict,
    key_hash bytea unique not null,
    active boolean not null default true,
    created_at timestamptz not null,
    constraint device_key_channel_known check (
        channel in ('camera', 'sensor', 'patrol', 'hotline', 'open311')
    )
);

create table orders (
    id uuid primary key,
    no varchar(24) unique not null,
    version integer not null default 1,
    state varchar(12) not null,
    element varchar(64) not null references element (code) on delete restrict,
    scenario varchar(32) not null references scenario (code) on delete restrict,
    channel varchar(16) not null,
    note text not null default '',
    site varchar(64) references site (code) on delete restrict,
    area varchar(32) not null references area (code) on delete restrict,
    district varchar(32) not null,
    street varchar(32),
    neighbourhood varchar(32),
    grid varchar(32),
    lat double precision,
    lon double precision,
    address varchar(200) not null default '',
    unit varchar(32) references unit (code) on delete restrict,
    desk varchar(32) references area (code) on delete restrict,
    person uuid references person (id) on delete restrict,
    pool boolean not null default false,
    submitter uuid references person (id) on delete restrict,
    declined_by jsonb not null default '[]',
    discovered_at timestamptz not null,
    filed_at timestamptz not null,
    dispatched_at timestamptz,
    seen_at timestamptz,
    accepted_at timestamptz,
    arrived_at timestamptz,
    submitted_at timestamptz,
    reviewed_at timestamptz,
    closed_at timestamptz,
    round integer not null default 0,
    clock_started_at timestamptz,
    warn_at timestamptz,
    due_at timestamptz,
    look_at timestamptz,
    level smallint not null default 0,
    warned boolean not null default false,
    paused_state varchar(12),
    paused_at timestamptz,
    paused_clock jsonb,
    returned smallint not null default 0,
    reporters integer not null default 1,
    picture varchar(64),
    after varchar(64),
    changed_at timestamptz not null,
    changed_by bigint not null default 0,
    constraint orders_state_known check (
        state in ('filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void')
    ),
    constraint orders_place check (
        (lat is null) = (lon is null)
        and lat between -90 and 90
        and lon between -180 and 180
    ),
    constraint orders_answered_for check (unit is not null or desk is not null or pool),
    constraint orders_accepted_by_one check (state not in ('accepted', 'submitted') or person is not null),
    constraint orders_submitted_by_one check (
        state <> 'submitted' or (submitter is not null and submitted_at is not null)
    ),
    constraint orders_clock_runs_while_open check (
        (state in ('filed', 'dispatched', 'accepted', 'submitted')) = (due_at is not null)
        and (due_at is null) = (clock_started_at is null)
        and (look_at is null or due_at is not null)
    ),
    constraint orders_closed_at check ((state = 'closed') = (closed_at is not null)),
    constraint orders_paused check (
        (state = 'suspended') = (paused_state is not null)
        and (paused_state is null) = (paused_at is null) and (paused_state is null) = (paused_clock is null)
    )
);

create table order_event (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    seq integer not null,
    action varchar(16) not null,
    from_state varchar(12),
    to_state varchar(12) not null,
    actor varchar(8) not null,
    person uuid references person (id) on delete restrict,
    role varchar(16),
    at timestamptz not null,
    received_at timestamptz not null,
    reason varchar(32),
    text text,
    data jsonb not null default '{}',
    constraint order_event_seq unique (order_id, seq),
    constraint order_event_states check (
        to_state in ('filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void') and (from_state is null or from_state in ('filed', 'dispatched', 'accepted', 'submitted', 'closed', 'suspended', 'void'))
    ),
    constraint order_event_actor check (
        actor in ('person', 'system', 'device') and (actor = 'person') = (person is not null)
    )
);

create table discovery (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    channel varchar(16) not null,
    device uuid references device_key (id) on delete restrict,
    source varchar(120),
    source_id varchar(120),
    person uuid references person (id) on delete restrict,
    element varchar(64) not null references element (code) on delete restrict,
    site varchar(64) references site (code) on delete restrict,
    lat double precision,
    lon double precision,
    confidence double precision,
    text text not null default '',
    joined boolean not null,
    seen_at timestamptz not null,
    received_at timestamptz not null,
    constraint discovery_once unique (device, source, source_id),
    constraint discovery_channel_known check (
        channel in ('camera', 'sensor', 'patrol', 'volunteer', 'public', 'hotline', 'open311')
    ),
    constraint discovery_from_one check ((device is null) <> (person is null)),
    constraint discovery_machine_named check (
        (device is null) = (source is null)
        and (source is null) = (source_id is null)
    ),
    constraint discovery_place check (
        (lat is null) = (lon is null)
        and lat between -90 and 90
        and lon between -180 and 180
    )
);
create index discovery_order_id on discovery (order_id);

create table photo (
    sha256 varchar(64) primary key,
    size_bytes integer not null,
    width integer not null,
    height integer not null,
    format varchar(8) not null,
    person uuid references person (id) on delete restrict,
    device uuid references device_key (id) on delete restrict,
    received_at timestamptz not null,
    derived_at timestamptz,
    derive_failures integer not null default 0,
    constraint photo_sha256_hex check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint photo_size check (size_bytes > 0 and width > 0 and height > 0),
    constraint photo_format_known check (format in ('JPEG', 'PNG', 'WEBP'))
);
create index photo_person on photo (person);

create table order_photo (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    photo varchar(64) not null references photo (sha256) on delete restrict,
    phase varchar(8) not null,
    event uuid,
    discovery uuid,
    person uuid references person (id) on delete restrict,
    taken_at timestamptz,
    lat double precision,
    lon double precision,
    accuracy_m double precision,
    source varchar(8) not null,
    received_at timestamptz not null,
    constraint order_photo_once unique (order_id, photo, phase),
    constraint order_photo_phase_known check (phase in ('found', 'before', 'after')),
    constraint order_photo_source_known check (source in ('camera', 'gallery', 'device')),
    constraint order_photo_place check (
        (lat is null) = (lon is null)
        and lat between -90 and 90
        and lon between -180 and 180
    )
);
create index order_photo_photo on order_photo (photo);

create table escalation (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    round integer not null,
    level smallint not null,
    clock varchar(8) not null,
    fired_at timestamptz not null,
    constraint escalation_once unique (order_id, round, level),
    constraint escalation_clock_known check (clock in ('accept', 'fix', 'review') and level > 0)
);

create table notice (
    id uuid primary key,
    order_id uuid not null references orders (id) on delete restrict,
    event_id uuid not null references order_event (id) on delete restrict,
    person_id uuid not null references person (id) on delete restrict,
    kind varchar(16) not null,
    created_at timestamptz not null,
    next_at timestamptz not null,
    attempts integer not null default 0,
    lease_until timestamptz,
    done_at timestamptz,
    outcome varchar(16),
    seen_at timestamptz,
    constraint notice_once unique (event_id, person_id),
    constraint notice_outcome_known check (
        outcome is null or outcome in ('delivered', 'no_device', 'given_up', 'superseded')
    ),
    constraint notice_done check ((done_at is null) = (outcome is null))
);

create table push_subscription (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    endpoint text unique not null,
    p256dh varchar(120) not null,
    auth varchar(40) not null,
    created_at timestamptz not null,
    last_ok_at timestamptz,
    failures integer not null default 0
);
create index push_subscription_person_id on push_subscription (person_id);

-- One row per fact where a key column may be empty (a plain unique constraint lets nulls repeat).
create unique index role_once on role (person, kind, coalesce(area, ''), coalesce(unit, ''));
create unique index duty_once on duty (area, coalesce(element, ''), unit);
create unique index reason_once on reason (action, code);

-- The timeline is append-only, also for our own mistakes.
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'the timeline is append-only'; end $$;
create trigger order_event_append_only before update or delete on order_event
    for each statement execute function refuse_change();

-- Human numbers of orders.
create sequence order_no;

-- Open boxes: what is due first, per level of the tree, per unit, per person.
create index orders_district_due on orders (district, due_at, id) where due_at is not null;
create index orders_street_due on orders (street, due_at, id) where due_at is not null;
create index orders_neighbourhood_due on orders (neighbourhood, due_at, id) where due_at is not null;
create index orders_grid_due on orders (grid, due_at, id) where due_at is not null;
create index orders_unit_due on orders (unit, due_at, id) where due_at is not null;
create index orders_person_due on orders (person, due_at, id) where due_at is not null;
create index orders_district_review on orders (district, due_at, id) where state = 'submitted';
create index orders_street_review on orders (street, due_at, id) where state = 'submitted';

-- Everything, newest first.
create index orders_district_all on orders (district, id);
create index orders_district_state on orders (district, state, id);
create index orders_street_all on orders (street, id);
create index orders_street_state on orders (street, state, id);
create index orders_neighbourhood_all on orders (neighbourhood, id);
create index orders_grid_all on orders (grid, id);
create index orders_unit_all on orders (unit, id);
create index orders_site_all on orders (site, id);
create index orders_person_all on orders (person, id);

-- The sweeper, the phone's sync, the live stream, the figures of a day.
create index orders_look_at on orders (look_at) where look_at is not null;
create index orders_changed_by on orders (changed_by, id);
create index orders_changed_at on orders (changed_at);
create index orders_district_closed on orders (district, closed_at) where closed_at is not null;
create index orders_street_closed on orders (street, closed_at) where closed_at is not null;

-- Joining repeats and suggesting what is nearby: orders that may still change.
create index orders_site_open on orders (site, element) where state not in ('closed', 'void');
create index orders_place_open on orders using gist (point(lon, lat)) where state not in ('closed', 'void');
create index site_place_nearest on site using gist (point(lon, lat));
create index area_place_nearest on area using gist (point(lon, lat));

create index discovery_person_order on discovery (person, order_id) where person is not null;
create index order_event_person on order_event (person, order_id) where person is not null;
create index order_photo_discovery on order_photo (discovery) where discovery is not null;
create index photo_underived on photo (received_at) where derived_at is null;
create index notice_waiting on notice (next_at) where done_at is null;
create index notice_of_person on notice (person_id, id);
create index notice_of_order on notice (order_id, person_id);
create index role_of_unit on role (unit, kind) where unit is not null;
create index role_of_area on role (area, kind) where area is not null;
