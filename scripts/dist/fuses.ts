/** Electron's fuses: switches in the program file itself, which no command line turns back. Each is set, none is left to its default. */
import { FuseV1Options } from "@electron/fuses";

export const FUSES: Readonly<Record<FuseV1Options, boolean>> = {
  // Our signed program must not run somebody else's script.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Only our own archive, as it was packed (Windows and macOS check its hash; Linux has no such check).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  // There is one snapshot for all processes.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Our pages come from app:, never from file:.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster, and no weaker: Electron's default.
  [FuseV1Options.WasmTrapHandlers]: true,
};
