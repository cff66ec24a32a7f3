import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { useAction } from "./action.ts";
import { ask } from "./ask.ts";
import { Panel } from "./Page.tsx";
import { go } from "./route.ts";

interface RemovePanelProps {
  /** What is done, as a verb: over the panel, on its button and on the one that says yes. */
  verb: string;
  /** What that means. */
  what: string;
  question: { title: string; text: string };
  remove: () => Promise<void>;
  /** Where to go afterwards, and what to say there. */
  back: string;
  done: string;
}

/** Takes away the thing that the page is about, after a yes. */
export function RemovePanel({ verb, what, question, remove, back, done }: RemovePanelProps) {
  const t = useText();
  const action = useAction();
  const press = () =>
    action.run("remove", async () => {
      if (!(await ask({ ...question, yes: verb }))) return null;
      await remove();
      go(back, { tone: "good", text: done });
      return null;
    });
  return (
    <Panel title={verb}>
      <p>{what}</p>
      <div>
        <Button data-testid="remove" onClick={press}>
          {action.busy === null ? verb : t("admin.working")}
        </Button>
      </div>
    </Panel>
  );
}
