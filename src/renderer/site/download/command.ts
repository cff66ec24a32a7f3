import type { DownloadFile } from "../../../shared/protocol/downloads.ts";

/**
 * What to type for the SHA-256 of a file that is where browsers put it. The name of a file has nothing in it that a
 * shell would take for more.
 */
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
