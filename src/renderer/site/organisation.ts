import { createContext, use } from "react";
import type { PublicOrganisation } from "../../shared/protocol/api.ts";
import type { Asked } from "./useAsked.ts";

const OrganisationContext = createContext<Asked<PublicOrganisation>>("loading");
export const OrganisationProvider = OrganisationContext.Provider;

/** Whose pages these are: every one shows whom to phone. */
export function useOrganisation(): Asked<PublicOrganisation> {
  return use(OrganisationContext);
}

/** The telephone number, or null while nobody knows it. */
export function usePhone(): string | null {
  const organisation = useOrganisation();
  return typeof organisation === "string" ? null : organisation.phone;
}
