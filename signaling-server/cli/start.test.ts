import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { CliError } from "./io.ts";
import { listenError } from "./start.ts";

const listen = { host: "127.0.0.1", port: 80 };

/** As Node makes them. */
const systemError = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });

describe("what keeps a server from listening", () => {
  it.each([
    ["EACCES", "listen", "port-forbidden"],
    ["EACCES", "bind", "port-forbidden"],
    ["EADDRINUSE", "listen", "port-taken"],
    ["EADDRNOTAVAIL", "listen", "host-unknown"],
    ["ENOTFOUND", "getaddrinfo", "host-unknown"],
  ])("%s of %s is said as %s", (code, syscall, said) => {
    const error = listenError(systemError(code, syscall), listen);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ code: said });
  });

  it("is an address that this computer has not, as Node says it", async () => {
    const server = createServer().listen(0, "203.0.113.7");
    const [error] = (await once(server, "error")) as [Error];
    expect(listenError(error, listen)).toMatchObject({ code: "host-unknown" });
  });

  it.each(["open", "mkdir", "chmod", "connect"])("is no forbidden %s", (syscall) => {
    const error = systemError("EACCES", syscall);
    expect(listenError(error, listen)).toBe(error);
  });

  it("is no other error", () => {
    const error = new Error("something else");
    expect(listenError(error, listen)).toBe(error);
  });
});
