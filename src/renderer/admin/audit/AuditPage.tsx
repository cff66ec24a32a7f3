import { useState } from "react";
import type { AuditInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { LineStateIcon, ShieldIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { useList } from "../list.ts";
import { ListOf } from "../ListOf.tsx";
import { Empty, Page, Panel } from "../Page.tsx";
import { actionWords, actorWords, detailRows, targetWords } from "./sentences.ts";
import styles from "./AuditPage.module.css";

/** Who did what, and when; the newest first. */
export function AuditPage() {
  const t = useText();
  const list = useList<AuditInfo>("audit", (last) => desk.audit(last?.seq));
  return (
    <Page title={t("admin.audit.title")} lead={t("admin.audit.lead")}>
      <ChainCheck />
      <Panel title={t("admin.audit.list")}>
        <ListOf list={list} empty={<Empty title={t("admin.audit.none")}>{t("admin.audit.none.todo")}</Empty>}>
          {(rows) => <Trail rows={rows} />}
        </ListOf>
      </Panel>
    </Page>
  );
}

function Trail({ rows }: { rows: readonly AuditInfo[] }) {
  const t = useText();
  const formats = useFormats();
  return (
    <DataTable
      caption={t("admin.audit.list")}
      rows={rows}
      rowKey={({ seq }) => seq}
      columns={[
        { key: "what", head: t("admin.audit.what"), main: true, render: (row) => <What row={row} /> },
        { key: "who", head: t("admin.audit.who"), render: (row) => actorWords(t, row) },
        { key: "to", head: t("admin.audit.target"), render: (row) => <Target row={row} /> },
        { key: "when", head: t("admin.audit.when"), render: ({ at }) => formats.moment(at) },
      ]}
    />
  );
}

function What({ row }: { row: AuditInfo }) {
  const t = useText();
  return actionWords(t, row.action) ?? <code>{row.action}</code>;
}

function Target({ row }: { row: AuditInfo }) {
  const t = useText();
  const details = detailRows(row);
  return (
    <>
      <p>{targetWords(t, row)}</p>
      {details.length > 0 && (
        <details className={styles.details}>
          <summary className={styles.summary}>{t("admin.audit.details")}</summary>
          <dl className={styles.facts}>
            {details.map(({ name, value }) => (
              <div key={name} className={styles.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

/** Asks the server to count over every row whether it is still what was written. */
function ChainCheck() {
  const t = useText();
  const action = useAction();
  const [result, setResult] = useState<{ rows: number; problem: number | null } | null>(null);
  const check = () =>
    action.run("check", async () => {
      setResult(null);
      setResult(await desk.checkAudit());
      return null;
    });
  return (
    <Panel title={t("admin.audit.check.title")}>
      <p>{t("admin.audit.check.text")}</p>
      <div>
        <Button data-testid="check" onClick={check}>
          <ShieldIcon />
          {action.busy === "check" ? t("admin.audit.checking") : t("admin.audit.check")}
        </Button>
      </div>
      <div role="status" data-testid="check-result">
        {result !== null &&
          (result.problem === null ? (
            <Callout tone="good" icon={<ShieldIcon />}>
              <p>{t("admin.audit.check.good", { rows: result.rows })}</p>
            </Callout>
          ) : (
            <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
              <p>{t("admin.audit.check.bad", { seq: result.problem })}</p>
            </Callout>
          ))}
      </div>
    </Panel>
  );
}
