/**
 * The one door from the windows into main. A command counts only when it comes from the main frame
 * of a window we opened, on our own pages, and is one that this window's role may send.
 */
import { ipcMain, type BrowserWindow, type IpcMainEvent } from "electron";
import {
  commands,
  IPC_COMMAND,
  IPC_EVENT,
  type Command,
  type CommandName,
  type Events,
  type Role,
} from "../shared/protocol/ipc.ts";
import { originOf } from "./pages.ts";

export type Handlers<R extends Role> = { [N in CommandName<R>]: (payload: Command<R, N>) => void };

interface Member {
  readonly role: Role;
  readonly handlers: Readonly<Record<string, (payload: never) => void>>;
}

/** What main can tell a window. */
export interface Outlet<R extends Role> {
  emit<N extends keyof Events[R] & string>(name: N, payload: Events[R][N]): void;
}

const members = new Map<number, Member>();

/** Starts listening. `onRefused` is told of commands that no window of ours could have sent. */
export function openGateway(onRefused: (name: string) => void): void {
  ipcMain.on(IPC_COMMAND, (event: IpcMainEvent, name: unknown, payload: unknown) => {
    const member = members.get(event.sender.id);
    const frame = event.senderFrame;
    const ours =
      member && frame !== null && frame === event.sender.mainFrame && frame.origin === originOf(member.role);
    if (!member || !ours || typeof name !== "string" || !Object.hasOwn(commands[member.role], name)) {
      return onRefused(String(name).slice(0, 40));
    }
    const schema = commands[member.role][name as CommandName<typeof member.role>];
    const parsed = schema.safeParse(payload);
    if (!parsed.success) return onRefused(name);
    member.handlers[name]?.(parsed.data as never);
  });
}

/** Lets a window speak in a role until it is destroyed. */
export function admit<R extends Role>(role: R, window: BrowserWindow, handlers: Handlers<R>): Outlet<R> {
  const { webContents } = window;
  const { id } = webContents;
  members.set(id, { role, handlers });
  webContents.once("destroyed", () => members.delete(id));
  return {
    emit: (name, payload) => {
      if (!webContents.isDestroyed()) webContents.send(IPC_EVENT, name, payload);
    },
  };
}
