import type { Translate } from "../../shared/i18n/index.ts";
import type { SessionInfo } from "../../shared/protocol/api.ts";
import { Button } from "../ui/Button.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { Mark } from "../ui/Mark.tsx";
import { useText } from "../ui/Text.tsx";
import { useAction } from "./action.ts";
import { ask } from "./ask.ts";
import { useFormats } from "./formats.ts";

/** "Firefox on Linux", as program.ts writes it, in the words of the page; anything else as it is. */
function programWords(t: Translate, program: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(program) ?? [];
  if (browser === undefined || system === undefined) return program;
  return t("admin.sessions.program", { browser, system });
}

interface SessionsTableProps {
  caption: string;
  sessions: readonly SessionInfo[];
  end: (id: string) => Promise<void>;
  onEnded: () => void;
}

/** Where somebody is signed in, each with a way to end it. */
export function SessionsTable({ caption, sessions, end, onEnded }: SessionsTableProps) {
  const t = useText();
  const formats = useFormats();
  const action = useAction();
  const endOne = (session: SessionInfo) =>
    action.run(session.id, async () => {
      const program = programWords(t, session.program);
      const yes = await ask({
        title: t("admin.sessions.end.title"),
        text: t("admin.sessions.end.text", { program }),
        yes: t("admin.sessions.end"),
      });
      if (!yes) return null;
      await end(session.id);
      onEnded();
      return t("admin.sessions.ended", { program });
    });
  return (
    <DataTable
      caption={caption}
      rows={[...sessions].sort(
        (a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt,
      )}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "program",
          head: t("admin.sessions.where"),
          main: true,
          render: ({ program, kind }) =>
            kind === "viewer"
              ? t("admin.sessions.viewer", { program: programWords(t, program) })
              : programWords(t, program),
        },
        {
          key: "used",
          head: t("admin.sessions.lastUsed"),
          render: ({ current, lastUsedAt }) =>
            current ? (
              <Mark tone="good" icon={<CheckIcon size={18} />}>
                {t("admin.sessions.current")}
              </Mark>
            ) : (
              formats.moment(lastUsedAt)
            ),
        },
        {
          key: "since",
          head: t("admin.sessions.since"),
          render: ({ createdAt }) => formats.moment(createdAt),
        },
        {
          key: "end",
          head: t("admin.actions"),
          actions: true,
          render: (session) =>
            session.current ? null : (
              <Button
                aria-label={t("admin.sessions.end.label", { program: programWords(t, session.program) })}
                data-testid={`end-${session.id}`}
                onClick={() => endOne(session)}
              >
                {action.busy === session.id ? t("admin.working") : t("admin.sessions.end")}
              </Button>
            ),
        },
      ]}
    />
  );
}
