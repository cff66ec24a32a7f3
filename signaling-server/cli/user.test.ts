import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OrganisationFile } from "../../src/shared/protocol/organisationFile.ts";
import { publicKeyOf } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";
import { readLink } from "../links.ts";
import { findTampering } from "../store/audit.ts";
import { openData } from "../store/data.ts";
import type { Store } from "../store/store.ts";
import { makeData } from "../testing/data.ts";
import { exportOrganisation } from "./export-organisation.ts";
import type { CliIo } from "./io.ts";
import { activateUser, addUser, deactivateUser, linkUser, listUsers, resetSecondFactor } from "./user.ts";

const NOW = Date.UTC(2026, 10, 23, 11);

let folder: string;
let data: string;
let organisation: OrganisationRow;
let said: string;
let complained: string;
let io: CliIo;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-user-"));
  data = join(folder, "data");
  organisation = await makeData(data, { now: NOW, technicians: [] });
  said = complained = "";
  const into = (keep: (text: string) => void) =>
    ({ write: (text: string) => (keep(text), true) }) as unknown as NodeJS.WritableStream;
  io = {
    stdout: into((text) => (said += text)),
    stderr: into((text) => (complained += text)),
    now: () => NOW,
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const anna = { name: "Anna Bruni", email: "Anna@Aurora.example", role: "administrator", language: "it" };

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { store, ...opened } = await openData(data, "use");
  try {
    return await work(store);
  } finally {
    await opened.close();
  }
}

describe("linea-server user", () => {
  it("adds somebody, with a link to choose a password that works for a day", async () => {
    expect(await addUser(data, anna, io)).toBe(0);
    const token = /http:\/\/127\.0\.0\.1:8787\/password#([A-Za-z0-9_-]{43})\n/.exec(said)?.[1] ?? "";
    await withStore(async ({ db }) => {
      expect(await readLink(db, token, NOW + 24 * 3_600_000 - 1)).toMatchObject({ purpose: "set-up" });
      expect(await readLink(db, token, NOW + 24 * 3_600_000)).toBeNull();
      expect(await findTampering(db)).toBeNull();
    });
    said = "";
    expect(await listUsers(data, io)).toBe(0);
    expect(said).toBe("anna@aurora.example\tadministrator\tno password yet\tAnna Bruni\n");
  });

  it("gives another link, which ends the first", async () => {
    await addUser(data, anna, io);
    const first = /#(\S+)/.exec(said)?.[1] ?? "";
    said = "";
    expect(await linkUser(data, " anna@AURORA.example ", io)).toBe(0);
    const second = /#(\S+)/.exec(said)?.[1] ?? "";
    await withStore(async ({ db }) => {
      expect(await readLink(db, first, NOW)).toBeNull();
      expect(await readLink(db, second, NOW)).toMatchObject({ purpose: "set-up" });
    });
  });

  it("deactivates, and takes a second factor away", async () => {
    await addUser(data, { ...anna, role: "technician" }, io);
    await withStore((store) =>
      store.write((tx) => tx.updateTable("staff").set({ totpSecret: "SECRET", totpLastStep: 1 }).execute()),
    );
    expect(await resetSecondFactor(data, anna.email, io)).toBe(0);
    expect(await deactivateUser(data, anna.email, io)).toBe(0);
    const [row] = await withStore(({ db }) => db.selectFrom("staff").selectAll().execute());
    expect(row).toMatchObject({ totpSecret: null, active: 0 });
    const actions = await withStore(({ db }) => db.selectFrom("audit").select(["actor", "action"]).execute());
    expect(actions).toContainEqual({ actor: "cli", action: "staff.totp-removed" });
    expect(actions).toContainEqual({ actor: "cli", action: "staff.changed" });
  });

  it("activates again, and says what is missing where there is no password", async () => {
    await addUser(data, { ...anna, role: "technician" }, io);
    await deactivateUser(data, anna.email, io);
    expect(said).toMatch(/can no longer sign in\. .* user activate anna@aurora\.example /);
    said = "";
    expect(await activateUser(data, anna.email, io)).toBe(0);
    expect(said).toMatch(/no password yet.* user link anna@aurora\.example /);
    await withStore(async (store) => {
      expect(await store.db.selectFrom("staff").select("active").execute()).toEqual([{ active: 1 }]);
      await store.write((tx) => tx.updateTable("staff").set({ passwordHash: "$argon2id$" }).execute());
    });
    said = "";
    await activateUser(data, anna.email, io);
    expect(said).toBe("anna@aurora.example can sign in again.\n");
    const changes = await withStore(({ db }) =>
      db.selectFrom("audit").select("detailJson").where("action", "=", "staff.changed").execute(),
    );
    expect(changes).toHaveLength(2);
  });

  it("gives no link that would be of no use", async () => {
    await addUser(data, { ...anna, role: "technician" }, io);
    await deactivateUser(data, anna.email, io);
    said = "";
    await expect(linkUser(data, anna.email, io)).rejects.toMatchObject({ code: "not-active" });
    expect(said).toBe("");
  });

  it("says how to begin where nothing is set up", async () => {
    const empty = join(folder, "empty");
    await (await openData(empty, "serve")).close();
    expect(await listUsers(empty, io)).toBe(0);
    const how = `init --data "${empty}" --help`;
    expect(complained).toContain(`nobody yet. This tells how to set up the organisation: `);
    expect(complained).toContain(how);
    await expect(addUser(empty, anna, io)).rejects.toThrow(/no organisation here yet/);
    await expect(addUser(empty, anna, io)).rejects.toThrow(how);
    await expect(exportOrganisation(empty, undefined, io)).rejects.toThrow(how);
    complained = "";
    expect(await listUsers(empty, io)).toBe(0);
    expect(complained).toContain("nobody yet");
  });

  it("names what is wrong, and changes nothing", async () => {
    expect(await addUser(data, { ...anna, email: "anna", role: "boss" }, io)).toBe(2);
    expect(complained).toMatch(/--email must be .*\n.*--role must be /);
    await expect(linkUser(data, "nobody@aurora.example", io)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("nobody@aurora.example") as string,
    });
    await addUser(data, anna, io);
    await expect(addUser(data, anna, io)).rejects.toMatchObject({ code: "taken" });
    await expect(listUsers(join(folder, "elsewhere"), io)).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("linea-server export organisation", () => {
  it("writes what a Help is built with: address, public key, name, phone, and no secret", async () => {
    expect(await exportOrganisation(data, undefined, io)).toBe(0);
    const file = OrganisationFile.parse(JSON.parse(said));
    expect(file).toMatchObject({
      publicKey: publicKeyOf(organisation),
      name: "Assistenza Demo",
      phone: "06 5555 0100",
    });
    expect(new URL(file.server).host).toBe("127.0.0.1:8787");
    expect(said).not.toContain("PRIVATE");
    expect(await exportOrganisation(data, "nonsense", io)).toBe(2);
    expect(complained).toContain("--server must be an address");
    said = "";
    await exportOrganisation(data, "https://assistenza.example", io);
    expect(new URL(OrganisationFile.parse(JSON.parse(said)).server).host).toBe("assistenza.example");
  });
});
