export interface ElectronChoice {
  kind: "official" | "test";
  version: string;
  executable: string;
}
export function chosenElectron(): ElectronChoice;
export function ensureElectron(): Promise<void>;
