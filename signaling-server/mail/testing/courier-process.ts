/**
 * A process that does nothing but carry mails, for tests that kill it.
 * Arguments: the database and the port of a mail server on this computer. SIGTERM ends it in good order.
 */
import { systemClock } from "../../clock.ts";
import { Store } from "../../store/store.ts";
import { Courier } from "../courier.ts";
import { MailConfig } from "../config.ts";

const [path = "", port = ""] = process.argv.slice(2);
const store = await Store.open(path);
const config = MailConfig.parse({
  host: "127.0.0.1",
  port: Number(port),
  security: "none",
  from: "linea@assistenza.example",
});
const log = { info: () => {}, warn: () => {}, error: () => {} };
const courier = new Courier({ store, config, clock: systemClock, log });
courier.start();
process.once("SIGTERM", () => {
  void courier
    .stop()
    .then(() => store.close())
    .then(() => process.exit(0));
});
