/**
 * Which page is shown: the part of the address after "#/". The browser's back and forward work by
 * themselves; what has been typed and not saved is never left without asking.
 */
import { create } from "zustand";

export interface Notice {
  tone: "good" | "warn";
  text: string;
}

interface RouteState {
  /** Such as "lines/3". */
  path: string;
  /** Grows with every arrival, also at the page that is shown already. */
  arrivals: number;
  /** What the last action came to; goes away with the next one, or with the page. */
  notice: Notice | null;
  /** Where to go once the person has agreed to lose what is not saved. */
  wanted: string | null;
}

const pathNow = () => location.hash.replace(/^#\/?/, "");

export const useRoute = create<RouteState>(() => ({
  path: pathNow(),
  arrivals: 0,
  notice: null,
  wanted: null,
}));

const set = useRoute.setState;
const unsaved = new Set<string>();
let arrivingWith: Notice | null = null;

/** A form tells whether it holds something that would be lost. */
export function markUnsaved(form: string, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(form);
  else unsaved.delete(form);
}

/** Says what an action came to, on the page that is shown. */
export function notify(notice: Notice | null): void {
  set({ notice });
}

/** @param notice what to say on arrival */
export function go(path: string, notice: Notice | null = null): void {
  if (unsaved.size > 0) {
    set({ wanted: path });
    return;
  }
  if (path === pathNow()) {
    set(({ arrivals }) => ({ path, arrivals: arrivals + 1, notice }));
    return;
  }
  arrivingWith = notice;
  location.hash = `/${path}`;
}

/** The person has answered whether to leave. */
export function answerLeaving(leave: boolean): void {
  const { wanted } = useRoute.getState();
  set({ wanted: null });
  if (!leave || wanted === null) return;
  unsaved.clear();
  go(wanted);
}

export const hasUnsaved = () => unsaved.size > 0;

/** Follows the address from now on. */
export function startRouting(): void {
  addEventListener("hashchange", () => {
    const wanted = pathNow();
    const { path } = useRoute.getState();
    if (wanted === path) return;
    if (unsaved.size > 0) {
      // Back or forward: the address returns to the page that is still shown, until there is an answer.
      history.pushState(null, "", `#/${path}`);
      set({ wanted });
      return;
    }
    const notice = arrivingWith;
    arrivingWith = null;
    scrollTo(0, 0);
    set(({ arrivals }) => ({ path: wanted, arrivals: arrivals + 1, notice }));
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
}
