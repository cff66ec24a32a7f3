import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OptionsError, readHelpOptions, readViewerOptions } from "./options.ts";

const unpackaged = (argv: string[], locale = "it-IT") => ({
  argv,
  locale,
  isPackaged: false,
  resources: "/opt/electron/resources",
});
const read = (...words: string[]) => readViewerOptions(unpackaged(words));
const readHelp = (...words: string[]) => readHelpOptions(unpackaged(words));
const readBuilt = (...words: string[]) =>
  readHelpOptions({ ...unpackaged(words), isPackaged: true, resources: "/opt/linea/resources" });

describe("server", () => {
  it.each([
    ["http://127.0.0.1:8443", "ws://127.0.0.1:8443"],
    ["http://localhost:1", "ws://localhost:1"],
    ["ws://[::1]:8443/", "ws://[::1]:8443"],
    ["http://127.1", "ws://127.0.0.1"],
    ["https://help.example.org", "wss://help.example.org"],
    ["wss://help.example.org:8443/any/path?q=1#f", "wss://help.example.org:8443"],
    ["HTTPS://Help.Example.ORG", "wss://help.example.org"],
    ["https://user:secret@help.example.org", "wss://help.example.org"],
  ])("%s is spoken to at %s", (given, server) => {
    expect(read("--server", given).server).toBe(server);
    expect(read(`--server=${given}`).server).toBe(server);
  });

  it("is this computer's own when none is given", () => {
    expect(read()).toEqual({
      server: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
      language: "it",
      open: [],
      releaseKeyFile: null,
    });
  });

  it.each([
    "http://help.example.org",
    "ws://192.168.0.1:8443",
    "http://0.0.0.0",
    "http://127.0.0.2",
    "http://localhost.example.org",
    "http://127.0.0.1@help.example.org",
    "http://127.0.0.1.example.org",
  ])("%s is refused: not encrypted, and not this computer", (given) => {
    expect(() => read("--server", given)).toThrow(/needs https: or wss:/);
  });

  it.each([
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "localhost:8443",
    "constructor:x",
  ])("%s is refused: not a web address", (given) => {
    expect(() => read("--server", given)).toThrow(OptionsError);
    expect(() => read("--server", given)).toThrow(/needs an http:/);
  });

  it.each([[["--server", "help"]], [["--server", ""]], [["--server"]], [["--server", "--lang", "en"]]])(
    "%j is refused: no address",
    (words) => expect(() => read(...words)).toThrow(/needs an address such as/),
  );
});

it("a Viewer of an organisation goes to its server, unless told otherwise", () => {
  expect(readViewerOptions(unpackaged([]), "wss://help.example.org").server).toBe("wss://help.example.org");
  const words = ["--server", "https://other.example.org"];
  expect(readViewerOptions(unpackaged(words), "wss://help.example.org").server).toBe(
    "wss://other.example.org",
  );
});

describe("organisation", () => {
  it("is read from the file that is named, in a run from the repository", () => {
    expect(readHelp("--organisation", "a/b.json")).toEqual({ language: "it", organisationFile: "a/b.json" });
    expect(readHelp("--organisation=b.json", "--lang", "en", "--no-sandbox")).toEqual({
      language: "en",
      organisationFile: "b.json",
    });
  });

  it.each([[[]], [["--organisation"]], [["--organisation="]], [["--organisation", "--lang", "en"]]])(
    "%j is refused: Help belongs to nobody",
    (words) => expect(() => readHelp(...words)).toThrow(/--organisation needs/),
  );

  it("leaves the choice to the organisation where the system speaks no language of ours", () => {
    expect(readHelpOptions(unpackaged(["--organisation", "a.json"], "de-DE")).language).toBeNull();
    expect(readHelpOptions(unpackaged(["--organisation", "a.json"], "EN-us")).language).toBe("en");
    expect(readHelpOptions(unpackaged(["--organisation", "a.json", "--lang", "it"], "de")).language).toBe(
      "it",
    );
  });

  it("is built in, and nobody can name another (SERVICE.md, rule 5)", () => {
    const organisationFile = join("/opt/linea/resources", "organisation.json");
    expect(readBuilt()).toEqual({ language: "it", organisationFile });
    expect(readBuilt("--lang", "en", "--no-sandbox")).toEqual({ language: "en", organisationFile });
    for (const words of [["--organisation", "evil.json"], ["--organisation=evil.json"], ["--organisation"]]) {
      expect(() => readBuilt(...words)).toThrow(OptionsError);
      expect(() => readBuilt(...words)).toThrow(/built in/);
    }
  });

  it("names the server: an address of one's own is refused, packaged or not", () => {
    for (const words of [["--server", "https://evil.example"], ["--server=x"], ["--server"]]) {
      expect(() => readBuilt(...words)).toThrow(/Help has no --server/);
      expect(() => readHelp("--organisation", "a.json", ...words)).toThrow(/Help has no --server/);
    }
  });

  it("is not Viewer's: its word passes like any other", () => {
    expect(read("--organisation", "a.json", "--lang", "en").language).toBe("en");
  });
});

describe("release key", () => {
  const built = (...words: string[]) =>
    readViewerOptions({ ...unpackaged(words), isPackaged: true, resources: "/opt/linea/resources" });

  it("of a run from the repository is the one that is given, or none", () => {
    expect(read("--release-key", "key.json").releaseKeyFile).toBe("key.json");
    expect(read().releaseKeyFile).toBeNull();
    for (const words of [["--release-key"], ["--release-key="], ["--release-key", "--lang", "en"]]) {
      expect(() => read(...words)).toThrow(/--release-key needs/);
    }
  });

  it("of a build is its own, and no other is taken", () => {
    expect(built().releaseKeyFile).toBe(join("/opt/linea/resources", "release-key.json"));
    expect(() => built("--release-key", "key.json")).toThrow(/for developers only/);
  });
});

describe("language", () => {
  it.each([
    ["en", "en"],
    ["en-GB", "en"],
    ["en_GB", "en"],
    ["en_GB.UTF-8", "en"],
    ["EN-us", "en"],
    ["it-IT", "it"],
    ["de-DE", "it"],
    ["enm", "it"],
    ["", "it"],
  ])("of a system in %j is %s", (locale, language) =>
    expect(readViewerOptions(unpackaged([], locale)).language).toBe(language),
  );

  it("is the one asked for, whatever the system's", () => {
    expect(readViewerOptions(unpackaged(["--lang", "it"], "en-GB")).language).toBe("it");
    expect(readViewerOptions(unpackaged(["--lang=en"])).language).toBe("en");
  });

  it.each([["de"], ["EN"], [""], ["constructor"]])("refuses %j", (lang) => {
    expect(() => read("--lang", lang)).toThrow(new OptionsError(`--lang is it or en, not "${lang}"`));
  });
});

describe("open", () => {
  it.each([
    ["3", [3]],
    ["3,4", [3, 4]],
    ["999,1", [999, 1]],
    ["4,3,4,04", [4, 3]],
  ])("%s", (given, open) => expect(read("--open", given).open).toEqual(open));

  it.each([
    "0",
    "1000",
    "1.5",
    "-3",
    "a",
    "3,,4",
    "3,",
    "",
    "NaN",
    "Infinity",
    "3;4",
    "1e2",
    "0x10",
    "+3",
    "3, 4",
    "٣",
  ])("refuses %j", (given) => {
    expect(() => read(`--open=${given}`)).toThrow(/--open needs line numbers/);
  });
});

it("refuses --open without lines", () => {
  for (const words of [["--open"], ["--open", "--lang", "en"]]) {
    expect(() => read(...words)).toThrow(/--open needs line numbers/);
  }
});

it("lets Electron's and Chromium's own switches pass, and words that are none", () => {
  const words = [
    "--no-sandbox",
    "--user-data-dir=/tmp/x",
    "--inspect",
    "word",
    "-v",
    "--server",
    "https://a.example",
    "--",
    "--lang",
    "xx",
  ];
  expect(read(...words)).toEqual({
    ...{ server: "wss://a.example", language: "it", open: [], releaseKeyFile: null },
  });
});
