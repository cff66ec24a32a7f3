import { useEffect, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Heading } from "../ui/Heading.tsx";
import { BackIcon, LineStateIcon, PlusIcon } from "../ui/icons.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { Link } from "./Link.tsx";
import type { Loaded } from "./load.ts";
import { go } from "./route.ts";
import { useSession } from "./session.ts";
import { failureWords } from "./words.ts";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** What this page is for, in a sentence. */
  lead?: string;
  /** Where one came from. */
  back?: { to: string; label: string };
  /** The thing one most often comes for. */
  add?: { to: string; label: string };
  children: ReactNode;
}

/** One page: its heading takes the focus, its title stands in the browser's tab. */
export function Page({ title, lead, back, add, children }: PageProps) {
  const organisation = useSession((state) => state.organisation);
  const name = organisation?.name ?? "Linea";
  useEffect(() => {
    document.title = `${title} – ${name}`;
  }, [title, name]);
  return (
    <>
      <div className={styles.head}>
        <div className={styles.words}>
          {back && (
            <p>
              <Link to={back.to} className={styles.back} data-testid="back">
                <BackIcon size={20} />
                {back.label}
              </Link>
            </p>
          )}
          <Heading className={styles.title}>{title}</Heading>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {add && (
          <Button look="primary" data-testid="add" onClick={() => go(add.to)}>
            <PlusIcon />
            {add.label}
          </Button>
        )}
      </div>
      {children}
    </>
  );
}

interface PanelProps {
  title?: string;
  /** Beside the title. */
  aside?: ReactNode;
  testId?: string;
  children: ReactNode;
}

/** One thing on a page. */
export function Panel({ title, aside, testId, children }: PanelProps) {
  return (
    <section className={styles.panel} data-testid={testId}>
      {title !== undefined && (
        <div className={styles.panelHead}>
          <h2 className={styles.panelTitle}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** There is nothing yet: says so, and what to do. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.empty} data-testid="empty">
      <p className={styles.emptyTitle}>{title}</p>
      <p>{children}</p>
    </div>
  );
}

/** Draws what has been loaded; before that says that it comes, and if it does not, why. */
export function WhenLoaded<Value>({
  loaded,
  children,
}: {
  loaded: Loaded<Value>;
  children: (value: Value) => ReactNode;
}) {
  const t = useText();
  const { state } = loaded;
  switch (state.at) {
    case "loading":
      return (
        <div className={styles.loading} data-testid="loading">
          <Pulse />
          <p role="status">{t("admin.loading")}</p>
        </div>
      );
    case "failed":
      return (
        <div className={styles.failed} data-testid="load-failed">
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            <p role="alert">{failureWords(t, state.cause)}</p>
          </Callout>
          <div>
            <Button look="primary" data-testid="reload" onClick={loaded.reload}>
              {t("admin.retry")}
            </Button>
          </div>
        </div>
      );
    case "here":
      return children(state.value);
  }
}

/** A page of something that is no longer there, or never was. */
export function Missing({ back }: { back: { to: string; label: string } }) {
  const t = useText();
  return (
    <Page title={t("admin.missing.title")}>
      <Panel>
        <p>{t("admin.missing.text")}</p>
        <p>
          <Link to={back.to}>{back.label}</Link>
        </p>
      </Panel>
    </Page>
  );
}
