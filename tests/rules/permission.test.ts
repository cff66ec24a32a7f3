/* oxlint-disable react/no-children-prop -- createElement's types want a required child among the properties */
/**
 * A new permission is one entry in one table (src/shared/protocol/permissionTable.ts). Proven by one that
 * only this test has: whatever is seen of it below comes of the product's own code.
 */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type * as Ladder from "../../src/shared/protocol/ladder.ts";
import type { Permission } from "../../src/shared/protocol/permissions.ts";
import type { PermissionEntry } from "../../src/shared/protocol/permissionTable.ts";
import type { Verdict } from "../../src/main/peerGate.ts";

const lamp: PermissionEntry = {
  needs: "look",
  captures: false,
  channels: { lamp: { ordered: true } },
  words: {
    it: {
      question: "{technician} di {organisation} chiede di accendere la lampada. Consente?",
      detail: "Si accende la lampada.",
      bar: "accende la lampada",
      ask: "Chiedi la lampada",
      has: "Accende la lampada",
      without: "Niente lampada.",
    },
    en: {
      question: "{technician} of {organisation} asks to light the lamp. Do you allow it?",
      detail: "The lamp goes on.",
      bar: "lights the lamp",
      ask: "Ask for the lamp",
      has: "You light the lamp",
      without: "No lamp.",
    },
  },
};
/** The types know only the product's own. */
const LAMP = "lamp" as Permission;
const CALL = "A".repeat(22);

beforeAll(() => {
  vi.resetModules();
  vi.doMock("../../src/shared/protocol/permissionTable.ts", async (original) => {
    const { permissions } = await original<typeof import("../../src/shared/protocol/permissionTable.ts")>();
    return { permissions: { ...permissions, lamp } };
  });
});
afterAll(() => {
  vi.doUnmock("../../src/shared/protocol/permissionTable.ts");
  vi.resetModules();
});

describe("one entry more in the table of permissions", () => {
  it("is in the schemas: Viewer may ask for it, Help may grant it, the bar may take it back", async () => {
    const { parseAsk, parsePermissions }: typeof Ladder = await import("../../src/shared/protocol/ladder.ts");
    expect(parseAsk('{"t":"ask","permission":"lamp"}')).toEqual({ t: "ask", permission: "lamp" });
    expect(
      parsePermissions('{"t":"permissions","granted":["lamp"],"asked":null,"paused":false}'),
    ).not.toBeNull();
    const { commands } = await import("../../src/shared/protocol/ipc.ts");
    expect(commands.bar["take-back"].safeParse({ permission: "lamp" }).success).toBe(true);
    expect(commands.bar["take-back"].safeParse({ permission: "torch" }).success).toBe(false);
  });

  it("has its texts in both languages, also as the question of the native dialog", async () => {
    const { translator } = await import("../../src/shared/i18n/index.ts");
    const who = { technician: "Tina", organisation: "Aurora" };
    const question = (language: "it" | "en") => translator(language)(`permission.${LAMP}.question`, who);
    expect(question("it")).toBe("Tina di Aurora chiede di accendere la lampada. Consente?");
    expect(question("en")).toBe("Tina of Aurora asks to light the lamp. Do you allow it?");
  });

  it("is behind the gate: its messages pass after its own question and yes, and not before or afterwards", async () => {
    const { mainChannels } = await import("../../src/shared/protocol/channels.ts");
    expect(mainChannels["lamp"]).toEqual({ ordered: true });
    const { PeerGate } = await import("../../src/main/peerGate.ts");
    const { Consents } = await import("../../src/main/consents.ts");
    const consents = new Consents({
      question: () => Promise.resolve("yes"),
      now: () => 0,
      changed: () => undefined,
    });
    const lit: string[] = [];
    const apply = (_call: string, _channel: string, data: string): Verdict => {
      lit.push(data);
      return "applied";
    };
    const receivers = { look: null, control: null, lamp: apply };
    const consentFor = (call: string, permission: Permission) => consents.live(call, permission);
    const asked: Promise<unknown>[] = [];
    const ask = (call: string, permission: Permission) => void asked.push(consents.ask(call, permission));
    const gate = new PeerGate({ consentFor, ask, receivers, now: () => 0 });
    const askFor = async (permission: string): Promise<void> => {
      gate.judge(CALL, "session", JSON.stringify({ t: "ask", permission }));
      await Promise.all(asked);
    };
    consents.begin({ call: CALL, technician: "Tina", display: 1 });
    await askFor("lamp");
    expect(gate.judge(CALL, "lamp", "needs look first")).toBe("refused");
    await askFor("look");
    expect(gate.judge(CALL, "lamp", "not asked for")).toBe("refused");
    await askFor("lamp");
    expect(gate.judge(CALL, "lamp", "on")).toBe("applied");
    consents.takeBack("look");
    expect(gate.judge(CALL, "lamp", "taken back with what it needs")).toBe("refused");
    expect(lit).toEqual(["on"]);
  });

  it("is in the bar, with its switch, and in Viewer, with its button", async () => {
    const { Text } = await import("../../src/renderer/ui/Text.tsx");
    Object.assign(globalThis, { window: { linea: { send: () => undefined, on: () => () => undefined } } });
    const { PermissionSwitches } = await import("../../src/renderer/bar/PermissionSwitches.tsx");
    const { Permissions } = await import("../../src/renderer/viewer/Permissions.tsx");
    const { remote } = await import("../../src/renderer/rtc/stats.ts");
    // Drawn on no screen, a store says what it began with.
    Object.assign(remote.getInitialState().permissions, { granted: ["look"] });
    const draw = (what: ReturnType<typeof createElement>): string =>
      renderToStaticMarkup(createElement(Text, { language: "it", children: what }));
    const bar = draw(createElement(PermissionSwitches, { view: { granted: ["look", LAMP] } }));
    expect(bar).toMatch(/data-testid="permission-lamp"[\s\S]*accende la lampada/);
    expect(draw(createElement(Permissions))).toMatch(/data-testid="ask-lamp"[^>]*>Chiedi la lampada/);
    Reflect.deleteProperty(globalThis, "window");
  });
});
