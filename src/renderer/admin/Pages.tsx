import { useEffect } from "react";
import { useText } from "../ui/Text.tsx";
import { AccountPage } from "./account/AccountPage.tsx";
import { AuditPage } from "./audit/AuditPage.tsx";
import { AuthorisationsPage } from "./authorisations/AuthorisationsPage.tsx";
import { ClosuresPage } from "./closures/ClosuresPage.tsx";
import { ContactEditor } from "./customers/ContactEditor.tsx";
import { CustomerPage } from "./customers/CustomerPage.tsx";
import { CustomersPage } from "./customers/CustomersPage.tsx";
import { LineEditor } from "./lines/LineEditor.tsx";
import { LinesPage } from "./lines/LinesPage.tsx";
import { OutboxPage } from "./outbox/OutboxPage.tsx";
import { Missing } from "./Page.tsx";
import { placesOf } from "./places.ts";
import { RegistrationsPage } from "./registrations/RegistrationsPage.tsx";
import { useRoute } from "./route.ts";
import { useMe } from "./session.ts";
import { SettingsPage } from "./settings/SettingsPage.tsx";
import { StaffEditor } from "./staff/StaffEditor.tsx";
import { StaffPage } from "./staff/StaffPage.tsx";

/** Addresses that are no page: the first page of one's own instead. */
const NOWHERE = ["", "forgotten"];

export function Pages() {
  const t = useText();
  const path = useRoute((state) => state.path);
  const arrivals = useRoute((state) => state.arrivals);
  const places = placesOf(useMe());
  const first = places[0]?.path ?? "account";
  const nowhere = NOWHERE.includes(path);
  useEffect(() => {
    // In place of this entry of the history, so that back does not lead here again.
    if (nowhere) location.replace(`#/${first}`);
  }, [nowhere, first]);
  if (nowhere) return null;
  const allowed = places.some((place) => place.path === path.split("/")[0]);
  const page = allowed ? pageAt(path) : null;
  // Each arrival is a page of its own: drawn anew, with the focus on its heading.
  return (
    <PageOf key={`${arrivals} ${path}`}>
      {page ?? <Missing back={{ to: first, label: t("admin.missing.home") }} />}
    </PageOf>
  );
}

function PageOf({ children }: { children: React.ReactNode }) {
  return children;
}

function pageAt(path: string) {
  const [place, id, below, sub, ...more] = path.split("/");
  if (more.length > 0) return null;
  if (place === "customers" && id !== undefined && below === "contacts" && sub !== undefined) {
    return <ContactEditor customer={id} id={sub === "new" ? null : sub} />;
  }
  if (below !== undefined) return null;
  if (id === undefined) return listAt(place ?? "");
  const one = id === "new" ? null : id;
  switch (place) {
    case "customers":
      return <CustomerPage id={one} />;
    case "lines":
      return <LineEditor number={one === null ? null : Number(one)} />;
    case "staff":
      return <StaffEditor id={one} />;
    default:
      return null;
  }
}

function listAt(place: string) {
  switch (place) {
    case "account":
      return <AccountPage />;
    case "audit":
      return <AuditPage />;
    case "authorisations":
      return <AuthorisationsPage />;
    case "closures":
      return <ClosuresPage />;
    case "customers":
      return <CustomersPage />;
    case "lines":
      return <LinesPage />;
    case "outbox":
      return <OutboxPage />;
    case "registrations":
      return <RegistrationsPage />;
    case "settings":
      return <SettingsPage />;
    case "staff":
      return <StaffPage />;
    default:
      return null;
  }
}
