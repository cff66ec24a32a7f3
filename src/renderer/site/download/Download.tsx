import { ProgramDownloads } from "../../../shared/protocol/api.ts";
import type { DownloadFile } from "../../../shared/protocol/downloads.ts";
import { Callout } from "../../ui/Callout.tsx";
import { ShieldIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/Text.tsx";
import { useOrganisation } from "../organisation.ts";
import { BigPhone } from "../Phone.tsx";
import { useAsked } from "../useAsked.ts";
import { Asks } from "./Asks.tsx";
import { Check } from "./Check.tsx";
import { fileFor, type Device } from "./device.ts";
import styles from "./Download.module.css";
import { Offer, type Sought } from "./Offer.tsx";
import { Steps } from "./Steps.tsx";
import { useDevice } from "./useDevice.ts";

/** Where callers get Help: phone first, one button, and what will happen. */
export function Download() {
  const t = useText();
  const device = useDevice();
  const [downloads, again] = useAsked("/downloads/help", ProgramDownloads);
  const sought = soughtOf(device, downloads);
  const file = sought.kind === "found" ? sought.file : null;
  const listed = [...(file ? [file] : []), ...("others" in sought ? sought.others : [])];
  const platform = device?.kind === "computer" ? device.platform : "windows";
  return (
    <div className={styles.page} data-testid="page-download">
      <section className={styles.card} data-first="">
        <h1 className={styles.title}>{t("download.heading")}</h1>
        <p className={styles.lead}>{t("download.lead")}</p>
        <PhoneFirst />
        <Offer sought={sought} onAgain={again} />
      </section>
      <section className={styles.card}>
        <h2>{t("download.steps")}</h2>
        <Steps platform={platform} file={file} />
      </section>
      <div className={styles.pair}>
        {/* Of a computer that nobody knows nothing is said. */}
        {device?.kind === "computer" && <Asks platform={device.platform} />}
        <section className={styles.card}>
          <h2>{t("download.end")}</h2>
          <ol className={styles.list}>
            {(["forget", "close", "delete"] as const).map((one) => (
              <li key={one}>{t(`download.end.${one}`)}</li>
            ))}
          </ol>
        </section>
      </div>
      {listed.length > 0 && <Check files={listed} />}
    </div>
  );
}

function soughtOf(device: Device | null, downloads: ProgramDownloads | "loading" | "failed"): Sought {
  // A telephone never gets a file, whatever there is.
  if (device?.kind === "handheld") return { kind: "handheld" };
  if (downloads === "failed") return { kind: "failed" };
  if (downloads === "loading" || device === null) return { kind: "looking" };
  const { files, version } = downloads;
  if (version === null || files.length === 0) return { kind: "none" };
  const own: DownloadFile | null = fileFor(files, device);
  const others = files.filter((file) => file !== own);
  if (own !== null) return { kind: "found", file: own, version, others };
  return device.kind === "computer"
    ? { kind: "noneFor", platform: device.platform, others }
    : { kind: "unknown", others };
}

function PhoneFirst() {
  const t = useText();
  const organisation = useOrganisation();
  return (
    <div className={styles.phoneFirst}>
      {organisation === "failed" && <p data-testid="no-phone">{t("site.noPhone")}</p>}
      {typeof organisation !== "string" && (
        <p className={styles.phone}>
          <strong>{t("download.phoneFirst")}</strong> <BigPhone phone={organisation.phone} />
        </p>
      )}
      <Callout tone="warn" icon={<ShieldIcon size={28} />}>
        <p>{t("download.stranger")}</p>
      </Callout>
    </div>
  );
}
