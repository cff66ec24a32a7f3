/** Long lists, which the server gives page by page. */
import { useAction } from "./action.ts";
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

  /** As many rows as are shown already: what somebody was looking at stays in its place. */
  const load = async (wanted: number): Promise<Shown<Row>> => {
    const rows: Row[] = [];
    for (;;) {
      const page = await ask(rows.at(-1) ?? null);
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
      const last = state.at === "here" && state.value.key === key ? state.value.rows.at(-1) : undefined;
      if (last === undefined) return null;
      const page = await ask(last);
      // Unless the list has been loaded anew meanwhile.
      replace((now) =>
        now.rows.at(-1) === last
          ? { ...now, rows: [...now.rows, ...page.rows], more: page.more, added: page.rows.length }
          : now,
      );
      return null;
    });

  return {
    ...loaded,
    stale: state.at === "here" && state.value.key !== key,
    showMore,
    busy: action.busy !== null,
  };
}
