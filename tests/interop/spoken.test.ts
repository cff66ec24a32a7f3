/**
 * The spoken check between Help's and Viewer's own pages in a real Chromium. The server is played here:
 * it hands their signals on as it should, or puts a middle man's certificates in the place of theirs.
 */
import { cleanup } from "node-datachannel";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commands, type Language, type PeerOrder } from "../../src/shared/protocol/ipc.ts";
import type { PeerSignal } from "../../src/shared/protocol/signaling.ts";
import { spokenWords } from "../../src/shared/session/spoken/words.ts";
import { HelpPages } from "./help.ts";
import { Inbox } from "./inbox.ts";
import { MiddleMan } from "./middleMan.ts";

const CALL = "C".repeat(22);

let pages: HelpPages;
let help: End;
let viewer: End;
let middle: MiddleMan | null = null;

beforeAll(async () => {
  pages = await HelpPages.start();
}, 60_000);
afterAll(async () => {
  await pages.stop();
  cleanup();
});
beforeEach(async () => {
  [help, viewer] = await Promise.all([End.open("help"), End.open("viewer")]);
});
afterEach(async () => {
  middle?.close();
  middle = null;
  await Promise.all([help.page.context().close(), viewer.page.context().close()]);
});

/** One of the two pages, and what it says to its main. */
class End {
  readonly #role: "help" | "viewer";
  readonly page: Page;
  readonly signals: Inbox<PeerSignal>;
  /** States, and words as `words a b c`, in their order. */
  readonly says: Inbox<string>;
  readonly input = new Inbox<string>("input");

  private constructor(role: "help" | "viewer", page: Page, inboxes: Pick<End, "signals" | "says" | "input">) {
    this.#role = role;
    this.page = page;
    this.signals = inboxes.signals;
    this.says = inboxes.says;
    this.input = inboxes.input;
  }

  static async open(role: "help" | "viewer"): Promise<End> {
    const inboxes = {
      signals: new Inbox<PeerSignal>(`${role}: signals`),
      says: new Inbox<string>(`${role}: says`),
      input: new Inbox<string>(`${role}: input`),
    };
    const peer = commands[role === "help" ? "host" : role];
    const page = await pages.page(role === "help" ? "page" : "guestPage", (name, payload) => {
      switch (name) {
        case "peer.signal":
          return inboxes.signals.push(peer["peer.signal"].parse(payload).signal);
        case "peer.state":
          return inboxes.says.push(peer["peer.state"].parse(payload).state);
        case "peer.words":
          return inboxes.says.push(`words ${commands.host["peer.words"].parse(payload).words.join(" ")}`);
        case "shows":
          return inboxes.says.push(`words ${(payload as string[]).join(" ")}`);
        case "peer.data":
          return inboxes.input.push(commands.host["peer.data"].parse(payload).data);
        default:
          throw new Error(`${role} asked for ${name}`);
      }
    });
    return new End(role, page, inboxes);
  }

  order(order: PeerOrder): Promise<void> {
    return this.#role === "help"
      ? this.page.evaluate((o) => globalThis.rig.order(o), order)
      : this.page.evaluate((o) => globalThis.guestRig.order(o), order);
  }

  give(signal: PeerSignal): void {
    // A candidate may come late, when the test is over and its pages are gone.
    this.order({ do: "signal", call: CALL, signal }).catch(() => undefined);
  }

  words(): Promise<string> {
    return this.says.next((said) => said.startsWith("words "));
  }
}

async function start(language: Language = "it"): Promise<void> {
  await viewer.order({ do: "start", call: CALL, side: "viewer", iceServers: [] });
  await help.order({ do: "start", call: CALL, side: "help", language, iceServers: [] });
}

/** An honest server. */
async function link(language?: Language): Promise<void> {
  help.signals.each((signal) => viewer.give(signal));
  viewer.signals.each((signal) => help.give(signal));
  await start(language);
}

/** A server that swaps certificates. */
async function linkThroughMiddle(): Promise<MiddleMan> {
  const man = new MiddleMan(CALL);
  middle = man;
  help.signals.each((signal) => man.help.receive(signal));
  man.help.signals.each((signal) => help.give(signal));
  viewer.signals.each((signal) => man.viewer.receive(signal));
  await start();
  man.viewer.signals.each((signal) => viewer.give(signal));
  await Promise.all([man.help.opened(), man.viewer.opened()]);
  return man;
}

const isWords = /^words \p{Ll}+ \p{Ll}+ \p{Ll}+$/u;

describe("an honest server", () => {
  it.each(["it", "en"] as const)(
    "both ends show the same three words, in the caller's language: %s",
    async (language) => {
      await link(language);
      const words = await help.words();
      expect(words).toMatch(isWords);
      expect(await viewer.words()).toBe(words);
      // It comes over another channel than the words, before or after them.
      await viewer.says.next((said) => said === "connected");
      const list = spokenWords(
        Array.from({ length: 256 }, (_, i) => i),
        language,
      );
      for (const word of words.split(" ").slice(1)) expect(list).toContain(word);
      expect(help.says.seen).toEqual(["connected", words]);
      expect(viewer.says.seen.toSorted()).toEqual(["connected", words]);
    },
  );

  it("other words in the next call", async () => {
    await link();
    const first = await help.words();
    await Promise.all([help.order({ do: "stop" }), viewer.order({ do: "stop" })]);
    await start();
    expect(await help.words()).not.toBe(first);
  });
});

describe("a server that swaps the fingerprints, for a middle man who passes on all input", () => {
  /** What both ends come to: words each, or `unsafe`. */
  const outcome = async () => ({
    help: await help.says.next((said) => said !== "connected"),
    viewer: await viewer.says.next((said) => said !== "connected"),
  });

  it("would go unnoticed without words: the technician's input arrives", async () => {
    const man = await linkThroughMiddle();
    await viewer.says.next((said) => said === "connected");
    await man.hear("help", "commit");
    await viewer.page.evaluate(() =>
      globalThis.guestRig.input({ t: "button", button: "left", down: true, x: 0.5, y: 0.5 }),
    );
    expect(JSON.parse(await help.input.next())).toMatchObject({ t: "button", down: true });
  });

  it("passes on what each end says for the check: Viewer ends it", async () => {
    const man = await linkThroughMiddle();
    man.viewer.say(await man.hear("help", "commit"));
    man.help.say(await man.hear("viewer", "nonce"));
    man.viewer.say(await man.hear("help", "reveal"));
    const { help: caller, viewer: technician } = await outcome();
    expect(caller).toMatch(isWords);
    expect(technician).toBe("unsafe");
  });

  it("has Help's words first, and can choose no others for Viewer: they differ", async () => {
    const man = await linkThroughMiddle();
    const own = { n: man.nonce(), x: "" };
    await man.hear("help", "commit");
    man.help.say({ t: "nonce", nonce: own.n });
    const { nonce: helps = "" } = await man.hear("help", "reveal");
    // Viewer's nonce is a guess, so it is as good as any other.
    own.x = man.search(man.words("help", helps, own.n), man.nonce());
    man.viewer.say(man.commitTo(own.x));
    await man.hear("viewer", "nonce");
    man.viewer.say({ t: "reveal", nonce: own.x });
    const { help: caller, viewer: technician } = await outcome();
    expect(caller).toMatch(isWords);
    expect(technician).toMatch(isWords);
    expect(technician).not.toBe(caller);
  });

  it("reveals to Viewer what would make the words alike, and not what it committed to: Viewer ends it", async () => {
    const man = await linkThroughMiddle();
    const own = { n: man.nonce() };
    await man.hear("help", "commit");
    man.help.say({ t: "nonce", nonce: own.n });
    const { nonce: helps = "" } = await man.hear("help", "reveal");
    man.viewer.say(man.commitTo(man.nonce()));
    const { nonce: viewers = "" } = await man.hear("viewer", "nonce");
    // Now that it knows both, some thousand tries give the first word and most of the second.
    man.viewer.say({ t: "reveal", nonce: man.search(man.words("help", helps, own.n), viewers) });
    const { help: caller, viewer: technician } = await outcome();
    expect(caller).toMatch(isWords);
    expect(technician).toBe("unsafe");
  });

  it("has Viewer's words first, and can choose no others for Help: they differ", async () => {
    const man = await linkThroughMiddle();
    await man.hear("help", "commit");
    const x = man.nonce();
    man.viewer.say(man.commitTo(x));
    await man.hear("viewer", "nonce");
    man.viewer.say({ t: "reveal", nonce: x });
    const technician = await viewer.words();
    // Help's nonce is still unknown: nothing to search by.
    man.help.say({ t: "nonce", nonce: man.nonce() });
    await man.hear("help", "reveal");
    expect(await help.words()).not.toBe(technician);
  });
});
