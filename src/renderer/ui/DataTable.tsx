import type { ReactNode } from "react";
import styles from "./DataTable.module.css";

export interface Column<Row> {
  key: string;
  head: string;
  render: (row: Row) => ReactNode;
  /** Names the row: its first column, as a rule. */
  main?: boolean;
  /** Buttons: without a head to look at. */
  actions?: boolean;
}

interface DataTableProps<Row> {
  /** What the table shows, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  testId?: string;
}

/**
 * A table that becomes a list of cards where it has no room. Browsers keep telling screen readers that it
 * is a table, however its rows are drawn; a cell without content is not drawn among the cards.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, testId }: DataTableProps<Row>) {
  return (
    <div className={styles.room}>
      <table className={styles.table} data-testid={testId}>
        <caption className={styles.caption}>{caption}</caption>
        <thead className={styles.head}>
          <tr>
            {columns.map(({ key, head, actions }) => (
              <th key={key} scope="col" className={styles.header} data-actions={actions}>
                <span className={actions === true ? styles.unseen : undefined}>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.body}>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={styles.row} data-row="" data-testid={`row-${rowKey(row)}`}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.render(row);
  if (content === null || content === "")
    return (
      <td className={styles.empty} data-actions={column.actions}>
        {"\u2014"}
      </td>
    );
  if (column.main === true) {
    return (
      <th scope="row" className={styles.main}>
        <div className={styles.content}>{content}</div>
      </th>
    );
  }
  return (
    <td className={styles.cell} data-actions={column.actions}>
      {/* The head again, for cards; a screen reader has it from the column. */}
      {column.actions !== true && (
        <span className={styles.again} aria-hidden="true">
          {column.head}
        </span>
      )}
      <div className={styles.content}>{content}</div>
    </td>
  );
}
