/**
 * The only thing a window can reach outside itself: two pipes to main. Their contents are typed by
 * shared/protocol/ipc; main knows which window speaks and parses everything it says.
 */
import { contextBridge, ipcRenderer } from "electron";
import type { Bridge, Role } from "../shared/protocol/ipc.ts";

// The names of shared/protocol/ipc, written out: a sandboxed preload script loads no other module,
// and importing the table would bundle the schema library into every window.
const COMMAND: typeof import("../shared/protocol/ipc.ts").IPC_COMMAND = "linea:command";
const EVENT: typeof import("../shared/protocol/ipc.ts").IPC_EVENT = "linea:event";

const bridge: Bridge<Role> = {
  send: (name, payload) => ipcRenderer.send(COMMAND, name, payload),
  on: (name, listener) => {
    const receive = (_: unknown, event: string, payload: Parameters<typeof listener>[0]) => {
      if (event === name) listener(payload);
    };
    ipcRenderer.on(EVENT, receive);
    return () => ipcRenderer.off(EVENT, receive);
  },
};

contextBridge.exposeInMainWorld("linea", bridge);
