import { useEffect, useState } from "react";
import { deviceOf, hintsOf, type Device } from "./device.ts";

/** What this computer is; null for the moment that the browser takes to tell. */
export function useDevice(): Device | null {
  const [device, setDevice] = useState<Device | null>(null);
  useEffect(() => {
    let gone = false;
    void hintsOf(window.navigator).then((hints) => {
      if (!gone) setDevice(deviceOf(hints));
    });
    return () => {
      gone = true;
    };
  }, []);
  return device;
}
