/** Files for download, in words and as addresses. */
import type { Translate } from "../../shared/i18n/index.ts";
import { DOWNLOADS, type DownloadFile, type Downloads } from "../../shared/protocol/downloads.ts";

/** Of what computers a file is, as people call them. */
export const systemOf = (t: Translate, { platform, arch }: Pick<DownloadFile, "platform" | "arch">): string =>
  t("download.system", { system: platform, arch });

/** Whole megabytes (of a million bytes, as browsers count), and one at least. */
export const megabytes = ({ bytes }: Pick<DownloadFile, "bytes">): number =>
  Math.max(1, Math.round(bytes / 1_000_000));

export const addressOf = (program: Downloads["program"], { name }: Pick<DownloadFile, "name">): string =>
  `${DOWNLOADS}/${program}/${name}`;
