/** Help without Electron: its renderer code in a real Chromium, its main played here over a real WebSocket. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { connectHelp, type HelpClient } from "../../signaling-server/testing/client.ts";
import { startCall } from "../../signaling-server/testing/call.ts";
import { commands, type Command, type HostOrder } from "../../src/shared/protocol/ipc.ts";
import { HelpMessage, ToHelp } from "../../src/shared/protocol/signaling.ts";
import { launch } from "../ui/build.ts";
import { Inbox } from "./inbox.ts";

// Candidates with addresses: the names that Chromium gives instead (mDNS) mean nothing to libdatachannel.
const WITH_ADDRESSES = "--disable-features=WebRtcHideLocalIpsWithMdns";

/** Help's page, and Viewer's. */
const SCRIPTS = ["page", "guestPage"] as const;
type Script = (typeof SCRIPTS)[number];

/** The pages on 127.0.0.1, and the browser that shows them. */
export class HelpPages {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<HelpPages> {
    const scripts = new Map<string, string>();
    for (const name of SCRIPTS) scripts.set(`/${name}.js`, await bundle(name));
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      const script = scripts.get(pathname);
      response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
      response.end(script ?? `<!doctype html><body><script type="module" src="${pathname}.js"></script>`);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new HelpPages(await launch(WITH_ADDRESSES), server);
  }

  /** A Help of its own: a fresh page and a fresh connection to the signaling server. */
  async open(signaling: string): Promise<Help> {
    const inbox: { help?: Help } = {};
    const page = await this.page("page", (name, payload) => inbox.help?.obey(name, payload));
    inbox.help = new Help(page, await connectHelp(signaling));
    return inbox.help;
  }

  /** A fresh page alone; `toMain` gets what it says to its main. */
  async page(script: Script, toMain: (name: string, payload: unknown) => void): Promise<Page> {
    const { port } = this.#server.address() as AddressInfo;
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    await page.exposeFunction("toMain", toMain);
    await page.goto(`http://127.0.0.1:${port}/${script}`);
    await page.waitForFunction(() => "rig" in globalThis || "guestRig" in globalThis);
    return page;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

export class Help {
  readonly page: Page;
  readonly client: HelpClient;
  /** Commands of the window that have to do with a session, each parsed as the gateway does. */
  readonly input = new Inbox<Command<"host", "peer.data">>("peer.data");
  readonly signals = new Inbox<Command<"host", "peer.signal">>("peer.signal");
  readonly states = new Inbox<Command<"host", "peer.state">>("peer.state");
  readonly words = new Inbox<Command<"host", "peer.words">>("peer.words");
  #orders: Promise<void> = Promise.resolve();

  constructor(page: Page, client: HelpClient) {
    this.page = page;
    this.client = client;
    page.on("pageerror", (error) => this.#fail(error));
    client.socket.on("message", (data) => {
      const message = ToHelp.safeParse(JSON.parse(String(data)));
      if (!message.success || message.data.t !== "signal") return;
      const { call, signal } = message.data;
      void this.order({ do: "signal", call, signal });
    });
  }

  /** Main's order to the window; orders arrive in the order they are given. */
  order(order: HostOrder): Promise<void> {
    this.#orders = this.#orders.then(() => this.page.evaluate((o) => globalThis.rig.order(o), order));
    this.#orders.catch((error: unknown) => this.#fail(error));
    return this.#orders;
  }

  /** Rings at a line; the caller then reads the code over the telephone. */
  async call(line: number): Promise<{ call: string; code: string }> {
    startCall(this.client, line);
    return this.client.next("call/ringing");
  }

  /** The caller says yes: main tells the server and orders the window to connect. */
  async consent(): Promise<void> {
    const { call, iceServers } = await this.client.next("call/taken");
    this.client.send({ t: "call/consent", call });
    await this.order({ do: "start", call, side: "help", language: "it", iceServers });
  }

  /** A command from the window, as main's gateway and Help's main treat it. */
  obey(name: string, payload: unknown): void {
    try {
      switch (name) {
        case "peer.data":
          return this.input.push(commands.host["peer.data"].parse(payload));
        case "peer.state":
          return this.states.push(commands.host["peer.state"].parse(payload));
        case "peer.words":
          return this.words.push(commands.host["peer.words"].parse(payload));
        case "peer.signal": {
          const { call, signal } = commands.host["peer.signal"].parse(payload);
          this.signals.push({ call, signal });
          return this.client.send(HelpMessage.parse({ t: "signal", call, signal }));
        }
        default:
          throw new Error(`the window asked for ${name}`);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What a failed test is to be understood by: signals sent, and how far each connection came. */
  async diagnosis(): Promise<string> {
    const connections = await this.page.evaluate(() =>
      Promise.all(
        globalThis.rig.connections.map(async (connection) => {
          const { connectionState, iceConnectionState, iceGatheringState, signalingState } = connection;
          const all: { type: string }[] = [...(await connection.getStats()).values()];
          const stats = all.filter(({ type }) => /candidate|transport/.test(type));
          return { connectionState, iceConnectionState, iceGatheringState, signalingState, stats };
        }),
      ),
    );
    return JSON.stringify({ signals: this.signals.seen, states: this.states.seen, connections });
  }

  async close(): Promise<void> {
    this.client.close();
    await this.page.context().close();
  }

  #fail(error: unknown): void {
    for (const inbox of [this.input, this.signals, this.states, this.words]) inbox.fail(error);
  }
}

async function bundle(script: Script): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      target: "chrome130",
      write: false,
      minify: false,
      rolldownOptions: { input: resolve(import.meta.dirname, `${script}.ts`) },
      modulePreload: false,
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk, ...more] = outputs.flatMap((one) => ("output" in one ? one.output : []));
  if (chunk?.type !== "chunk" || more.length > 0) throw new Error("the page is not one script");
  return chunk.code;
}
