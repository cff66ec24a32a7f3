/** What `init` says at its end: how to go on, with nothing but this computer. */
import type { Config } from "../config.ts";
import { nextCommand } from "./io.ts";

/**
 * @param data the data folder
 * @param listen where a server with these settings listens
 * @param publicUrl what the printed links begin with
 */
export function nextSteps(data: string, listen: Config["listen"], publicUrl: string): string {
  const here = addressHere(listen);
  const until =
    here === new URL(publicUrl).origin
      ? []
      : [
          `Until ${publicUrl} leads to this server, the same links work on this computer with ${here} in its place, once the server runs.`,
        ];
  return [
    ...until,
    "What comes next:",
    `  1. Start the server, unless it runs already: ${nextCommand("start", data)}`,
    "  2. Choose the password with the link above, and sign in to the administration.",
    "  3. There, under “Linee” (Lines), add a line.",
    "  4. Under “Personale” (Staff), add a technician. They choose their password by a link in a mail;",
    `     without a mail server this prints it: ${nextCommand("export outbox", data)}`,
    `  5. The technician signs in to Viewer (npm run viewer -- --server ${here}) and opens the line.`,
    `  6. Help is given the organisation’s file, which this writes: ${nextCommand("export organisation", data, `--server ${here} > organisation.json`)}`,
    "     (npm run help -- --organisation organisation.json). For callers elsewhere leave out --server.",
  ].join("\n");
}

/** Where people at this computer reach the server. A port that is any is named by `start`. */
function addressHere({ host, port }: Config["listen"]): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port === 0 ? "PORT" : port}`;
}
