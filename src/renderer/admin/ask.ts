import { create } from "zustand";

interface Question {
  title: string;
  text: string;
  /** What speaks against a yes just now. */
  warning?: string | undefined;
  /** The yes, as a verb. */
  yes: string;
}

const useStore = create<{ question: Question | null }>(() => ({ question: null }));
let resolveIt: ((yes: boolean) => void) | null = null;

export const useQuestion = () => useStore((state) => state.question);

/** Asks before something that cannot be taken back. A question that replaces another one answers it with no. */
export function ask(question: Question): Promise<boolean> {
  answerQuestion(false);
  useStore.setState({ question });
  return new Promise((resolve) => {
    resolveIt = resolve;
  });
}

export function answerQuestion(yes: boolean): void {
  useStore.setState({ question: null });
  resolveIt?.(yes);
  resolveIt = null;
}
