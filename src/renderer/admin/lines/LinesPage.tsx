import type { LineInfo, StaffInfo } from "../../../shared/protocol/api.ts";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { Link } from "../Link.tsx";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";
import { useMe } from "../session.ts";
import { hoursInWords } from "./hours.ts";
import { Stop } from "./Stop.tsx";
import { ViewerDownloads } from "./ViewerDownloads.tsx";

/** Every line; an administrator can change them, technicians look at them. */
export function LinesPage() {
  const t = useText();
  const { role } = useMe();
  const mayEdit = role === "administrator";
  const loaded = useLoad("lines", async () => {
    const [lines, staff] = await Promise.all([desk.lines(), mayEdit ? desk.staff() : []]);
    return { lines: lines.sort((a, b) => a.number - b.number), staff };
  });
  return (
    <Page
      title={t("admin.lines.title")}
      lead={mayEdit ? t("admin.lines.lead") : t("admin.lines.lead.read")}
      {...(mayEdit ? { add: { to: "lines/new", label: t("admin.lines.add") } } : {})}
    >
      <Panel>
        <WhenLoaded loaded={loaded}>
          {({ lines, staff }) =>
            lines.length === 0 ? (
              <Empty title={t("admin.lines.none")}>
                {mayEdit ? t("admin.lines.none.todo") : t("admin.lines.none.ask")}
              </Empty>
            ) : (
              <LinesTable lines={lines} staff={staff} mayEdit={mayEdit} />
            )
          }
        </WhenLoaded>
      </Panel>
      <ViewerDownloads />
    </Page>
  );
}

interface LinesTableProps {
  lines: readonly LineInfo[];
  staff: readonly StaffInfo[];
  mayEdit: boolean;
}

function LinesTable({ lines, staff, mayEdit }: LinesTableProps) {
  const t = useText();
  const me = useMe();
  const formats = useFormats();
  const whose = ({ staff: ids }: LineInfo) => {
    if (ids === null) return t("admin.lines.everybody");
    if (!mayEdit) return ids.includes(me.id) ? t("admin.lines.mine") : t("admin.lines.others");
    const names = ids.flatMap((id) => staff.find((one) => one.id === id)?.name ?? []);
    return names.length === 0 ? t("admin.lines.nobody") : names.join(", ");
  };
  const columns: Column<LineInfo>[] = [
    {
      key: "line",
      head: t("admin.lines.line"),
      main: true,
      render: ({ number, label, description }) => (
        <Stop number={number} description={description}>
          {mayEdit ? <Link to={`lines/${number}`}>{label}</Link> : label}
        </Stop>
      ),
    },
    { key: "hours", head: t("admin.hours.title"), render: ({ hours }) => hoursInWords(t, hours) },
    { key: "staff", head: t("admin.lines.who"), render: whose },
  ];
  if (mayEdit) {
    columns.push({
      key: "rate",
      head: t("admin.lines.rate"),
      render: ({ rateCents }) =>
        rateCents === null
          ? t("admin.rate.standard")
          : t("admin.rate.hourly", { rate: formats.money(rateCents) }),
    });
  }
  return (
    <DataTable
      caption={t("admin.lines.title")}
      columns={columns}
      rows={lines}
      rowKey={({ number }) => number}
    />
  );
}
