import { createPrivateKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProtectedTitles } from "../src/shared/protocol/protectedTitles.ts";
import { isProtected } from "../src/shared/session/protectedTitles.ts";
import { organisationFile } from "./lines/organisationFile.ts";
import {
  changeSettings,
  createOrganisation,
  publicKeyOf,
  readOrganisation,
  settingsOf,
} from "./organisation.ts";
import type { OrganisationRow } from "./organisation.ts";
import { Store } from "./store/store.ts";

const NOW = 1_800_000_000_000;
const aurora = {
  name: "Studio Aurora",
  phone: "06 5550 0142",
  email: "aiuto@aurora.example",
  publicUrl: "https://assistenza.example",
};

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-organisation-"));
  store = await Store.open(join(folder, "linea.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const create = () => store.write((tx) => createOrganisation(tx, aurora, NOW));
const row = async (): Promise<OrganisationRow> => {
  const found = await readOrganisation(store.db);
  if (found === null) throw new Error("no organisation");
  return found;
};
const trail = () => store.db.selectFrom("audit").selectAll().orderBy("seq").execute();

describe("a new organisation", () => {
  it("has a key of its own, the standard rate and the first version", async () => {
    expect(await readOrganisation(store.db)).toBeNull();
    await create();
    const made = await row();
    expect(made).toMatchObject({
      ...aurora,
      logo: null,
      standardRateCents: 3000,
      totpRequired: 0,
      directoryVersion: 1,
    });
    expect(createPrivateKey(made.signingKey).asymmetricKeyType).toBe("ed25519");
    expect(publicKeyOf(made)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("is told in the trail, without its key", async () => {
    await create();
    const rows = await trail();
    expect(rows.map(({ action, at }) => [action, at])).toEqual([["organisation.created", NOW]]);
    expect(JSON.stringify(rows)).not.toContain("PRIVATE KEY");
  });

  it("is made once", async () => {
    await create();
    const before = await row();
    await expect(create()).rejects.toMatchObject({ code: "taken" });
    expect(await row()).toEqual(before);
  });

  it("has a key that no other has", async () => {
    await create();
    const first = publicKeyOf(await row());
    await store.write(async (tx) => {
      await tx.deleteFrom("organisation").execute();
      await createOrganisation(tx, aurora, NOW);
    });
    expect(publicKeyOf(await row())).not.toBe(first);
  });
});

describe("settings", () => {
  const change = async (changes: object) => {
    const settings = { ...settingsOf(await row()), ...changes };
    await store.write((tx) => changeSettings(tx, settings, "staff:x", NOW + 1));
  };

  it("are changed, and the directory is a new version", async () => {
    await create();
    const before = await row();
    const logo = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB${"A".repeat(200)}`;
    await change({ name: "Aurora", totpRequired: true, logo });
    const after = await row();
    expect(settingsOf(after)).toEqual({ ...settingsOf(before), name: "Aurora", totpRequired: true, logo });
    expect(after.directoryVersion).toBe(2);
    expect(after.signingKey).toBe(before.signingKey);
    const [, told] = await trail();
    expect(told).toMatchObject({ actor: "staff:x", action: "organisation.changed", at: NOW + 1 });
    expect(JSON.parse(told?.detailJson ?? "")).toEqual({
      name: "Aurora",
      totpRequired: true,
      logo: "changed",
    });
  });

  it("that are the same write nothing", async () => {
    await create();
    await change({});
    expect(await row()).toMatchObject({ directoryVersion: 1 });
    expect(await trail()).toHaveLength(1);
  });

  it("begin with a list of protected titles that is one", async () => {
    await create();
    const { protectedTitles } = settingsOf(await row());
    expect(ProtectedTitles.parse(protectedTitles)).toEqual(protectedTitles);
    for (const title of ["Intesa Sanpaolo - Internet Banking", "www.poste.it", "PayPal: Riepilogo"])
      expect(isProtected(title, protectedTitles)).toBe(true);
    // What a bookkeeper has open all day.
    for (const title of [
      "Posta in arrivo - Ing. Rossi - Outlook",
      "Fatture 2026.xlsx - Excel",
      "Estratto conto banca.pdf - Adobe Acrobat Reader",
      "Poste e telecomunicazioni",
    ])
      expect(isProtected(title, protectedTitles)).toBe(false);
  });

  it("change the protected titles: a new directory, and the trail tells which", async () => {
    await create();
    const protectedTitles = ["L’altra banca", "Crédit Agricole"];
    await change({ protectedTitles });
    const after = await row();
    expect(settingsOf(after).protectedTitles).toEqual(protectedTitles);
    expect(after.directoryVersion).toBe(2);
    const [, told] = await trail();
    expect(JSON.parse(told?.detailJson ?? "")).toEqual({ protectedTitles });
    await change({ protectedTitles: [...protectedTitles] });
    expect(await trail()).toHaveLength(2);
  });

  it("change the oldest Help that may call: a new directory, and the trail tells which", async () => {
    await create();
    expect(settingsOf(await row()).helpMinimum).toBeNull();
    await change({ helpMinimum: "1.2.0" });
    const after = await row();
    expect(settingsOf(after).helpMinimum).toBe("1.2.0");
    expect(after.directoryVersion).toBe(2);
    await change({ helpMinimum: null });
    expect(settingsOf(await row()).helpMinimum).toBeNull();
    const told = (await trail()).slice(1).map(({ detailJson }) => JSON.parse(detailJson) as unknown);
    expect(told).toEqual([{ helpMinimum: "1.2.0" }, { helpMinimum: null }]);
  });

  it("cannot have more protected titles than the lines leave room for", async () => {
    await create();
    const line = { hoursJson: '"always"', staffJson: null, rateCents: null };
    await store.write(async (tx) => {
      for (let number = 1; number <= 99; number += 1) {
        const words = { label: "l".repeat(80), description: "d".repeat(160) };
        await tx
          .insertInto("line")
          .values({ number, ...words, ...line })
          .execute();
      }
    });
    const wide = Array.from({ length: 60 }, (_, n) => `Banca ${n}`.padEnd(60, "線"));
    await expect(change({ protectedTitles: wide })).rejects.toMatchObject({
      code: "too-large",
      detail: { field: "protectedTitles" },
    });
    expect(await row()).toMatchObject({ directoryVersion: 1 });
    // Other settings may change all the same.
    await change({ name: "Aurora" });
  });

  it("of no organisation cannot be changed", async () => {
    const settings = {
      ...aurora,
      logo: null,
      standardRateCents: 0,
      totpRequired: false,
      protectedTitles: [],
      helpMinimum: null,
    };
    await expect(store.write((tx) => changeSettings(tx, settings, "cli", NOW))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

it("a row that was tampered with is not believed", async () => {
  await create();
  await store.write((tx) => tx.updateTable("organisation").set({ phone: "javascript:alert(1)" }).execute());
  await expect(readOrganisation(store.db)).rejects.toThrow(/phone/);
});

it("the organisation file holds the public key, and nothing secret", async () => {
  await create();
  const made = await row();
  const file = organisationFile(made, "https://assistenza.example");
  expect(file).toEqual({
    server: "https://assistenza.example",
    publicKey: publicKeyOf(made),
    name: aurora.name,
    phone: aurora.phone,
    logo: null,
  });
  expect(() => organisationFile(made, "assistenza")).toThrow();
});
