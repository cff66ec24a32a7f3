import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { addContact } from "../customers/contacts.ts";
import { addCustomer } from "../customers/customers.ts";
import { candidate, offer, startCall, viewerOn, wrongCode } from "../testing/call.ts";
import { authorise, connectNewHelp, fence } from "../testing/client.ts";
import type { HelpClient, ViewerClient } from "../testing/client.ts";
import { company, person } from "../testing/desk.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";

let server: TestServer;
/** Authorisations: none that anybody knows, one of a caller, and one that gives quick access. */
const shown = { nobody: "x".repeat(43), caller: "", quick: "" };
type Shown = keyof typeof shown;
beforeAll(async () => {
  server = await startTestServer({
    deps: { limits: { rate: { burst: 1e9, perSecond: 1 } } },
    async more(tx) {
      const customer = await addCustomer(tx, { ...company, quickAccess: true }, "system", 0);
      await addContact(tx, customer, person, "system", 0);
    },
  });
  const help = await connectNewHelp(server.url);
  shown.caller = await authorise(help);
  shown.quick = await authorise(help, { email: person.email });
  const viewer = await viewerOn(server.url, tokens.tina, 1);
  startCall(help, 1);
  const { call, code, quick } = await help.next("call/ringing");
  expect(quick).toBe(false);
  viewer.send({ t: "call/take", call, code });
  await help.next("call/taken");
  help.send({ t: "call/consent", call });
  await viewer.next("call/consented");
  help.send({ t: "call/end", call, reason: "stopped" });
  await help.next("call/ended");
  await vi.waitFor(async () => {
    startCall(help, 1);
    const again = await help.next("call/ringing");
    help.send({ t: "call/cancel", call: again.call });
    await help.next("call/ended", (ended) => ended.call === again.call);
    expect(again.quick).toBe(true);
  }, 10_000);
  help.close();
  viewer.close();
});
afterAll(() => server.close());

/** Roles that may say it; what the wrong role says is among the near misses. */
const who = fc.constantFrom("help", "viewer", "colleague" as const);
const technician = fc.constantFrom("viewer", "colleague" as const);
const mostly = fc.oneof(
  { weight: 9, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);
const signal = fc.constantFrom(offer, candidate);

/** One thing somebody does. `real`: about the call under way, rather than one that never was. */
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("start" as const), wait: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("take" as const),
      who: technician,
      code: fc.constantFrom<"right" | "wrong" | "none">("right", "right", "right", "wrong", "none"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("show" as const),
      token: fc.constantFrom<Shown>("nobody", "caller", "quick"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("consent" as const), real: mostly }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("signal" as const), who, signal, real: mostly }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ do: fc.constant("end" as const), who }),
      fc.record({ do: fc.constant("cancel" as const) }),
      fc.record({ do: fc.constant("decline" as const), who: technician }),
      fc.record({ do: fc.constant("line" as const), who: technician, open: fc.boolean() }),
      fc.record({ do: fc.constant("json" as const), who, value: fc.jsonValue() }),
      fc
        .record({
          do: fc.constant("near-miss" as const),
          who,
          t: fc.constantFrom("signal", "call/consent", "call/take", "call/end", "hello"),
          more: fc.dictionary(fc.constantFrom("call", "signal", "code", "x"), fc.jsonValue()),
        })
        // A consent has nothing but its call: with nothing more it is no miss, but a yes.
        .filter(({ t, more }) => t !== "call/consent" || Object.keys(more).length > 0),
    ),
  },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

/** A call that never was, and not the one that `fence` asks about. */
const NOBODY = "1".repeat(22);

/** The honest way to a session: every run goes some part of it first, then anything happens. */
const honest: readonly Action[] = [
  { do: "start", wait: false },
  { do: "take", who: "viewer", code: "right" },
  { do: "consent", real: true },
];
const script = fc.record({
  /** What a Help shows when it connects. */
  token: fc.constantFrom<Shown>("nobody", "caller", "caller", "quick"),
  actions: fc
    .tuple(fc.nat(honest.length), fc.array(action, { minLength: 1, maxLength: 25 }))
    .map(([steps, rest]) => [...honest.slice(0, steps), ...rest]),
});

type Script = typeof script extends fc.Arbitrary<infer S> ? S : never;

/** Played in every run: what chance alone leaves out in one of ten. */
const always: Script[] = [
  {
    token: "quick",
    actions: [
      { do: "start", wait: false },
      { do: "take", who: "viewer", code: "none" },
      { do: "consent", real: true },
      ...Array.from({ length: 25 }, (): Action => ({ do: "signal", who: "help", signal: offer, real: true })),
    ],
  },
  { token: "nobody", actions: [{ do: "start", wait: false }] },
];

interface Cast {
  help: HelpClient;
  viewer: ViewerClient;
  colleague: ViewerClient;
}

async function helpThat(token: Shown): Promise<HelpClient> {
  const help = await connectNewHelp(server.url);
  help.send({ t: "authorisation/show", token: shown[token] });
  return help;
}

async function connectCast(token: Shown, now: Partial<Cast> = {}): Promise<Cast> {
  const alive = (client: HelpClient | ViewerClient | undefined): boolean =>
    client !== undefined && client.socket.readyState === client.socket.OPEN;
  return {
    help: now.help && alive(now.help) ? now.help : await helpThat(token),
    viewer: now.viewer && alive(now.viewer) ? now.viewer : await viewerOn(server.url, tokens.tina, 1),
    colleague:
      now.colleague && alive(now.colleague) ? now.colleague : await viewerOn(server.url, tokens.ugo, 1),
  };
}

/** What Help itself knows of its call: enough to say what may be relayed. */
function callOf(help: HelpClient): { call: string; code: string; taken: boolean; ended: boolean } | null {
  const ringing = help.seen.findLast((m) => m.t === "call/ringing");
  if (ringing === undefined) return null;
  const about = (t: "call/taken" | "call/ended"): boolean =>
    help.seen.some((m) => m.t === t && m.call === ringing.call);
  return { call: ringing.call, code: ringing.code, taken: about("call/taken"), ended: about("call/ended") };
}

function signalsAt(cast: Cast): number {
  return Object.values(cast).flatMap((client: HelpClient | ViewerClient) =>
    (client.seen as { t: string }[]).filter(({ t }) => t === "signal"),
  ).length;
}

function message(act: Action, cast: Cast): unknown {
  const now = callOf(cast.help);
  const call = "real" in act && !act.real ? NOBODY : (now?.call ?? NOBODY);
  switch (act.do) {
    case "start":
      return { t: "call/start", line: 1, name: "Ada", wait: act.wait };
    case "take": {
      const code = now?.code ?? "0000000";
      const typed = { right: code, wrong: wrongCode(code), none: null }[act.code];
      return { t: "call/take", call, code: typed };
    }
    case "show":
      return { t: "authorisation/show", token: shown[act.token] };
    case "consent":
      return { t: "call/consent", call };
    case "signal":
      return { t: "signal", call, signal: act.signal };
    case "end":
      return { t: "call/end", call, reason: "peer-failed" };
    case "cancel":
      return { t: "call/cancel", call };
    case "decline":
      return { t: "call/decline", call };
    case "line":
      return { t: act.open ? "line/open" : "line/close", line: 1 };
    case "json":
      return act.value;
    case "near-miss":
      return { t: act.t, call, ...act.more };
  }
}

/**
 * Waits until the server has dealt with everything, and then until all that came of it has arrived:
 * the first round may pass one connection before the server has read another. Who was thrown out is
 * waited for as well.
 */
async function settle(cast: Cast): Promise<void> {
  for (let round = 1; round <= 2; round += 1) {
    await Promise.all(
      (Object.values(cast) as (HelpClient | ViewerClient)[]).map((client) =>
        Promise.race([fence(client).catch(() => client.closed), client.closed]),
      ),
    );
  }
}

/** Calls that this Help has been given, and those that a technician has taken. */
function countsAt(help: HelpClient): { given: number; taken: number } {
  const calls = (...kinds: string[]) =>
    new Set(help.seen.flatMap((m) => (kinds.includes(m.t) && "call" in m ? [m.call] : []))).size;
  return { given: calls("call/queued", "call/ringing"), taken: calls("call/taken") };
}

it("no sequence of messages crashes the server, or gets a call without an authorisation, a take without the code or a signal without a live consent", async () => {
  let relayed = 0;
  let withoutCode = 0;
  let turnedAway = 0;
  await fc.assert(
    fc.asyncProperty(script, async ({ token, actions }) => {
      let cast = await connectCast(token);
      /** What each Help has shown last, and what the call it has was started with. */
      const last = new Map<HelpClient, Shown>();
      const startedWith = new Map<HelpClient, Shown>();
      /** The technician who took the call Help consented to. */
      let consented: { call: string; holder: string } | null = null;
      for (const act of actions) {
        cast = await connectCast(token, cast);
        const showing = last.get(cast.help) ?? token;
        const counts = countsAt(cast.help);
        const now = callOf(cast.help);
        const sender = "who" in act ? act.who : "help";
        const live = now !== null && now.taken && !now.ended && consented?.call === now.call;
        const mayRelay =
          act.do === "signal" && act.real && live && (sender === "help" || sender === consented?.holder);
        if (act.do === "consent" && act.real && now?.taken === true && !now.ended) {
          const holds = cast.viewer.seen.some((m) => m.t === "call/yours" && m.call === now.call);
          consented = { call: now.call, holder: holds ? "viewer" : "colleague" };
        }
        const before = signalsAt(cast);
        cast[sender].raw(JSON.stringify(message(act, cast)));
        await settle(cast);
        const since = countsAt(cast.help);
        if (act.do === "show") last.set(cast.help, act.token);
        if (act.do === "start" && since.given > counts.given) startedWith.set(cast.help, showing);
        if (act.do === "start" && showing === "nobody") {
          expect(since.given).toBe(counts.given);
          turnedAway += 1;
        }
        if (act.do === "take" && act.code !== "right" && since.taken > counts.taken) {
          expect([act.code, startedWith.get(cast.help)]).toEqual(["none", "quick"]);
          withoutCode += 1;
        }
        const came = signalsAt(cast) - before;
        expect(came).toBe(mayRelay ? 1 : 0);
        relayed += came;
      }
      for (const client of Object.values(cast) as HelpClient[]) client.vanish();
      await settle(cast);
    }),
    { numRuns: 150, examples: always.map((one): [Script] => [one]) },
  );
  // The property means something only if signals do get through in some of the runs.
  expect(relayed).toBeGreaterThan(20);
  expect(withoutCode).toBeGreaterThan(0);
  expect(turnedAway).toBeGreaterThan(0);
  expect(server.log.filter((line) => line.includes("a handler threw"))).toEqual([]);
  const health = (await (await fetch(`${server.url}/healthz`)).json()) as { ok: boolean };
  expect(health.ok).toBe(true);
}, 180_000);
