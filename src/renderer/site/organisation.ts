import { createContext, use, useEffect, useState } from "react";
import { PublicOrganisation } from "../../shared/protocol/api.ts";
import { get } from "./request.ts";

/** Pauses between tries, in milliseconds; after the last it is up to the visitor. */
const PAUSES_MS = [1_000, 4_000, 15_000, 60_000];

/** loading: nothing is known yet. failed: not yet, and the first try has failed. */
export type OrganisationState = "loading" | "failed" | PublicOrganisation;

const OrganisationContext = createContext<OrganisationState>("loading");
export const OrganisationProvider = OrganisationContext.Provider;

export function useOrganisation(): OrganisationState {
  return use(OrganisationContext);
}

/** The telephone number, or null while nobody knows it. */
export function usePhone(): string | null {
  const organisation = useOrganisation();
  return typeof organisation === "string" ? null : organisation.phone;
}

/** Asks the server who it belongs to, again and again at first: every page shows whom to phone. */
export function useAskedOrganisation(): OrganisationState {
  const [organisation, setOrganisation] = useState<OrganisationState>("loading");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async (pauses: readonly number[]): Promise<void> => {
      const result = await get("/organisation", PublicOrganisation);
      if (gone) return;
      setOrganisation(result.ok ? result.value : "failed");
      const [pause, ...others] = pauses;
      if (!result.ok && pause !== undefined) timer = setTimeout(() => void ask(others), pause);
    };
    void ask(PAUSES_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return organisation;
}
