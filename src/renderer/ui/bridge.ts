import { create } from "zustand";
import type { Bridge, Events, Role, ShownRole } from "../../shared/protocol/ipc.ts";

declare global {
  interface Window {
    /** Put there by the preload script; its role is the one of the page. */
    readonly linea: Bridge<Role>;
  }
}

/** The part of a bridge that the store needs. */
interface StateSource<View> {
  send(name: "ready", payload: Record<string, never>): void;
  on(name: "state", listener: (view: View) => void): () => void;
}

/** The bridge of this page's role. */
export function bridgeOf<R extends Role>(_role: R): Bridge<R> {
  return window.linea as unknown as Bridge<R>;
}

/**
 * A read-only projection of main's state. `ready` subscribes and asks main for the first state; it is
 * called once, after the first drawing.
 */
export function connect<R extends ShownRole>(
  role: R,
): {
  send: Bridge<R>["send"];
  useView: () => Events[R]["state"] | null;
  ready: () => void;
} {
  type View = Events[R]["state"];
  const bridge = bridgeOf(role);
  const source = bridge as unknown as StateSource<View>;
  const useStore = create<{ view: View | null }>(() => ({ view: null }));
  return {
    send: bridge.send,
    useView: () => useStore((state) => state.view),
    ready: () => {
      source.on("state", (view) => useStore.setState({ view }));
      source.send("ready", {});
    },
  };
}
