/** The window in front as Help finds it, on a real X display with a real window manager. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FrontWatcher, type FrontWindowReader } from "../src/main/frontWindow.ts";
import { compoundText, openX11FrontWindow } from "../src/main/frontWindowX11.ts";
import type { Sighting } from "../src/shared/session/bankPause.ts";
import { ask, connect, type Connection } from "./connection.ts";
import { startDisplay, type VirtualDisplay } from "./display.ts";
import { waitForActiveWindow } from "./topWindows.ts";

const replaceProperty = 0;
const limit = 5000;

let display: VirtualDisplay;
let connection: Connection;

beforeAll(async () => {
  display = await startDisplay({ width: 640, height: 480, windowManager: true });
  connection = await connect(display.name);
});
afterAll(async () => {
  await connection?.close();
  await display?.stop();
});

const atom = (name: string) => ask<number>((done) => connection.client.InternAtom(false, name, done));

async function setProperty(window: number, name: string, type: string, data: Buffer, units = 8) {
  connection.client.ChangeProperty(replaceProperty, window, await atom(name), await atom(type), units, data);
  await connection.client.sync();
}

interface Naming {
  name?: "_NET_WM_NAME" | "WM_NAME";
  type?: "UTF8_STRING" | "STRING" | "COMPOUND_TEXT";
  data?: Buffer;
  pid?: number;
}

/** An ordinary window, which the manager brings to the front as it appears. */
async function openWindow(
  title: string,
  { name = "_NET_WM_NAME", type = "UTF8_STRING", data, pid }: Naming = {},
) {
  const { client, root } = connection;
  const window = client.AllocID();
  const look = { backgroundPixel: 0, overrideRedirect: 0, eventMask: 0 };
  client.CreateWindow(window, root, 20, 20, 200, 100, 0, 0, 0, 0, look);
  const rename = (to: string) => setProperty(window, name, type, data ?? Buffer.from(to));
  await rename(title);
  if (pid !== undefined) {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(pid);
    await setProperty(window, "_NET_WM_PID", "CARDINAL", number, 32);
  }
  client.MapWindow(window);
  return {
    id: String(window),
    rename,
    close: async () => {
      client.DestroyWindow(window);
      await client.sync();
    },
  };
}

async function withReader(body: (reader: FrontWindowReader) => Promise<void>) {
  const reader = await openX11FrontWindow(display.name);
  try {
    await body(reader);
  } finally {
    reader.close();
  }
}

describe("the reader", () => {
  it("tells number, title and process of the window in front, and of the next one", () =>
    withReader(async (reader) => {
      const bank = await openWindow("Banca Però – Accesso", { pid: 4711 });
      await waitForActiveWindow(display.name, /Accesso/, limit);
      expect(await reader.read()).toEqual({ id: bank.id, title: "Banca Però – Accesso", pid: 4711 });
      await bank.rename("Bonifico");
      expect(await reader.read()).toMatchObject({ id: bank.id, title: "Bonifico" });
      const letter = await openWindow("Lettera");
      await waitForActiveWindow(display.name, /Lettera/, limit);
      expect(await reader.read()).toEqual({ id: letter.id, title: "Lettera", pid: null });
      await letter.close();
      await waitForActiveWindow(display.name, /Bonifico/, limit);
      expect(await reader.read()).toMatchObject({ id: bank.id });
      await bank.close();
      await waitForActiveWindow(display.name, /^$/, limit);
      expect(await reader.read()).toBe("nothing");
    }));

  const old: [string, Naming, string][] = [
    [
      "Latin-1",
      { name: "WM_NAME", type: "STRING", data: Buffer.from("Banca Perla è qui", "latin1") },
      "Banca Perla è qui",
    ],
    [
      "Compound Text",
      {
        name: "WM_NAME",
        type: "COMPOUND_TEXT",
        data: Buffer.from("Banca \u001b%G\u00e2\u0080\u0093\u001b%@ \u00e8 qui", "latin1"),
      },
      "Banca – è qui",
    ],
  ];
  it.each(old)("reads titles of old programs: %s", (_, naming, title) =>
    withReader(async (reader) => {
      const window = await openWindow("", naming);
      await waitForActiveWindow(display.name, /qui/, limit);
      expect(await reader.read()).toMatchObject({ id: window.id, title });
      await window.close();
      await waitForActiveWindow(display.name, /^$/, limit);
    }),
  );

  it("takes a broken Compound Text for what it is: text", () => {
    expect(compoundText(Buffer.from("a\u001b%Gb", "latin1"))).toBe("ab");
    expect(compoundText(Buffer.from("\u001b%@a", "latin1"))).toBe("\u001b%@a");
    expect(compoundText(Buffer.alloc(0))).toBe("");
  });

  it("says that it does not know on a display without a window manager", async () => {
    const bare = await startDisplay({ width: 320, height: 240, windowManager: false });
    try {
      const reader = await openX11FrontWindow(bare.name);
      expect(await reader.read()).toBeNull();
      reader.close();
    } finally {
      await bare.stop();
    }
  });

  it("takes a desktop on which no window has ever been for a bare one", async () => {
    const empty = await startDisplay({ width: 320, height: 240, windowManager: true });
    try {
      const reader = await openX11FrontWindow(empty.name);
      expect(await reader.read()).toBe("nothing");
      reader.close();
    } finally {
      await empty.stop();
    }
  });

  it("is refused where there is no display", async () => {
    await expect(openX11FrontWindow(":4095")).rejects.toThrow();
  });
});

describe("the watcher", () => {
  /** A watcher whose sightings can be waited for. */
  function watch(name: string, ownPid: number) {
    const seen: Sighting[] = [];
    let told = () => undefined as void;
    const watcher = new FrontWatcher({
      open: () => openX11FrontWindow(name),
      ownPid,
      onSeen: (sighting) => {
        seen.push(sighting);
        told();
      },
    });
    const until = async (matches: (sighting: Sighting) => boolean) => {
      while (!seen.some(matches)) await new Promise<void>((resolve) => (told = resolve));
    };
    return { watcher, seen, until };
  }

  it("sees a bank come in front, knows Help's own windows, and says when the display is gone", async () => {
    const other = await startDisplay({ width: 640, height: 480, windowManager: true });
    const mine = connection;
    connection = await connect(other.name);
    const { watcher, until } = watch(other.name, 4711);
    try {
      watcher.start();
      await until((s) => s?.is === "nothing");
      const bank = await openWindow("Banca Perla – Accesso", { pid: 12 });
      await until((s) => s?.is === "window" && s.id === bank.id && s.title === "Banca Perla – Accesso");
      await openWindow("Help", { pid: 4711 });
      await until((s) => s?.is === "own");
      await connection.close();
      await other.stop();
      await until((s) => s === null);
    } finally {
      watcher.stop();
      connection = mine;
      await other.stop();
    }
  });
});
