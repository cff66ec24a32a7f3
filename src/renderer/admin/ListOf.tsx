import { useLayoutEffect, useRef, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { Hidden } from "../ui/Hidden.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./ListOf.module.css";
import type { List } from "./list.ts";
import { WhenLoaded } from "./Page.tsx";

interface ListOfProps<Row> {
  list: List<Row>;
  /** Instead of a list without rows. */
  empty: ReactNode;
  /** Marks the element of each row with `data-row`. */
  children: (rows: readonly Row[]) => ReactNode;
}

/** A long list with the button that brings more of it. */
export function ListOf<Row>({ list, empty, children }: ListOfProps<Row>) {
  const t = useText();
  return (
    <WhenLoaded loaded={list}>
      {({ rows, more, added }) =>
        rows.length === 0 ? (
          empty
        ) : (
          <div className={styles.list} aria-busy={list.stale}>
            <Rows total={rows.length} added={added}>
              {children(rows)}
            </Rows>
            {more && (
              <div>
                <Button data-testid="more" onClick={list.showMore}>
                  {list.busy ? t("admin.loading") : t("admin.more")}
                </Button>
              </div>
            )}
          </div>
        )
      }
    </WhenLoaded>
  );
}

/** The focus goes to the first row that was added: the button has moved away from under it, or is gone. */
function Rows({ total, added, children }: { total: number; added: number; children: ReactNode }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  // Before useKeptFocus sees that the button is gone.
  useLayoutEffect(() => {
    if (added === 0) return;
    const row = box.current?.querySelectorAll<HTMLElement>("[data-row]")[total - added];
    if (row === undefined) return;
    row.tabIndex = -1;
    row.focus();
  }, [total, added]);
  return (
    <div ref={box}>
      {children}
      <Hidden>
        <span role="status" data-testid="added">
          {added > 0 && t("admin.more.added", { count: added, total })}
        </span>
      </Hidden>
    </div>
  );
}
