/**
 * Decides what a window may capture: the consented display, once, and only while the consent lives.
 * Everything else is refused (SERVICE.md, rules 1 and 2).
 */
import {
  desktopCapturer,
  screen,
  type DesktopCapturerSource,
  type Session,
  type WebFrameMain,
} from "electron";
import { liveConsent, type ConsentState } from "../shared/session/consent.ts";

export interface CaptureGrantDeps {
  consent(): ConsentState;
  /** The only frame that may ever capture: the main frame of the session's host window. */
  frame(): WebFrameMain | null;
  /** A page took its leave to capture elsewhere than through the grant: it has been taken over. */
  misused(): void;
}

/** From the leave to the request for the granted display, which follows at once, in milliseconds. */
const FOLLOW_MS = 1000;

/** One allowed capture of one display. */
interface Look {
  readonly display: number;
  /** Tells it from every other one that was ever allowed. */
  readonly name: string;
}

function allowedLook(state: ConsentState): Look | null {
  if (state.is === "none") return null;
  const { call, display } = state.consent;
  if (liveConsent(state, call, "look") === null) return null;
  return { display, name: `${call} ${state.looks}` };
}

/**
 * Where the system names no display (some X servers), the only one there is is the consented one. Of several, one
 * source may be another one, or all of them in one picture.
 */
function onlyNameless(sources: DesktopCapturerSource[]): DesktopCapturerSource | undefined {
  return sources.length === 1 && screen.getAllDisplays().length === 1
    ? sources.find((s) => s.display_id === "")
    : undefined;
}

export function installCaptureGrant(session: Session, deps: CaptureGrantDeps): void {
  let permittedFor: string | null = null;
  let spentOn: string | null = null;

  // Electron asks for any capture of a display here first: as `display-capture`, or as `media` without media types.
  // `getUserMedia` with `chromeMediaSource` then chooses by itself and never comes to the handler below, so that this
  // leave is worth one request of one frame too.
  session.setPermissionRequestHandler((contents, permission, respond, details) => {
    const types = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const isDisplay =
      (permission === "display-capture" && !types.includes("audio")) ||
      (permission === "media" && types.length === 0);
    const look = allowedLook(deps.consent());
    const frame = deps.frame();
    const may = isDisplay && look !== null && permittedFor !== look.name && frame !== null;
    if (!may || contents?.mainFrame !== frame) return respond(false);
    permittedFor = look.name;
    setTimeout(() => {
      if (spentOn !== look.name && allowedLook(deps.consent())?.name === look.name) deps.misused();
    }, FOLLOW_MS).unref();
    respond(true);
  });

  session.setDisplayMediaRequestHandler((request, respond) => {
    const refuse = () => respond(null);
    const look = allowedLook(deps.consent());
    if (!look || spentOn === look.name || request.frame !== deps.frame()) return refuse();
    spentOn = look.name;
    desktopCapturer
      .getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } })
      .then((sources) => {
        const source = sources.find((s) => s.display_id === String(look.display)) ?? onlyNameless(sources);
        // The consent may have been withdrawn while the system listed its screens.
        if (!source || allowedLook(deps.consent())?.name !== look.name) return refuse();
        respond({ video: source });
      }, refuse);
  });
}
