import { describe, expect, it } from "vitest";
import { SPOKEN_TIMEOUT_MS } from "../../shared/protocol/limits.ts";
import type { Side } from "../../shared/protocol/ipc.ts";
import { sha256 } from "../../shared/session/spoken/sha256.ts";
import { areSpokenWords } from "../../shared/session/spoken/words.ts";
import { SpokenCheck } from "./spokenCheck.ts";

const CALL = "A".repeat(22);
const sdp = (byte: string) =>
  `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => byte).join(":")}\r\n`;

class Connection extends EventTarget {
  signalingState = "stable";
  currentLocalDescription: { sdp: string } | null;
  currentRemoteDescription: { sdp: string } | null;

  constructor(local: string, remote: string) {
    super();
    this.currentLocalDescription = { sdp: sdp(local) };
    this.currentRemoteDescription = { sdp: sdp(remote) };
  }

  /** As the browser tells that a description was applied. */
  applied(local: string | null, remote: string, state = "stable"): void {
    this.currentLocalDescription = local === null ? null : { sdp: sdp(local) };
    this.currentRemoteDescription = { sdp: sdp(remote) };
    this.signalingState = state;
    this.dispatchEvent(new Event("signalingstatechange"));
  }
}

class Channel extends EventTarget {
  readyState = "connecting";
  readonly sent: string[] = [];
  /** Resolves with the first message. */
  readonly spoke: Promise<string>;
  #speak: (text: string) => void = () => {};
  /** The other end of the wire; null: nobody gets it. */
  to: Channel | null = null;

  constructor() {
    super();
    this.spoke = new Promise((resolve) => (this.#speak = resolve));
  }

  send(text: string): void {
    if (this.readyState !== "open") throw new Error("not open");
    this.sent.push(text);
    this.#speak(text);
    const { to } = this;
    if (to) queueMicrotask(() => to.hear(text));
  }

  hear(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  open(): void {
    this.readyState = "open";
    this.dispatchEvent(new Event("open"));
  }

  shut(): void {
    this.readyState = "closed";
    this.dispatchEvent(new Event("close"));
  }
}

interface Options {
  local?: string;
  remote?: string;
  digest?: (text: string) => Promise<Uint8Array>;
}

/** One end, with a clock that the test turns. */
function end(side: Side, { local, remote, digest = sha256 }: Options = {}) {
  const isHelp = side.side === "help";
  const connection = new Connection(local ?? (isHelp ? "AA" : "BB"), remote ?? (isHelp ? "BB" : "AA"));
  const channel = new Channel();
  const said: unknown[] = [];
  let tell: () => void = () => {};
  /** Resolves with the first report. */
  const told = new Promise<void>((resolve) => (tell = resolve));
  const report = (what: unknown): void => {
    said.push(what);
    tell();
  };
  const timers: { at: number; act: () => void }[] = [];
  let randoms = 0;
  const check = new SpokenCheck(
    { call: CALL, ...side },
    connection,
    {
      words: (words, language) => report({ words, language }),
      unsafe: () => report("unsafe"),
    },
    {
      random: () => {
        randoms += 1;
        return crypto.getRandomValues(new Uint8Array(16));
      },
      digest,
      after: (at, act) => {
        const timer = { at, act };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
      },
    },
  );
  return { check, connection, channel, said, told, timers, randoms: () => randoms };
}

type End = ReturnType<typeof end>;
const help = (options?: Options) => end({ side: "help", language: "it" }, options);
const viewer = (options?: Options) => end({ side: "viewer" }, options);

function join(a: End, b: End): void {
  a.channel.to = b.channel;
  b.channel.to = a.channel;
}

function start(...ends: End[]): void {
  for (const { check, channel } of ends) {
    check.attach(channel);
    channel.open();
    check.up();
  }
}

/** Until each has come to something. */
const settled = (...ends: End[]) => Promise.all(ends.map(({ told }) => told));

async function both(options: { help?: Options; viewer?: Options } = {}) {
  const [one, other] = [help(options.help), viewer(options.viewer)];
  join(one, other);
  start(one, other);
  await settled(one, other);
  return { one, other };
}

/** One end that has sent its first message and waits. */
async function committed(): Promise<End> {
  const one = help();
  start(one);
  await one.channel.spoke;
  return one;
}

describe("two honest ends", () => {
  it("come to the same three words in the caller's language, and wait for nothing more", async () => {
    const { one, other } = await both();
    expect(one.said).toEqual(other.said);
    const [{ words, language }] = one.said as [{ words: string[]; language: string }];
    expect(words).toHaveLength(3);
    expect(areSpokenWords(words)).toBe(true);
    expect(language).toBe("it");
    expect([one.timers, other.timers]).toEqual([[], []]);
    one.channel.shut();
    expect(one.said).toHaveLength(1);
  });

  it("have other words in the next call, and a nonce of its own each", async () => {
    const all = [await both(), await both()];
    const [first, second] = all.map(({ one }) => one.channel.sent[1]);
    expect(first).not.toBe(second);
    expect(all.flatMap(({ one, other }) => [one.randoms(), other.randoms()])).toEqual([1, 1, 1, 1]);
    const words = all.map(({ one }) => JSON.stringify(one.said));
    expect(words[0]).not.toBe(words[1]);
  });

  it("make no nonce before the connection is up", () => {
    const one = help();
    one.connection.applied("AA", "BB");
    one.check.attach(one.channel);
    one.channel.open();
    expect([one.randoms(), one.timers]).toEqual([0, []]);
    one.check.up();
    expect([one.randoms(), one.timers.length]).toEqual([1, 1]);
  });

  it("come to words also when the channel opens after the connection, or Help is the quicker one", async () => {
    const [one, other] = [help(), viewer()];
    join(one, other);
    other.check.attach(other.channel);
    other.channel.open();
    one.check.up();
    one.check.attach(one.channel);
    one.channel.open();
    await one.channel.spoke;
    expect(other.channel.sent).toEqual([]);
    other.check.up();
    await settled(one, other);
    expect(one.said).toHaveLength(1);
    expect(one.said).toEqual(other.said);
    expect(one.said).not.toEqual(["unsafe"]);
  });

  it("stay with their words over an ICE restart: the certificates are the same", async () => {
    const { one, other } = await both();
    one.connection.applied("AA", "BB", "have-local-offer");
    one.connection.applied("AA", "BB");
    one.check.up();
    other.connection.applied("BB", "AA");
    other.check.up();
    expect([one.said.length, other.said.length, one.timers.length]).toEqual([1, 1, 0]);
  });
});

describe("between ends that see other certificates", () => {
  it("Viewer finds that what was committed to does not fit", async () => {
    const { one, other } = await both({ help: { remote: "11" }, viewer: { remote: "22" } });
    expect(other.said).toEqual(["unsafe"]);
    expect(one.said).toHaveLength(1);
  });

  it.each([
    ["the other end's, after the words", "AA", "CC", "stable"],
    ["our own, after the words", "CC", "BB", "stable"],
  ])("a certificate that changes breaks it: %s", async (_, local, remote, state) => {
    const { one } = await both();
    one.connection.applied(local, remote, state);
    expect(one.said.slice(1)).toEqual(["unsafe"]);
    // And for good.
    one.connection.applied("AA", "BB");
    expect(one.said).toHaveLength(2);
  });

  it("a certificate that changes before the connection is up breaks it", () => {
    const one = help();
    one.connection.applied("AA", "BB");
    one.connection.applied("AA", "CC");
    expect(one.said).toEqual(["unsafe"]);
    start(one);
    expect([one.randoms(), one.timers]).toEqual([0, []]);
  });

  it("a description without a certificate breaks it", () => {
    const one = help();
    one.connection.applied(null, "BB");
    expect(one.said).toEqual(["unsafe"]);
  });

  it("the same certificate at both ends breaks it", () => {
    const one = help({ remote: "AA" });
    start(one);
    expect(one.said).toEqual(["unsafe"]);
  });
});

describe("a check that comes to nothing", () => {
  it("ends after its time, counted from the connection, and only once", async () => {
    const one = await committed();
    one.check.up();
    expect(one.timers.map(({ at }) => at)).toEqual([SPOKEN_TIMEOUT_MS]);
    one.timers[0]?.act();
    expect(one.said).toEqual(["unsafe"]);
    one.channel.shut();
    one.channel.hear("{}");
    one.connection.applied("AA", "CC");
    expect(one.said).toEqual(["unsafe"]);
  });

  it("ends after its time when the other end makes no channel at all", () => {
    const one = viewer();
    one.check.up();
    one.timers[0]?.act();
    expect(one.said).toEqual(["unsafe"]);
  });

  it("is unsafe when the channel closes before there are words", async () => {
    const one = await committed();
    one.channel.shut();
    expect([one.said, one.timers]).toEqual([["unsafe"], []]);
  });

  it.each([
    ["no message of the check", "hello"],
    ["bytes", new ArrayBuffer(4)],
    ["a message too long", JSON.stringify({ t: "nonce", nonce: "N".repeat(200) })],
    ["a message of the wrong kind", JSON.stringify({ t: "reveal", nonce: "N".repeat(21) + "A" })],
  ])("is unsafe for %s", async (_, data) => {
    const one = await committed();
    one.channel.hear(data);
    expect([one.said, one.timers]).toEqual([["unsafe"], []]);
  });

  it("is unsafe for one message too many, after the words too", async () => {
    const { one } = await both();
    one.channel.hear(JSON.stringify({ t: "nonce", nonce: "N".repeat(21) + "A" }));
    expect(one.said.slice(1)).toEqual(["unsafe"]);
  });

  it("is unsafe for two messages before it has begun: none may come before its answer", () => {
    const one = viewer();
    one.check.attach(one.channel);
    one.channel.hear(JSON.stringify({ t: "commit", commit: "C".repeat(42) + "A", language: "it" }));
    expect(one.said).toEqual([]);
    one.channel.hear(JSON.stringify({ t: "reveal", nonce: "N".repeat(21) + "A" }));
    expect(one.said).toEqual(["unsafe"]);
  });

  it("is unsafe for a second channel", () => {
    const one = viewer();
    one.check.attach(one.channel);
    one.check.attach(new Channel());
    expect(one.said).toEqual(["unsafe"]);
  });

  it("is unsafe where nothing can be hashed, or the channel takes nothing", async () => {
    const noHash = help({ digest: () => Promise.reject(new Error("no WebCrypto")) });
    start(noHash);
    const noChannel = help();
    start(noChannel);
    noChannel.channel.readyState = "closing";
    await settled(noHash, noChannel);
    expect([noHash.said, noChannel.said]).toEqual([["unsafe"], ["unsafe"]]);
  });
});

describe("a session that ends", () => {
  it("takes the check with it: no timer, no report", async () => {
    const one = await committed();
    one.check.close();
    expect(one.timers).toEqual([]);
    one.channel.shut();
    one.channel.hear("{}");
    one.connection.applied("AA", "CC");
    one.check.up();
    one.check.attach(new Channel());
    expect([one.said, one.timers]).toEqual([[], []]);
  });

  it("while something is being hashed: what comes of it is not reported", async () => {
    let done: (digest: Uint8Array) => void = () => {};
    const one = help({ digest: () => new Promise((resolve) => (done = resolve)) });
    start(one);
    one.check.close();
    done(new Uint8Array(32));
    await new Promise((passed) => setImmediate(passed));
    expect([one.channel.sent, one.said]).toEqual([[], []]);
  });
});
