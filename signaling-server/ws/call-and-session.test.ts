/** A Viewer's session that grows too old in the middle of a call, over real connections. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import SQLite from "better-sqlite3";
import type { StaffInfo } from "../../src/shared/protocol/api.ts";
import { IN_CALL_LONGEST_MS, SESSION_AGES, StaffSessions } from "../staff/sessions.ts";
import { databaseIn } from "../store/data.ts";
import { activeCall, viewerOn } from "../testing/call.ts";
import type { TestCall } from "../testing/call.ts";
import { connectViewer, fence } from "../testing/client.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

const MINUTE = 60_000;
/** For what the server does by itself; only a failing test waits so long. */
const PATIENCE = { timeout: 15_000, interval: 2 };

let desk: RunningDesk;
let token: string;
let session: { id: string; staffId: string };
/** How old the session is when the test begins: half a minute more and it is too old. */
const AGE = SESSION_AGES.viewer.longestMs - MINUTE / 2;

beforeEach(async () => {
  desk = await startDesk({
    // The hands move a minute at a time: nobody could answer every ping on the way.
    deps: { limits: { pingEveryMs: 7 * 24 * 60 * MINUTE } },
    async more(tx) {
      const { id: staffId } = await tx
        .selectFrom("staff")
        .select("id")
        .where("name", "=", "Tina")
        .executeTakeFirstOrThrow();
      const { createdAt } = await tx.selectFrom("session").select("createdAt").executeTakeFirstOrThrow();
      const began = { staffId, kind: "viewer", program: "Viewer" } as const;
      const { id, ...started } = await new StaffSessions().start(tx, began, createdAt - AGE);
      token = started.token;
      session = { id, staffId };
    },
  });
});
afterEach(() => desk.close());

const lastUsedAt = async (): Promise<number> =>
  (
    await desk.store.db
      .selectFrom("session")
      .select("lastUsedAt")
      .where("id", "=", session.id)
      .executeTakeFirstOrThrow()
  ).lastUsedAt;

/** A minute passes, and the server has looked after its sessions. */
async function minuteInCall(): Promise<void> {
  desk.clock.advance(MINUTE);
  await vi.waitFor(async () => expect(await lastUsedAt()).toBe(desk.clock.date()), PATIENCE);
}

/** A technician who is sent away, and a caller who is told. */
async function cutOff({ viewer, help, call }: TestCall): Promise<void> {
  expect((await viewer.next("error")).code).toBe("unauthorised");
  expect((await help.next("call/ended", (ended) => ended.call === call)).reason).toBe("technician-lost");
}

describe("a call that goes on when the session of its Viewer grows too old", () => {
  it("goes on to its end; the Viewer is sent away within a minute of it", async () => {
    const { help, viewer, call } = await activeCall(desk.url, token);
    for (let i = 0; i < 20; i += 1) await minuteInCall();
    await fence(viewer);
    help.send({ t: "call/end", call, reason: "stopped" });
    expect((await viewer.next("call/ended")).reason).toBe("stopped");
    await fence(viewer);
    desk.clock.advance(MINUTE);
    expect((await viewer.next("error")).code).toBe("unauthorised");
    await expect(connectViewer(desk.url, token)).rejects.toThrow("unauthorised");
  });

  it("goes on though nothing can be written, as on a full disk, and can still be ended in the list", async () => {
    const playing = await activeCall(desk.url, token);
    const administrator = await desk.browserOf("administrator");
    const beside = new SQLite(databaseIn(desk.data));
    beside.exec("create trigger full before update on session begin select raise(abort, 'full'); end");
    const notNoted = () => desk.log.filter((entry) => entry.includes("use was not noted")).length;
    for (let i = 1; i <= 10; i += 1) {
      desk.clock.advance(MINUTE);
      await vi.waitFor(() => expect(notNoted()).toBe(i), PATIENCE);
    }
    await fence(playing.viewer);
    beside.exec("drop trigger full");
    beside.close();
    const { body } = await administrator.ask("GET", `/staff/${session.staffId}/sessions`);
    expect(body).toContainEqual(expect.objectContaining({ id: session.id }));
  });

  it("lets nobody stay who is in none", async () => {
    const viewer = await viewerOn(desk.url, token, 1);
    desk.clock.advance(MINUTE);
    expect((await viewer.next("error")).code).toBe("unauthorised");
  });

  it("ends when a day has passed since the sign-in", async () => {
    const playing = await activeCall(desk.url, token);
    const rest = IN_CALL_LONGEST_MS - AGE;
    for (let passed = MINUTE; passed < rest; passed += MINUTE) await minuteInCall();
    await fence(playing.viewer);
    desk.clock.advance(MINUTE);
    await cutOff(playing);
  }, 120_000);

  describe("ends at once", () => {
    let playing: TestCall;
    beforeEach(async () => {
      playing = await activeCall(desk.url, token);
      for (let i = 0; i < 2; i += 1) await minuteInCall();
    });

    const change = async (input: Partial<StaffInfo>): Promise<number> => {
      const administrator = await desk.browserOf("administrator");
      const { body } = await administrator.ask("GET", "/staff");
      const tina = (body as StaffInfo[]).find(({ id }) => id === session.staffId)!;
      const { email, name, role, language, totpRequired, active } = { ...tina, ...input };
      const form = { email, name, role, language, totpRequired, active };
      return (await administrator.ask("PUT", `/staff/${session.staffId}`, form)).status;
    };

    it.each([
      ["deactivated", { active: false }],
      ["moved to the office", { role: "office" }],
      ["told to have a second factor", { totpRequired: true }],
    ] as const)("for whoever is %s", async (_, input) => {
      expect(await change(input)).toBe(200);
      await cutOff(playing);
    });

    it("once everybody must have a second factor", async () => {
      const administrator = await desk.browserOf("administrator");
      const { body } = await administrator.ask("GET", "/settings");
      const settings = { ...(body as object), totpRequired: true };
      expect((await administrator.ask("PUT", "/settings", settings)).status).toBe(204);
      await cutOff(playing);
    });

    it("when the session is ended in its list", async () => {
      const administrator = await desk.browserOf("administrator");
      const path = `/staff/${session.staffId}/sessions`;
      const { body } = await administrator.ask("GET", path);
      expect(body).toContainEqual(expect.objectContaining({ id: session.id }));
      expect((await administrator.ask("DELETE", `${path}/${session.id}`)).status).toBe(204);
      await cutOff(playing);
    });
  });
});
