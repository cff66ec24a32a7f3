/** Long lists, which the server gives page by page. */
import { useAction } from "./action.ts";
import { unlessMissing } from "./api.ts";
import { useLoad, type Loaded } from "./load.ts";

interface PageOf<Row> {
  rows: readonly Row[];
  more: boolean;
}

interface Shown<Row> extends PageOf<Row> {
  /** Of which list these rows are. */
  key: string;
  /** Rows at the end that the last "show more" has brought. */
  added: number;
}

export interface List<Row> extends Loaded<Shown<Row>> {
  /** The rows belong to the key before, until those of this one are there. */
  stale: boolean;
  showMore: () => void;
  busy: boolean;
}

/**
 * A list from the server, with more pages as the person asks for them.
 * @param key asked anew when it changes, such as with a filter; the rows that are shown stay until then
 * @param ask for the page after a row; for the first one with null
 */
export function useList<Row>(key: string, ask: (last: Row | null) => Promise<PageOf<Row>>): List<Row> {
  const action = useAction();

  /** The page after a row; null when the row has gone, and with it the place in the list. */
  const askAfter = (last: Row | null) => (last === null ? ask(null) : unlessMissing(ask(last)));

  /** As many rows as are shown already: what somebody was looking at stays in its place. */
  const load = async (wanted: number): Promise<Shown<Row>> => {
    let rows: Row[] = [];
    for (;;) {
      const page = await askAfter(rows.at(-1) ?? null);
      if (page === null) {
        rows = [];
        continue;
      }
      rows.push(...page.rows);
      if (!page.more || rows.length >= wanted) return { key, rows, more: page.more, added: 0 };
    }
  };
  const loaded = useLoad(
    key,
    (before: Shown<Row> | null) => load(before?.key === key ? before.rows.length : 0),
    { keep: true },
  );
  const { state, replace } = loaded;

  const showMore = () =>
    action.run("more", async () => {
      const shown = state.at === "here" && state.value.key === key ? state.value.rows : [];
      const last = shown.at(-1);
      if (last === undefined) return null;
      const page = await askAfter(last);
      const anew = page === null ? await load(shown.length + 1) : null;
      // Unless the list has been loaded anew meanwhile.
      replace((now) => {
        if (now.rows.at(-1) !== last) return now;
        if (page !== null) {
          return { ...now, rows: [...now.rows, ...page.rows], more: page.more, added: page.rows.length };
        }
        return anew === null ? now : { ...anew, added: Math.max(0, anew.rows.length - now.rows.length) };
      });
      return null;
    });

  return {
    ...loaded,
    stale: state.at === "here" && state.value.key !== key,
    showMore,
    busy: action.busy !== null,
  };
}
