import { describe, expect, it } from "vitest";
import type { LineDirectory } from "../protocol/directory.ts";
import type { HelpStage } from "../protocol/ipc.ts";
import type { WantedHelp } from "../protocol/release.ts";
import { isToReplace, newHelpAt } from "./help-directory.ts";
import { helpStart, type HelpEvent, type HelpModel } from "./help-model.ts";
import { helpStep } from "./help.ts";

const NOW = 100_000;
const CALL = "A".repeat(22);
const OWN = "https://assistenza.example";
const wanted = (minimum: string, download = `${OWN}/help`): WantedHelp => ({ minimum, download });
const signed = (help: LineDirectory["help"]): LineDirectory => ({
  ...{ v: 1, version: 1, issuedAt: NOW, expiresAt: NOW + 60_000, nonce: "N".repeat(22) },
  organisation: { name: "Aiuto", phone: "06 5550 0142" },
  lines: [{ number: 3, label: "Stampa", description: "" }],
  protectedTitles: [],
  help,
});
const help = (
  version: string,
  directory: LineDirectory | null,
  changes: Partial<HelpModel> = {},
): HelpModel => ({
  ...{ ...helpStart, version, online: true, directory },
  ...changes,
});
const call: HelpEvent = { e: "call", line: 3, name: "Ada", wait: true, now: NOW };
const told = (directory: LineDirectory): HelpEvent => ({
  ...{ e: "directory", opened: { ok: true, directory }, now: NOW },
});

describe("a Help that the organisation has outgrown", () => {
  it.each([
    ["1.1.9", wanted("1.2.0"), true],
    ["1.2.0-rc.1", wanted("1.2.0"), true],
    ["1.2.0", wanted("1.2.0"), false],
    ["1.10.0", wanted("1.9.0"), false],
    ["1.0.0", null, false],
    ["", null, false],
    // A program that forgot to say which it is.
    ["", wanted("0.0.1"), true],
  ])("%j, where %j is wanted: to replace %s, and calls accordingly", (version, help_, old) => {
    const model = help(version, signed(help_));
    expect(isToReplace(model)).toBe(old);
    const { effects } = helpStep(model, call);
    expect(effects).toHaveLength(old ? 0 : 1);
  });

  it("is none before there is a directory, and calls nobody then anyway", () => {
    const model = help("1.0.0", null);
    expect(isToReplace(model)).toBe(false);
    expect(helpStep(model, call).effects).toEqual([]);
  });

  it("is one too once the server does not understand it; then it calls nobody either", () => {
    const refusal = { t: "error", code: "unsupported-version", retryable: false } as const;
    const { model } = helpStep(help("1.2.0", signed(null)), { e: "server", message: refusal, now: NOW });
    expect(isToReplace(model)).toBe(true);
    expect(helpStep(model, call).effects).toEqual([]);
  });

  it("may call again when the organisation thinks better of it", () => {
    const { model } = helpStep(help("1.1.0", signed(wanted("1.2.0"))), told(signed(null)));
    expect(isToReplace(model)).toBe(false);
    expect(helpStep(model, call).model.stage.at).toBe("calling");
  });

  it.each<HelpStage>([
    { at: "queued", line: 3, position: 1 },
    { at: "asking", line: 3, technician: "Tina", endsAt: NOW + 60_000 },
    { at: "active", line: 3, technician: "Tina", since: NOW, words: null },
  ])("ends its call in hand undisturbed: $at", (stage) => {
    const before = help("1.1.0", signed(null), { call: { id: CALL, iceServers: [] }, stage });
    const { model, effects } = helpStep(before, told(signed(wanted("1.2.0"))));
    expect(effects).toEqual([]);
    expect(model.stage).toEqual(stage);
    expect(isToReplace(model)).toBe(true);
    const over = { t: "call/ended", call: CALL, reason: "finished" } as const;
    const ended = helpStep(model, { e: "server", message: over, now: NOW }).model;
    expect(ended.stage.at).toBe("ended");
    // And that was its last.
    expect(helpStep(ended, call).effects).toEqual([]);
  });

  it("shows no form that would lead to no call, even if the server asks for it", () => {
    const calling = help("1.1.0", signed(wanted("1.2.0")), {
      ...{ wish: { line: 3, name: "Ada", wait: true }, stage: { at: "calling", line: 3 } },
    });
    const needed = { t: "authorisation/needed", line: 3, why: "first", version: "2026-11-00000001" } as const;
    const message = { ...needed, clauses: { it: [], en: [] } };
    const { model } = helpStep(calling, { e: "server", message, now: NOW });
    expect(model.stage).toEqual({ at: "lines", notice: null });
  });
});

describe("where the new Help is", () => {
  it.each([
    ["as signed", signed(wanted("1.2.0", "https://nuovo.example/help")), "https://nuovo.example/help"],
    ["at our own server, when nothing is signed", signed(null), `${OWN}/help`],
    ["at our own server, before there is a directory", null, `${OWN}/help`],
    // The schema lets none of these in; what opens a browser looks once more.
    ["at our own server, and not at a program", signed(wanted("1.2.0", "file:///help")), `${OWN}/help`],
    [
      "at our own server, and not without TLS",
      signed(wanted("1.2.0", "http://x.example/help")),
      `${OWN}/help`,
    ],
  ])("%s", (_, directory, page) => {
    expect(newHelpAt(help("1.0.0", directory), OWN)).toBe(page);
  });
});
