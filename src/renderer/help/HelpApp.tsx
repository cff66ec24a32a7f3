import { useState } from "react";
import type { HelpView } from "../../shared/protocol/ipc.ts";
import { unbroken } from "../ui/format.ts";
import { Text } from "../ui/Text.tsx";
import { send, useView } from "./bridge.ts";
import { Active } from "./Active.tsx";
import { Authorising } from "./authorisation/Authorising.tsx";
import { RememberedNote } from "./authorisation/RememberedNote.tsx";
import { useDraft, type DraftState } from "./authorisation/useDraft.ts";
import { Asking } from "./Asking.tsx";
import { Ended } from "./Ended.tsx";
import { Header } from "./Header.tsx";
import styles from "./HelpApp.module.css";
import { LinesPage } from "./LinesPage.tsx";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { Distrusted, Offline, Outdated } from "./Trouble.tsx";
import { Queued } from "./Queued.tsx";
import { Ringing } from "./Ringing.tsx";
import { Calling, Linking } from "./Waiting.tsx";

/** The caller's window. */
export function HelpApp() {
  const view = useView();
  // Kept here so that the name survives from one call to the next.
  const [typedName, setTypedName] = useState<string | null>(null);
  const form = useDraft(view?.remembered ?? null, typedName ?? "");
  if (view === null) return null;
  return (
    <Text language={view.language} title="window.help">
      <div className={styles.window}>
        <Header
          organisation={view.organisation}
          language={view.language}
          languages={view.languages}
          onLanguage={(language) => send("language", { language })}
        />
        {!view.online && view.stage.at !== "lines" && <OfflineBanner />}
        <main className={styles.stage} data-testid={`stage-${view.stage.at}`}>
          <Stage view={view} name={typedName ?? view.suggestedName} onName={setTypedName} form={form} />
        </main>
      </div>
    </Text>
  );
}

interface StageProps {
  view: HelpView;
  name: string;
  onName: (name: string) => void;
  form: DraftState;
}

function Stage({ view, name, onName, form }: StageProps) {
  const { stage, lines, distrusted } = view;
  const phone = unbroken(view.organisation.phone);
  const organisation = view.organisation.name;
  switch (stage.at) {
    case "lines":
      if (view.outdated) return <Outdated phone={phone} newHelp={view.newHelp} />;
      if (distrusted !== null) return <Distrusted why={distrusted} phone={phone} />;
      if (!view.online || lines === null) return <Offline phone={phone} />;
      return (
        <>
          <LinesPage lines={lines} phone={phone} notice={stage.notice} name={name} onName={onName} />
          <RememberedNote
            remembered={view.remembered !== null}
            forgotten={form.forgotten}
            onForget={form.forget}
          />
        </>
      );
    case "authorising":
      // Another text is another page: it begins at its top.
      return <Authorising key={stage.version} stage={stage} view={view} phone={phone} {...form} />;
    case "calling":
      return <Calling line={stage.line} />;
    case "queued":
      return <Queued line={stage.line} position={stage.position} organisation={organisation} />;
    case "ringing":
      return <Ringing stage={stage} phone={phone} organisation={organisation} />;
    case "asking":
      return <Asking technician={stage.technician} endsAt={stage.endsAt} organisation={organisation} />;
    case "linking":
      return <Linking technician={stage.technician} organisation={organisation} />;
    case "active":
      return <Active {...stage} organisation={organisation} />;
    case "ended":
      return <Ended stage={stage} organisation={organisation} ownPhone={unbroken(view.ownPhone)} />;
  }
}
