import { useState } from "react";
import { ClosureInput, type ClosureInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useMinute } from "../../ui/clock.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { today, useFormats, type Formats } from "../formats.ts";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";
import { notify } from "../route.ts";
import { Holidays } from "./Holidays.tsx";

/** Days on which nobody is there: our own, and the public holidays. */
export function ClosuresPage() {
  const t = useText();
  const formats = useFormats();
  const now = useMinute();
  const loaded = useLoad("closures", desk.closures);
  const [past, setPast] = useState(false);
  const day = today(now);
  return (
    <Page title={t("admin.closures.title")} lead={t("admin.closures.lead")}>
      <Panel title={t("admin.closures.new")}>
        <NewClosure
          onAdded={(closure) => {
            loaded.replace((all) => [...all, closure]);
            const words = { days: daysInWords(formats, closure) };
            notify({ tone: "good", text: t("admin.closures.added", words) });
          }}
        />
      </Panel>
      <Panel title={t("admin.closures.ours")} testId="closures">
        <WhenLoaded loaded={loaded}>
          {(closures) => {
            const shown = closures
              .filter(({ toDay }) => past || toDay >= day)
              .sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
            return (
              <>
                {shown.length === 0 ? (
                  <Empty title={t("admin.closures.none")}>{t("admin.closures.none.todo")}</Empty>
                ) : (
                  <ClosuresTable
                    closures={shown}
                    onRemoved={(id) => loaded.replace((all) => all.filter((one) => one.id !== id))}
                  />
                )}
                {closures.some(({ toDay }) => toDay < day) && (
                  <Checkbox
                    id="closures-past"
                    label={t("admin.closures.past")}
                    checked={past}
                    onChange={setPast}
                  />
                )}
              </>
            );
          }}
        </WhenLoaded>
      </Panel>
      <Holidays firstYear={Number(day.slice(0, 4))} />
    </Page>
  );
}

function daysInWords(formats: Formats, { fromDay, toDay }: ClosureInfo): string {
  return fromDay === toDay ? formats.day(fromDay) : `${formats.day(fromDay)} – ${formats.day(toDay)}`;
}

const EMPTY = { fromDay: "", toDay: "", reason: "" };

function NewClosure({ onAdded }: { onAdded: (closure: ClosureInfo) => void }) {
  const t = useText();
  const form = useForm({
    start: EMPTY,
    // A single day needs no second date.
    check: (values) => checkBy(t, ClosureInput, { ...values, toDay: values.toDay || values.fromDay }),
    send: desk.addClosure,
    onSaved: (closure) => {
      form.reset(EMPTY);
      onAdded(closure);
    },
  });
  return (
    <FormOf form={form} testId="new-closure">
      <Pair>
        <TextField form={form} name="fromDay" label={t("admin.closures.from")} type="date" />
        <TextField
          form={form}
          name="toDay"
          label={t("admin.closures.to")}
          hint={t("admin.closures.to.hint")}
          type="date"
          min={form.values.fromDay}
        />
      </Pair>
      <TextField
        form={form}
        name="reason"
        label={t("admin.closures.reason")}
        hint={t("admin.closures.reason.hint")}
        maxLength={80}
      />
      <FormFoot form={form} save={t("admin.closures.add")} done={null} />
    </FormOf>
  );
}

interface ClosuresTableProps {
  closures: readonly ClosureInfo[];
  onRemoved: (id: string) => void;
}

function ClosuresTable({ closures, onRemoved }: ClosuresTableProps) {
  const t = useText();
  const formats = useFormats();
  const action = useAction();
  const remove = (closure: ClosureInfo) =>
    action.run(closure.id, async () => {
      const days = daysInWords(formats, closure);
      const yes = await ask({
        title: t("admin.closures.remove.title"),
        text: t("admin.closures.remove.text", { days, reason: closure.reason }),
        yes: t("admin.closures.remove"),
      });
      if (!yes) return null;
      await desk.removeClosure(closure.id);
      onRemoved(closure.id);
      return t("admin.closures.removed", { days });
    });
  return (
    <DataTable
      caption={t("admin.closures.ours")}
      rows={closures}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "days",
          head: t("admin.closures.days"),
          main: true,
          render: (closure) => daysInWords(formats, closure),
        },
        { key: "reason", head: t("admin.closures.reason"), render: ({ reason }) => reason },
        {
          key: "remove",
          head: t("admin.actions"),
          actions: true,
          render: (closure) => (
            <Button
              aria-label={t("admin.closures.remove.label", { days: daysInWords(formats, closure) })}
              data-testid={`remove-${closure.id}`}
              onClick={() => remove(closure)}
            >
              {action.busy === closure.id ? t("admin.working") : t("admin.closures.remove")}
            </Button>
          ),
        },
      ]}
    />
  );
}
