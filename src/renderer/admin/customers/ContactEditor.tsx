import { ContactInput, type ContactInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { LanguageField } from "../LanguageField.tsx";
import { useLoad } from "../load.ts";
import { Missing, Page, Panel, WhenLoaded } from "../Page.tsx";
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
            {contact !== null && <RemoveContact customer={customer} contact={contact} />}
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
      <TextField
        form={form}
        name="phone"
        label={t("admin.field.phone")}
        hint={t("admin.field.optional")}
        type="tel"
        maxLength={32}
      />
      <LanguageField value={values.language} onChange={(next) => change({ language: next })} />
      {contact !== null && (
        <Checkbox
          id={`${form.id}-active`}
          label={t("admin.contacts.isActive")}
          hint={t("admin.contacts.isActive.hint")}
          checked={values.active}
          testId="active"
          onChange={(next) => change({ active: next })}
        />
      )}
      <FormFoot form={form} save={contact === null ? t("admin.contacts.addSubmit") : t("admin.save")} />
    </FormOf>
  );
}

function RemoveContact({ customer, contact }: { customer: string; contact: ContactInfo }) {
  const t = useText();
  const action = useAction();
  const { id, name } = contact;
  const remove = () =>
    action.run("remove", async () => {
      const yes = await ask({
        title: t("admin.contacts.remove.title", { name }),
        text: t("admin.contacts.remove.text"),
        yes: t("admin.contacts.remove"),
      });
      if (!yes) return null;
      await desk.removeContact(id);
      go(`customers/${customer}`, { tone: "good", text: t("admin.contacts.removed", { name }) });
      return null;
    });
  return (
    <Panel title={t("admin.contacts.remove")}>
      <p>{t("admin.contacts.remove.what")}</p>
      <div>
        <Button data-testid="remove" onClick={remove}>
          {action.busy === null ? t("admin.contacts.remove") : t("admin.working")}
        </Button>
      </div>
    </Panel>
  );
}
