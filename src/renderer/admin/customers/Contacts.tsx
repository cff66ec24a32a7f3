import type { ContactInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, LineStateIcon, MailIcon, PlusIcon } from "../../ui/icons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { desk } from "../desk.ts";
import { Link } from "../Link.tsx";
import { reachOf } from "./Reach.tsx";
import { useLoad } from "../load.ts";
import { Empty, Panel, WhenLoaded } from "../Page.tsx";
import { go } from "../route.ts";

/** The people of a customer. */
export function Contacts({ customer }: { customer: string }) {
  const t = useText();
  const loaded = useLoad(customer, () => desk.contacts(customer));
  const action = useAction();
  const invite = ({ id, email }: ContactInfo) =>
    action.run(id, async () => {
      await desk.inviteContact(id);
      return t("admin.invite.sent", { email });
    });
  return (
    <Panel
      title={t("admin.contacts.title")}
      testId="contacts"
      aside={
        <Button data-testid="add-contact" onClick={() => go(`customers/${customer}/contacts/new`)}>
          <PlusIcon />
          {t("admin.contacts.add")}
        </Button>
      }
    >
      <WhenLoaded loaded={loaded}>
        {(contacts) =>
          contacts.length === 0 ? (
            <Empty title={t("admin.contacts.none")}>{t("admin.contacts.none.todo")}</Empty>
          ) : (
            <DataTable
              caption={t("admin.contacts.title")}
              rows={[...contacts].sort((a, b) => a.name.localeCompare(b.name))}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "name",
                  head: t("admin.field.name"),
                  main: true,
                  render: ({ id, name }) => <Link to={`customers/${customer}/contacts/${id}`}>{name}</Link>,
                },
                {
                  key: "reach",
                  head: t("admin.field.reach"),
                  render: reachOf,
                },
                {
                  key: "state",
                  head: t("admin.field.state"),
                  render: (contact) => <ContactState contact={contact} />,
                },
                {
                  key: "invite",
                  head: t("admin.actions"),
                  actions: true,
                  render: (contact) =>
                    contact.ready || !contact.active ? null : (
                      <Button
                        aria-label={t("admin.invite.label", { name: contact.name })}
                        data-testid={`invite-${contact.id}`}
                        onClick={() => invite(contact)}
                      >
                        {action.busy === contact.id ? t("admin.sending") : t("admin.invite")}
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </WhenLoaded>
    </Panel>
  );
}

function ContactState({ contact: { active, ready } }: { contact: ContactInfo }) {
  const t = useText();
  if (!active) {
    return (
      <Mark tone="plain" icon={<LineStateIcon state="closed" size={18} />}>
        {t("admin.contacts.inactive")}
      </Mark>
    );
  }
  return ready ? (
    <Mark tone="good" icon={<CheckIcon size={18} />}>
      {t("admin.contacts.ready")}
    </Mark>
  ) : (
    <Mark tone="warn" icon={<MailIcon size={18} />}>
      {t("admin.contacts.invited")}
    </Mark>
  );
}
