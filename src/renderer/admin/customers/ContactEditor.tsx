import { ContactInput, type ContactInfo } from "../../../shared/protocol/api.ts";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { CheckField, PhoneField, TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { LanguageField } from "../LanguageField.tsx";
import { useLoad } from "../load.ts";
import { Missing, Page, Panel, WhenLoaded } from "../Page.tsx";
import { RemovePanel } from "../RemovePanel.tsx";
import { go, type Notice } from "../route.ts";

const NEW: ContactInput = { name: "", email: "", phone: "", language: "it", active: true };

/** Somebody who works at a customer. @param id null: somebody new */
export function ContactEditor({ customer, id }: { customer: string; id: string | null }) {
  const t = useText();
  const loaded = useLoad(`${customer} ${id ?? "new"}`, async () =>
    id === null ? null : ((await desk.contacts(customer)).find((one) => one.id === id) ?? "missing"),
  );
  const back = { to: `customers/${customer}`, label: t("admin.contacts.back") };
  return (
    <WhenLoaded loaded={loaded}>
      {(contact) => {
        if (contact === "missing") return <Missing back={back} />;
        return (
          <Page
            title={contact === null ? t("admin.contacts.new") : contact.name}
            back={back}
            {...(contact === null ? { lead: t("admin.contacts.new.lead") } : {})}
          >
            <Panel>
              <ContactForm customer={customer} contact={contact} />
            </Panel>
            {contact !== null && (
              <RemovePanel
                verb={t("admin.contacts.remove")}
                what={t("admin.contacts.remove.what")}
                question={{
                  title: t("admin.contacts.remove.title", { name: contact.name }),
                  text: t("admin.contacts.remove.text"),
                }}
                remove={() => desk.removeContact(contact.id)}
                back={back.to}
                done={t("admin.contacts.removed", { name: contact.name })}
              />
            )}
          </Page>
        );
      }}
    </WhenLoaded>
  );
}

interface ContactFormProps {
  customer: string;
  contact: ContactInfo | null;
}

function ContactForm({ customer, contact }: ContactFormProps) {
  const t = useText();
  const before = contact ?? NEW;
  const form = useForm({
    start: {
      name: before.name,
      email: before.email,
      phone: before.phone,
      language: before.language,
      active: before.active,
    },
    check: (values) => checkBy(t, ContactInput, values),
    send: async (input): Promise<Notice> => {
      if (contact !== null) {
        const { name, email } = await desk.changeContact(contact.id, input);
        return { tone: "good", text: t("admin.contacts.changed", { name, email }) };
      }
      const { id, name, email } = await desk.addContact(customer, input);
      // The contact is there already: sending the form again would be refused.
      const invited = await desk.inviteContact(id).then(
        () => true,
        () => false,
      );
      return invited
        ? { tone: "good", text: t("admin.contacts.added", { name, email }) }
        : { tone: "warn", text: t("admin.contacts.addedOnly", { name }) };
    },
    onSaved: (notice) => go(`customers/${customer}`, notice),
  });
  const { values, change } = form;
  return (
    <FormOf form={form} testId="contact-form">
      <Pair>
        <TextField form={form} name="name" label={t("admin.field.fullName")} maxLength={80} />
        <TextField form={form} name="email" label={t("admin.field.email")} type="email" />
      </Pair>
      <PhoneField form={form} name="phone" hint={t("admin.field.optional")} />
      <LanguageField value={values.language} onChange={(next) => change({ language: next })} />
      {contact !== null && (
        <CheckField
          form={form}
          name="active"
          label={t("admin.contacts.isActive")}
          hint={t("admin.contacts.isActive.hint")}
          testId="active"
        />
      )}
      <FormFoot form={form} save={contact === null ? t("admin.contacts.addSubmit") : t("admin.save")} />
    </FormOf>
  );
}
