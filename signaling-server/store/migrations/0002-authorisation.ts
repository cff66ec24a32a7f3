/** What callers authorise before a session: see tables.ts for what the columns mean. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table authorisation (
    id text primary key,
    tokenHash text not null unique,
    company text not null, operator text not null,
    email text not null check (email = lower(email)),
    clientCode text not null, idsCode text not null,
    language text not null check (language in ('it', 'en')),
    line integer not null check (line between 1 and 999),
    termsVersion text not null references terms (version),
    program text not null,
    createdAt integer not null,
    codeVerifiedAt integer,
    searchText text not null
  ) strict`,
  `create index authorisationInOrder on authorisation (createdAt, id)`,
  // What was accepted is never changed; the trail would show it, and this keeps bugs from doing it.
  `create trigger authorisationNoUpdate before update of
    id, tokenHash, company, operator, email, clientCode, idsCode, language, line, termsVersion, program, createdAt
    on authorisation
    begin select raise(abort, 'an authorisation is never changed'); end`,
  `create trigger authorisationVerifiedOnce before update of codeVerifiedAt on authorisation
    when old.codeVerifiedAt is not null
    begin select raise(abort, 'an authorisation is never changed'); end`,
  `create trigger authorisationNoDelete before delete on authorisation
    begin select raise(abort, 'an authorisation is never deleted'); end`,
];

export const authorisation: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
