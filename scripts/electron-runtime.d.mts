export interface ElectronChoice {
  kind: "official" | "test";
  version: string;
  executable: string;
}
/** Its version. */
export const TEST_RUNTIME: string;
export function chosenElectron(): ElectronChoice;
export function ensureElectron(): Promise<void>;
