import { useEffect, useRef } from "react";
import { shownSize } from "../rtc/geometry.ts";
import { bindInput, bindWayOut } from "../rtc/input.ts";
import { remote } from "../rtc/stats.ts";
import { hasControl, isCovered } from "./Permissions.tsx";
import styles from "./RemoteScreen.module.css";

interface Props {
  scale: "fit" | "actual";
  /** What a screen reader calls the picture; says how to leave it by keyboard. */
  label: string;
  /** The technician asked to leave the picture by keyboard. */
  onLeave: () => void;
}

/** The caller's screen, live, with the technician's mouse and keyboard on it. */
export function RemoteScreen({ scale, label, onLeave }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const stream = remote((state) => state.stream);
  const send = remote((state) => (hasControl(state.permissions) ? state.send : null));
  const covered = remote((state) => isCovered(state.permissions));

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);

  useEffect(() => {
    if (!surface.current || !video.current) return;
    if (!send) return bindWayOut(surface.current, onLeave);
    surface.current.focus();
    return bindInput(surface.current, video.current, send, onLeave);
  }, [send, onLeave]);

  useEffect(() => {
    const frame = surface.current;
    const picture = video.current;
    if (!frame || !picture) return;
    const lay = () => {
      if (picture.videoWidth === 0) return;
      const size = { width: picture.videoWidth, height: picture.videoHeight };
      const room = { width: frame.clientWidth, height: frame.clientHeight };
      const shown = shownSize(size, room, scale, window.devicePixelRatio);
      // Centred on whole pixels: a picture between pixels is blurred at 1:1.
      const margin = (space: number, used: number) => `${Math.max(0, Math.floor((space - used) / 2))}px`;
      picture.style.width = `${shown.width}px`;
      picture.style.height = `${shown.height}px`;
      picture.style.marginLeft = margin(room.width, shown.width);
      picture.style.marginTop = margin(room.height, shown.height);
    };
    lay();
    const observer = new ResizeObserver(lay);
    observer.observe(frame);
    picture.addEventListener("resize", lay);
    return () => {
      observer.disconnect();
      picture.removeEventListener("resize", lay);
    };
  }, [scale]);

  return (
    <div
      ref={surface}
      className={scale === "fit" ? styles.fit : styles.actual}
      data-testid="remote-screen"
      tabIndex={0}
      role="application"
      aria-label={label}
    >
      <video ref={video} className={styles.picture} data-covered={covered} autoPlay muted playsInline />
    </div>
  );
}
