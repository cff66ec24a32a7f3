import { Field } from "../../ui/Field.tsx";
import { useText } from "../../ui/Text.tsx";
import type { List } from "../list.ts";

interface SearchFieldProps {
  id: string;
  /** What is searched for: its words are `admin.….search` and `admin.….found`. */
  of?: "customers" | "authorisations";
  search: { typed: string; type: (text: string) => void; list: Pick<List<unknown>, "state"> };
}

/** Where something is searched for in a long list, and how many were found. */
export function SearchField({ id, of = "customers", search: { typed, type, list } }: SearchFieldProps) {
  const t = useText();
  const { state } = list;
  return (
    <search>
      <Field
        id={id}
        label={t(`admin.${of}.search`)}
        error={null}
        type="search"
        autoComplete="off"
        maxLength={100}
        value={typed}
        data-testid="search"
        onChange={(event) => type(event.target.value)}
      />
      <p role="status" data-testid="found">
        {state.at === "here" &&
          (state.value.more
            ? t(`admin.${of}.foundFirst`, { count: state.value.rows.length })
            : t(`admin.${of}.found`, { count: state.value.rows.length }))}
      </p>
    </search>
  );
}
