/**
 * Decides what a window may capture: the consented display, once, and only while the consent lives.
 * Everything else is refused (SERVICE.md, rules 1 and 2).
 */
import { desktopCapturer, type DesktopCapturerSource, type Session, type WebFrameMain } from "electron";
import type { Consent } from "../shared/session/consent.ts";

export interface CaptureGrantDeps {
  /** The live consent, or null. */
  consent(): Consent | null;
  /** The only frame that may ever capture: the main frame of Help's own window. */
  frame(): WebFrameMain | null;
}

/** Where the system names no display (some X servers), a single screen is the consented one. */
function onlyNameless(sources: DesktopCapturerSource[]): DesktopCapturerSource | undefined {
  return sources.length === 1 ? sources.find((s) => s.display_id === "") : undefined;
}

export function installCaptureGrant(session: Session, deps: CaptureGrantDeps): void {
  let spentOn: string | null = null;

  session.setDisplayMediaRequestHandler((request, respond) => {
    const refuse = () => respond(null);
    const consent = deps.consent();
    if (!consent || spentOn === consent.call || request.frame !== deps.frame()) return refuse();
    spentOn = consent.call;
    desktopCapturer
      .getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } })
      .then((sources) => {
        const source = sources.find((s) => s.display_id === String(consent.display)) ?? onlyNameless(sources);
        // The consent may have been withdrawn while the system listed its screens.
        if (!source || deps.consent() !== consent) return refuse();
        respond({ video: source });
      }, refuse);
  });
}
