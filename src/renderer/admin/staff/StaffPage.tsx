import type { StaffInfo } from "../../../shared/protocol/api.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, LineStateIcon, MailIcon } from "../../ui/icons.tsx";
import { MailAddress } from "../../ui/MailAddress.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { Link } from "../Link.tsx";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";
import styles from "./StaffPage.module.css";

/** Who works here. */
export function StaffPage() {
  const t = useText();
  const loaded = useLoad("staff", desk.staff);
  return (
    <Page
      title={t("admin.staff.title")}
      lead={t("admin.staff.lead")}
      add={{ to: "staff/new", label: t("admin.staff.add") }}
    >
      <Panel>
        <WhenLoaded loaded={loaded}>
          {(staff) =>
            staff.length === 0 ? (
              <Empty title={t("admin.staff.none")}>{t("admin.staff.none.todo")}</Empty>
            ) : (
              <DataTable
                caption={t("admin.staff.title")}
                rows={[...staff].sort(
                  (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
                )}
                rowKey={({ id }) => id}
                columns={[
                  {
                    key: "name",
                    head: t("admin.field.name"),
                    main: true,
                    render: ({ id, name, email }) => (
                      <>
                        <Link to={`staff/${id}`}>{name}</Link>
                        <p className={styles.email}>
                          <MailAddress>{email}</MailAddress>
                        </p>
                      </>
                    ),
                  },
                  { key: "role", head: t("admin.field.role"), render: ({ role }) => t(`admin.role.${role}`) },
                  { key: "state", head: t("admin.field.state"), render: (one) => <StaffState staff={one} /> },
                  {
                    key: "totp",
                    head: t("admin.totp.title"),
                    render: ({ totp }) => (totp ? t("admin.totp.on") : t("admin.totp.off")),
                  },
                ]}
              />
            )
          }
        </WhenLoaded>
      </Panel>
    </Page>
  );
}

export function StaffState({ staff }: { staff: StaffInfo }) {
  const t = useText();
  if (!staff.active) {
    return (
      <Mark tone="plain" icon={<LineStateIcon state="closed" size={18} />}>
        {t("admin.staff.inactive")}
      </Mark>
    );
  }
  if (!staff.ready) {
    return (
      <Mark tone="warn" icon={<MailIcon size={18} />}>
        {t("admin.staff.invited")}
      </Mark>
    );
  }
  return (
    <Mark tone="good" icon={<CheckIcon size={18} />}>
      {t("admin.staff.active")}
    </Mark>
  );
}
