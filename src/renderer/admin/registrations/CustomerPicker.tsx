import { useId, useState } from "react";
import type { CustomerInfo, RegistrationInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { useText } from "../../ui/Text.tsx";
import { useCustomerSearch } from "../customers/search.ts";
import { SearchField } from "../customers/SearchField.tsx";
import { WhenLoaded } from "../Page.tsx";
import styles from "./RegistrationCard.module.css";

/** More than that are found sooner with another letter. */
const MOST = 6;

interface CustomerPickerProps {
  registration: RegistrationInfo;
  /** Identifier of the customer that it is being added to, or another action, or null. */
  busy: string | null;
  onAdd: (customer: CustomerInfo) => void;
}

/** Finds the customer that somebody who has registered belongs to. */
export function CustomerPicker({ registration: { company, name }, busy, onAdd }: CustomerPickerProps) {
  const t = useText();
  const id = useId();
  const search = useCustomerSearch();
  const [chosen, setChosen] = useState("");
  return (
    <div className={styles.picker} data-testid="picker">
      <p>{t("admin.registrations.existing.text", { company, name })}</p>
      <SearchField id={`${id}-search`} search={search} />
      <WhenLoaded loaded={search.list}>
        {({ rows }) => {
          const active = rows.filter((customer) => customer.active);
          const offered = active.slice(0, MOST);
          const choice = offered.find((customer) => customer.id === chosen);
          if (rows.length === 0) return null;
          if (active.length === 0) return <p>{t("admin.registrations.existing.inactive")}</p>;
          return (
            <>
              <RadioGroup
                label={t("admin.registrations.existing.which")}
                value={chosen}
                options={offered.map(optionOf)}
                onChange={setChosen}
              />
              {active.length > MOST && <p>{t("admin.registrations.existing.more")}</p>}
              {choice !== undefined && (
                <>
                  <p>{t("admin.registrations.add.text", { name, company: choice.company })}</p>
                  <div>
                    <Button look="primary" data-testid="add-chosen" onClick={() => onAdd(choice)}>
                      {busy === choice.id
                        ? t("admin.working")
                        : t("admin.registrations.add", { company: choice.company })}
                    </Button>
                  </div>
                </>
              )}
            </>
          );
        }}
      </WhenLoaded>
    </div>
  );
}

const optionOf = ({ id, company, taxCode, address }: CustomerInfo) => ({
  value: id,
  label: company,
  // What tells two of the same name apart.
  hint: [taxCode, address].filter((text) => text !== "").join(" · "),
  testId: `pick-${id}`,
});
