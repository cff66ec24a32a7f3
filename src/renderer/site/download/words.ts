import type { Translate } from "../../../shared/i18n/index.ts";
import { DOWNLOADS, type DownloadFile } from "../../../shared/protocol/downloads.ts";

/** Of what computers a file is, as people call them. */
export const systemOf = (t: Translate, { platform, arch }: Pick<DownloadFile, "platform" | "arch">): string =>
  t("download.system", { system: platform, arch });

/** Whole megabytes (of a million bytes, as browsers count), and one at least. */
export const megabytes = ({ bytes }: Pick<DownloadFile, "bytes">): number =>
  Math.max(1, Math.round(bytes / 1_000_000));

export const addressOf = ({ name }: Pick<DownloadFile, "name">): string => `${DOWNLOADS}/help/${name}`;

/** What to type for the SHA-256 of a file where browsers put it. A file's name holds nothing that a shell would take for more. */
export function checkCommand({ platform, name }: Pick<DownloadFile, "platform" | "name">): string {
  switch (platform) {
    case "windows":
      return `Get-FileHash "$HOME\\Downloads\\${name}"`;
    case "macos":
      return `shasum -a 256 ~/Downloads/${name}`;
    case "linux":
      return `sha256sum "$(xdg-user-dir DOWNLOAD)/${name}"`;
  }
}
