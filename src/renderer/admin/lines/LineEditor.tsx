import { LineInput, type LineInfo, type Settings, type StaffInfo } from "../../../shared/protocol/api.ts";
import { LineNumber } from "../../../shared/protocol/common.ts";
import { standardHours } from "../../../shared/protocol/hours.ts";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { TextField } from "../fields.tsx";
import { checkBy, useForm, type Checked } from "../form.ts";
import { FormFoot, FormOf } from "../FormOf.tsx";
import { useFormats } from "../formats.ts";
import { useLoad } from "../load.ts";
import { Missing, Page, Panel, WhenLoaded } from "../Page.tsx";
import { rateDraft, RateField, rateOf } from "../rate.tsx";
import { RemovePanel } from "../RemovePanel.tsx";
import { go } from "../route.ts";
import { checkHours, draftOf, type HoursDraft } from "./hours.ts";
import { HoursEditor } from "./HoursEditor.tsx";
import { LineStaff } from "./LineStaff.tsx";

interface Around {
  lines: readonly LineInfo[];
  staff: readonly StaffInfo[];
  settings: Settings;
}

/** @param number null: a new line */
export function LineEditor({ number }: { number: number | null }) {
  const t = useText();
  const loaded = useLoad(String(number), async () => {
    const [lines, staff, settings] = await Promise.all([desk.lines(), desk.staff(), desk.settings()]);
    return { lines, staff, settings };
  });
  const back = { to: "lines", label: t("admin.lines.back") };
  return (
    <WhenLoaded loaded={loaded}>
      {(around) => {
        const line = around.lines.find((one) => one.number === number) ?? null;
        if (line === null && number !== null) return <Missing back={back} />;
        return (
          <Page
            title={
              line === null
                ? t("admin.lines.new")
                : t("admin.lines.edit", { line: line.number, label: line.label })
            }
            back={back}
          >
            <Panel>
              <LineForm
                line={line}
                around={around}
                onSaved={(next) =>
                  loaded.replace(({ lines, ...rest }) => ({
                    ...rest,
                    lines: lines.map((one) => (one.number === next.number ? next : one)),
                  }))
                }
              />
            </Panel>
            {line !== null && <RemoveLine line={line} />}
          </Page>
        );
      }}
    </WhenLoaded>
  );
}

interface Typed {
  number: string;
  label: string;
  description: string;
  hours: HoursDraft;
  everybody: boolean;
  staff: string[];
  ownRate: boolean;
  rateCents: string;
}

interface LineFormProps {
  line: LineInfo | null;
  around: Around;
  onSaved: (line: LineInfo) => void;
}

function LineForm({ line, around, onSaved }: LineFormProps) {
  const t = useText();
  const { language } = useFormats();
  const start: Typed = {
    number: String(line?.number ?? ""),
    label: line?.label ?? "",
    description: line?.description ?? "",
    hours: draftOf(line?.hours ?? standardHours),
    everybody: line === null || line.staff === null,
    staff: line?.staff ?? [],
    ...rateDraft(language, line?.rateCents ?? null),
  };

  const check = (values: Typed): Checked<{ number: number; input: LineInput }> => {
    const hours = checkHours(values.hours);
    const wrong: Record<string, string> = {};
    const number = LineNumber.safeParse(
      /^\d{1,3}$/.test(values.number.trim()) ? Number(values.number) : null,
    );
    if (!number.success) wrong["number"] = t("admin.wrong.number");
    else if (line === null && around.lines.some((one) => one.number === number.data)) {
      wrong["number"] = t("admin.wrong.numberTaken", { number: number.data });
    }
    if (!values.everybody && values.staff.length === 0) wrong["staff"] = t("admin.wrong.staff");
    if ("wrong" in hours) {
      for (const [path, problem] of Object.entries(hours.wrong)) {
        wrong[path] = t(`admin.wrong.hours.${problem}`);
      }
    }
    const rest = checkBy(t, LineInput, {
      label: values.label,
      description: values.description,
      hours: "hours" in hours ? hours.hours : "always",
      staff: values.everybody ? null : values.staff,
      rateCents: rateOf(values),
    });
    if ("wrong" in rest) Object.assign(wrong, rest.wrong);
    if ("wrong" in rest || !number.success || Object.keys(wrong).length > 0) return { wrong };
    return { input: { number: number.data, input: rest.input } };
  };

  const form = useForm({
    start,
    check,
    send: ({ number, input }) => desk.saveLine(number, input),
    onSaved: (next) => {
      if (line === null) {
        const text = t("admin.lines.added", { line: next.number, label: next.label });
        go("lines", { tone: "good", text });
      } else onSaved(next);
    },
  });
  const { values, change } = form;

  return (
    <FormOf form={form} testId="line-form">
      {line === null && (
        <TextField
          form={form}
          name="number"
          label={t("admin.lines.number")}
          hint={t("admin.lines.number.hint")}
          inputMode="numeric"
          maxLength={3}
        />
      )}
      <TextField
        form={form}
        name="label"
        label={t("admin.lines.label")}
        hint={t("admin.lines.label.hint")}
        maxLength={80}
      />
      <TextField
        form={form}
        name="description"
        label={t("admin.lines.description")}
        hint={t("admin.lines.description.hint")}
        maxLength={160}
      />
      <HoursEditor
        id={form.id}
        draft={values.hours}
        wrong={form.wrong}
        onChange={(hours) => change({ hours })}
      />
      <LineStaff
        id={form.id}
        staff={around.staff}
        everybody={values.everybody}
        chosen={values.staff}
        wrong={form.wrong("staff")}
        onChange={change}
      />
      <RateField form={form} standardCents={around.settings.standardRateCents} />
      <FormFoot form={form} save={line === null ? t("admin.lines.addSubmit") : t("admin.save")} />
    </FormOf>
  );
}

function RemoveLine({ line }: { line: LineInfo }) {
  const t = useText();
  const words = { line: line.number, label: line.label };
  return (
    <RemovePanel
      verb={t("admin.lines.remove")}
      what={t("admin.lines.remove.what")}
      question={{ title: t("admin.lines.remove.title", words), text: t("admin.lines.remove.text") }}
      remove={() => desk.removeLine(line.number)}
      back="lines"
      done={t("admin.lines.removed", words)}
    />
  );
}
