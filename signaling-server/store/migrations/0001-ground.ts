/** The tables of the first release: see tables.ts for what the columns mean. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** STRICT: SQLite refuses values of the wrong kind. */
const statements = [
  `create table organisation (
    id integer primary key check (id = 1),
    name text not null, phone text not null, email text not null, logo text, publicUrl text not null,
    standardRateCents integer not null check (standardRateCents >= 0),
    totpRequired integer not null check (totpRequired in (0, 1)),
    directoryVersion integer not null check (directoryVersion >= 1),
    signingKey text not null
  ) strict`,
  `create table staff (
    id text primary key,
    email text not null unique check (email = lower(email)),
    name text not null,
    role text not null check (role in ('administrator', 'technician', 'office')),
    language text not null check (language in ('it', 'en')),
    passwordHash text, totpSecret text, totpLastStep integer,
    totpRequired integer not null check (totpRequired in (0, 1)),
    active integer not null check (active in (0, 1)),
    createdAt integer not null
  ) strict`,
  `create table session (
    id text primary key,
    staffId text not null references staff (id) on delete cascade,
    tokenHash text not null unique,
    kind text not null check (kind in ('web', 'viewer')),
    program text not null,
    createdAt integer not null, lastUsedAt integer not null, expiresAt integer not null
  ) strict`,
  `create index sessionOfStaff on session (staffId)`,
  `create table link (
    tokenHash text primary key,
    purpose text not null check (purpose in ('set-up', 'reset', 'confirm-registration', 'customer-access')),
    subject text not null,
    createdAt integer not null, expiresAt integer not null, usedAt integer
  ) strict`,
  `create index linkOf on link (purpose, subject)`,
  `create table guard (
    key text primary key,
    failures integer not null, lastFailureAt integer not null, blockedUntil integer not null
  ) strict`,
  `create table knownDevice (
    tokenHash text not null,
    staffId text not null references staff (id) on delete cascade,
    createdAt integer not null, lastUsedAt integer not null,
    primary key (tokenHash, staffId)
  ) strict`,
  `create table line (
    number integer primary key check (number between 1 and 999),
    label text not null, description text not null,
    hoursJson text not null, staffJson text, rateCents integer check (rateCents >= 0)
  ) strict`,
  `create table closure (
    id text primary key,
    fromDay text not null, toDay text not null, reason text not null,
    check (fromDay <= toDay)
  ) strict`,
  `create table customer (
    id text primary key,
    company text not null, taxCode text not null, address text not null, email text not null,
    phone text not null, notes text not null,
    contractLevel integer not null check (contractLevel in (1, 2)),
    rateCents integer check (rateCents >= 0),
    minimumMinutes integer not null check (minimumMinutes >= 0),
    roundingMinutes integer not null check (roundingMinutes >= 1),
    requiredSoftwareJson text not null,
    quickAccess integer not null check (quickAccess in (0, 1)),
    active integer not null check (active in (0, 1)),
    sortKey text not null, searchText text not null,
    createdAt integer not null
  ) strict`,
  `create index customerInOrder on customer (active desc, sortKey, id)`,
  `create table contact (
    id text primary key,
    customerId text not null references customer (id) on delete cascade,
    name text not null,
    email text not null unique check (email = lower(email)),
    phone text not null,
    language text not null check (language in ('it', 'en')),
    passwordHash text,
    active integer not null check (active in (0, 1)),
    searchText text not null,
    createdAt integer not null
  ) strict`,
  `create index contactOfCustomer on contact (customerId)`,
  `create table terms (version text primary key, textJson text not null) strict`,
  `create table registration (
    id text primary key,
    company text not null, taxCode text not null, name text not null,
    email text not null check (email = lower(email)),
    phone text not null,
    quickAccess integer not null check (quickAccess in (0, 1)),
    message text not null,
    language text not null check (language in ('it', 'en')),
    terms text not null references terms (version),
    createdAt integer not null, confirmedAt integer, dueAt integer,
    decision text check (decision in ('approved', 'refused')),
    decidedAt integer, decidedBy text,
    customerId text references customer (id) on delete set null
  ) strict`,
  `create index registrationOf on registration (email)`,
  `create index registrationOpen on registration (dueAt, createdAt, id) where decision is null`,
  `create index registrationDecided on registration (decidedAt, id) where decision is not null`,
  `create table outbox (
    id integer primary key autoincrement,
    messageId text not null unique,
    kind text not null, recipient text not null,
    language text not null check (language in ('it', 'en')),
    subject text not null, text text, html text,
    state text not null check (state in ('waiting', 'sending', 'sent', 'undeliverable', 'discarded')),
    attempts integer not null, firstAttemptAt integer, nextAttemptAt integer not null, lastError text,
    createdAt integer not null, sentAt integer, givenUpAt integer
  ) strict`,
  `create index outboxDue on outbox (state, nextAttemptAt)`,
  `create index outboxOf on outbox (kind, createdAt)`,
  `create index outboxByState on outbox (state, id)`,
  `create table audit (
    seq integer primary key autoincrement,
    at integer not null, actor text not null, action text not null, target text not null,
    detailJson text not null, previousHash text not null, hash text not null unique
  ) strict`,
  // Numbers in their order, and no "insert or replace", which SQLite does not count as a delete.
  `create trigger auditAtTheEnd before insert on audit
    when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
    begin select raise(abort, 'the audit trail is append-only'); end`,
  `create trigger auditNoUpdate before update on audit
    begin select raise(abort, 'the audit trail is append-only'); end`,
  `create trigger auditNoDelete before delete on audit
    begin select raise(abort, 'the audit trail is append-only'); end`,
];

export const ground: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
