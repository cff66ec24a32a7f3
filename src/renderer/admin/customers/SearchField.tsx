import { Field } from "../../ui/Field.tsx";
import { useText } from "../../ui/Text.tsx";
import type { CustomerSearch } from "./search.ts";

interface SearchFieldProps {
  id: string;
  search: CustomerSearch;
}

/** Where a customer is searched for, and how many were found. */
export function SearchField({ id, search: { typed, type, list } }: SearchFieldProps) {
  const t = useText();
  const { state } = list;
  return (
    <search>
      <Field
        id={id}
        label={t("admin.customers.search")}
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
            ? t("admin.customers.foundFirst", { count: state.value.rows.length })
            : t("admin.customers.found", { count: state.value.rows.length }))}
      </p>
    </search>
  );
}
