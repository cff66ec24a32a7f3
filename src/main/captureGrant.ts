/**
 * Decides what a window may capture: the consented display, once, and only while the consent lives.
 * Everything else is refused (SERVICE.md, rules 1 and 2).
 */
import { desktopCapturer, type Session, type WebFrameMain } from "electron";
import type { Consent } from "../shared/session/consent.ts";

export interface CaptureGrantDeps {
  /** The live consent, or null. */
  consent(): Consent | null;
  /** The only frame that may ever capture: the main frame of Help's own window. */
  frame(): WebFrameMain | null;
}

export function installCaptureGrant(session: Session, deps: CaptureGrantDeps): void {
  let spentOn: string | null = null;

  session.setDisplayMediaRequestHandler((request, respond) => {
    const refuse = () => respond({});
    const consent = deps.consent();
    if (!consent || spentOn === consent.call || request.frame !== deps.frame()) return refuse();
    spentOn = consent.call;
    desktopCapturer
      .getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } })
      .then((sources) => {
        // Where the system names no display (some X servers), a single screen is the consented one.
        const source =
          sources.find((s) => s.display_id === String(consent.display)) ??
          (sources.length === 1 ? sources[0] : undefined);
        // The consent may have been withdrawn while the system listed its screens.
        if (!source || deps.consent() !== consent) return refuse();
        respond({ video: source });
      }, refuse);
  });
}
