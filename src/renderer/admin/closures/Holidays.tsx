import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { useLoad } from "../load.ts";
import { Panel, WhenLoaded } from "../Page.tsx";
import styles from "./Holidays.module.css";

/** The public holidays of a year, which the server knows by itself. */
export function Holidays({ firstYear }: { firstYear: number }) {
  const t = useText();
  const formats = useFormats();
  const [year, setYear] = useState(firstYear);
  const loaded = useLoad(String(year), () => desk.holidays(year));
  const title = t("admin.holidays.title", { year: String(year) });
  return (
    <Panel
      title={title}
      testId="holidays"
      aside={
        <div className={styles.years}>
          <Button data-testid="year-before" onClick={() => setYear(year - 1)}>
            {t("admin.holidays.year", { year: String(year - 1) })}
          </Button>
          <Button data-testid="year-after" onClick={() => setYear(year + 1)}>
            {t("admin.holidays.year", { year: String(year + 1) })}
          </Button>
        </div>
      }
    >
      <p>{t("admin.holidays.text")}</p>
      <WhenLoaded loaded={loaded}>
        {(holidays) => (
          <DataTable
            caption={title}
            rows={holidays}
            rowKey={({ day }) => day}
            columns={[
              {
                key: "day",
                head: t("admin.holidays.day"),
                main: true,
                render: ({ day }) => formats.day(day),
              },
              { key: "name", head: t("admin.holidays.name"), render: ({ name }) => name },
            ]}
          />
        )}
      </WhenLoaded>
    </Panel>
  );
}
