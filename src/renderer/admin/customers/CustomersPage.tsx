import { useState } from "react";
import type { CustomerInfo } from "../../../shared/protocol/api.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Field } from "../../ui/Field.tsx";
import { CheckIcon, LineStateIcon } from "../../ui/icons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { Link } from "../Link.tsx";
import { reachOf } from "./Reach.tsx";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";

/** The portfolio. */
export function CustomersPage() {
  const t = useText();
  const loaded = useLoad("customers", desk.customers);
  return (
    <Page
      title={t("admin.customers.title")}
      lead={t("admin.customers.lead")}
      add={{ to: "customers/new", label: t("admin.customers.add") }}
    >
      <Panel>
        <WhenLoaded loaded={loaded}>
          {(customers) =>
            customers.length === 0 ? (
              <Empty title={t("admin.customers.none")}>{t("admin.customers.none.todo")}</Empty>
            ) : (
              <Customers customers={customers} />
            )
          }
        </WhenLoaded>
      </Panel>
    </Page>
  );
}

/** Without capitals and accents: "caffe" finds "Caffè". */
const folded = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

function Customers({ customers }: { customers: readonly CustomerInfo[] }) {
  const t = useText();
  const [search, setSearch] = useState("");
  const found = customers
    .filter(({ company, taxCode, email, phone }) =>
      folded(`${company} ${taxCode} ${email} ${phone}`).includes(folded(search.trim())),
    )
    .sort((a, b) => Number(b.active) - Number(a.active) || a.company.localeCompare(b.company));
  return (
    <>
      <search>
        <Field
          id="customer-search"
          label={t("admin.customers.search")}
          error={null}
          type="search"
          autoComplete="off"
          value={search}
          data-testid="search"
          onChange={(event) => setSearch(event.target.value)}
        />
      </search>
      <p role="status" data-testid="found">
        {t("admin.customers.found", { count: found.length })}
      </p>
      {found.length > 0 && (
        <DataTable
          caption={t("admin.customers.title")}
          rows={found}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "company",
              head: t("admin.field.company"),
              main: true,
              render: ({ id, company }) => <Link to={`customers/${id}`}>{company}</Link>,
            },
            {
              key: "reach",
              head: t("admin.field.reach"),
              render: reachOf,
            },
            {
              key: "contract",
              head: t("admin.contract.title"),
              render: ({ contractLevel }) => t(`admin.contract.level.${contractLevel}`),
            },
            { key: "contacts", head: t("admin.contacts.title"), render: ({ contacts }) => String(contacts) },
            {
              key: "state",
              head: t("admin.field.state"),
              render: ({ active }) => <ActiveMark active={active} />,
            },
          ]}
        />
      )}
    </>
  );
}

function ActiveMark({ active }: { active: boolean }) {
  const t = useText();
  return active ? (
    <Mark tone="good" icon={<CheckIcon size={18} />}>
      {t("admin.customers.active")}
    </Mark>
  ) : (
    <Mark tone="plain" icon={<LineStateIcon state="closed" size={18} />}>
      {t("admin.customers.inactive")}
    </Mark>
  );
}
