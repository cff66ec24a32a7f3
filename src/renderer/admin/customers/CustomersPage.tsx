import type { CustomerInfo } from "../../../shared/protocol/api.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, LineStateIcon } from "../../ui/icons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { Link } from "../Link.tsx";
import { ListOf } from "../ListOf.tsx";
import { Empty, Page, Panel } from "../Page.tsx";
import { reachOf } from "./Reach.tsx";
import { useCustomerSearch } from "./search.ts";
import { SearchField } from "./SearchField.tsx";

/** The portfolio. */
export function CustomersPage() {
  const t = useText();
  const search = useCustomerSearch();
  const { list } = search;
  const isEverybody = search.typed === "" && search.search === "" && !list.stale;
  const nobody = isEverybody && list.state.at === "here" && list.state.value.rows.length === 0;
  return (
    <Page
      title={t("admin.customers.title")}
      lead={t("admin.customers.lead")}
      add={{ to: "customers/new", label: t("admin.customers.add") }}
    >
      <Panel>
        {nobody ? (
          <Empty title={t("admin.customers.none")}>{t("admin.customers.none.todo")}</Empty>
        ) : (
          <>
            <SearchField id="customer-search" search={search} />
            {/* That nobody was found is said below the field. */}
            <ListOf list={list} empty={null}>
              {(customers) => <Customers customers={customers} />}
            </ListOf>
          </>
        )}
      </Panel>
    </Page>
  );
}

function Customers({ customers }: { customers: readonly CustomerInfo[] }) {
  const t = useText();
  return (
    <DataTable
      caption={t("admin.customers.title")}
      rows={customers}
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
