import { useState } from "react";
import type { AuthorisationInfo } from "../../../shared/protocol/api.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { MailAddress } from "../../ui/MailAddress.tsx";
import { useText } from "../../ui/Text.tsx";
import { SearchField } from "../customers/SearchField.tsx";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { useList } from "../list.ts";
import { ListOf } from "../ListOf.tsx";
import { Empty, Page, Panel } from "../Page.tsx";
import { useSettled } from "../useSettled.ts";
import { AuthorisationRecord } from "./AuthorisationRecord.tsx";

/** What callers have accepted before a session. */
export function AuthorisationsPage() {
  const t = useText();
  const [typed, type] = useState("");
  const search = useSettled(typed.trim());
  const list = useList<AuthorisationInfo>(`authorisations ${search}`, (last) =>
    desk.authorisations({ search, after: last?.id }),
  );
  const isAll = typed === "" && search === "" && !list.stale;
  const none = isAll && list.state.at === "here" && list.state.value.rows.length === 0;
  return (
    <Page title={t("admin.authorisations.title")} lead={t("admin.authorisations.lead")}>
      <Panel>
        {none ? (
          <Empty title={t("admin.authorisations.none")}>{t("admin.authorisations.none.todo")}</Empty>
        ) : (
          <>
            <SearchField id="authorisation-search" of="authorisations" search={{ typed, type, list }} />
            <ListOf list={list} empty={null}>
              {(authorisations) => <Authorisations authorisations={authorisations} />}
            </ListOf>
          </>
        )}
      </Panel>
    </Page>
  );
}

function Authorisations({ authorisations }: { authorisations: readonly AuthorisationInfo[] }) {
  const t = useText();
  const formats = useFormats();
  return (
    <DataTable
      caption={t("admin.authorisations.title")}
      rows={authorisations}
      rowKey={({ id }) => id}
      columns={[
        { key: "company", head: t("authorisation.company"), main: true, render: ({ company }) => company },
        { key: "operator", head: t("authorisation.operator"), render: ({ operator }) => operator },
        {
          key: "email",
          head: t("authorisation.email"),
          render: ({ email }) => <MailAddress>{email}</MailAddress>,
        },
        {
          key: "when",
          head: t("admin.authorisations.when"),
          render: ({ createdAt }) => formats.moment(createdAt),
        },
        { key: "line", head: t("admin.authorisations.line"), render: ({ line }) => String(line) },
        {
          key: "record",
          head: t("admin.authorisations.record"),
          render: (one) => <AuthorisationRecord authorisation={one} />,
        },
      ]}
    />
  );
}
