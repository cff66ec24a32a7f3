/** Whose the demo is. No release is built with it (scripts/dist/gate/brandingCheck.ts). */
export const DEMO_ORGANISATION = { name: "Assistenza Demo", phone: "06 5555 0100" } as const;
