import { useText } from "../../ui/Text.tsx";
import { unlessMissing } from "../api.ts";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { Missing, Page, Panel, WhenLoaded } from "../Page.tsx";
import { useMe } from "../session.ts";
import { Contacts } from "./Contacts.tsx";
import { CustomerForm } from "./CustomerForm.tsx";

/** One customer with the contract and the people. @param id null: a new one */
export function CustomerPage({ id }: { id: string | null }) {
  const t = useText();
  const { role } = useMe();
  const loaded = useLoad(id ?? "new", async () => {
    // Only an administrator may see the settings.
    const [customer, settings] = await Promise.all([
      id === null ? null : unlessMissing(desk.customer(id)),
      role === "administrator" ? desk.settings() : null,
    ]);
    return { customer, standardCents: settings?.standardRateCents ?? null };
  });
  const back = { to: "customers", label: t("admin.customers.back") };
  return (
    <WhenLoaded loaded={loaded}>
      {({ customer, standardCents }) => {
        if (customer === null && id !== null) return <Missing back={back} />;
        return (
          <Page
            title={customer === null ? t("admin.customers.new") : customer.company}
            back={back}
            {...(customer === null ? { lead: t("admin.customers.new.lead") } : {})}
          >
            {customer !== null && <Contacts customer={customer.id} />}
            <Panel title={t("admin.customers.data")}>
              <CustomerForm
                customer={customer}
                standardCents={standardCents}
                onSaved={(next) => loaded.replace((all) => ({ ...all, customer: next }))}
              />
            </Panel>
          </Page>
        );
      }}
    </WhenLoaded>
  );
}
