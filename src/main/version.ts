/** Which version this program is: of package.json, by electron.vite.config.ts. Electron's own word for it holds in a build only. */
declare const LINEA_VERSION: string;

export const ownVersion = LINEA_VERSION;
