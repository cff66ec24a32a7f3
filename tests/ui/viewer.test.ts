import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Stagehand, type Window } from "./chromium.ts";
import { MAX_PASSWORD } from "../../src/shared/protocol/api.ts";
import {
  CALL,
  directory,
  incoming,
  LANGUAGES,
  OTHER_CALL,
  signInStages,
  signInView,
  viewerStages,
  viewerView,
  waitOf,
} from "./views.ts";

const SIZE = { width: 1280, height: 860 };
const SMALLEST = { width: 720, height: 520 };
const desk = { at: "desk" } as const;
const EMAIL = "marco.bianchi@studio-aurora.example";
const PASSWORD = "quattro parole che non c’entrano";

let stage: Stagehand<"viewer">;
beforeAll(async () => {
  stage = await Stagehand.start("viewer");
}, 60_000);
afterEach(() => stage.closePages());
afterAll(() => stage.stop());

const twoCalls = () => [
  incoming(),
  incoming({
    call: OTHER_CALL,
    line: 4,
    id: "770215",
    name: "Ragioneria Comunale di Montefiore",
    wrongCodes: 2,
  }),
];

describe("every stage", () => {
  for (const language of LANGUAGES) {
    for (const name of Object.keys(viewerStages())) {
      test(`${name} in ${language}: accessible, nothing cut off`, async () => {
        const at = viewerStages()[name] ?? desk;
        const viewer = await stage.open(SIZE, viewerView(at, { language }));
        await viewer.at(`stage-${at.at}`).waitFor();
        await viewer.inspect(`viewer-${name}-${language}`);
        await viewer.page.setViewportSize(SMALLEST);
        await viewer.fits(`viewer-${name}-${language}-small`);
      });
    }

    test(`the desk in ${language}`, async () => {
      const viewer = await stage.open(SIZE, viewerView(desk, { language, open: [] }));
      await viewer.inspect(`viewer-desk-closed-${language}`);
      await viewer.show(viewerView(desk, { language }));
      await viewer.inspect(`viewer-desk-${language}`);
      await viewer.show(viewerView(desk, { language, incoming: twoCalls() }));
      await viewer.inspect(`viewer-calls-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.fits(`viewer-calls-${language}-small`);
      await viewer.page.setViewportSize(SIZE);
      await viewer.show(viewerView(desk, { language, online: false }));
      await viewer.inspect(`viewer-offline-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.fits(`viewer-offline-${language}-small`);
      await viewer.page.setViewportSize(SIZE);
      await viewer.show(viewerView(desk, { language, outdated: true }));
      await viewer.at("outdated").waitFor();
      await viewer.inspect(`viewer-outdated-${language}`);
    });
  }
});

describe("signing in", () => {
  const open = (stage = {}, changes = {}) => stagehand(signInView(stage, changes));
  const stagehand = (view: ReturnType<typeof signInView>) => stage.open(SIZE, view);
  const focused = (viewer: Window<"viewer">) =>
    viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  /** Types both and presses Enter; main then says that it asks the server. */
  const submit = async (viewer: Window<"viewer">) => {
    await viewer.at("email").fill(EMAIL);
    await viewer.at("password").fill(PASSWORD);
    await viewer.at("password").press("Enter");
    await viewer.show(signInView({ busy: true }));
    await viewer.page.waitForFunction(() => document.querySelector("[data-testid=email]:read-only") !== null);
  };

  for (const language of LANGUAGES) {
    for (const name of Object.keys(signInStages())) {
      test(`${name} in ${language}: accessible, nothing cut off`, async () => {
        const at = () => signInStages()[name] ?? {};
        const viewer = await open({}, { language, lastEmail: EMAIL });
        // The mail is on its way to the address that was asked for.
        if (at().forgotten === true) await viewer.at("forgotten").click();
        await viewer.show(signInView(at(), { language, lastEmail: EMAIL }));
        if (at().busy === true && at().step !== "connecting") {
          await viewer.at("busy").getByRole("paragraph").waitFor();
        }
        await viewer.inspect(`viewer-sign-in-${name}-${language}`);
        await viewer.page.setViewportSize(SMALLEST);
        await viewer.fits(`viewer-sign-in-${name}-${language}-small`);
      });
    }
  }

  test("by keyboard alone: e-mail, Tab, password, Enter", async () => {
    const viewer = await open();
    expect(await focused(viewer)).toBe("email");
    await viewer.page.keyboard.type(` ${EMAIL} `);
    await viewer.page.keyboard.press("Tab");
    await viewer.page.keyboard.type(PASSWORD);
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "signIn", payload: { email: EMAIL, password: PASSWORD } }]);
  });

  test("whoever was here last types the password only", async () => {
    const viewer = await open({}, { lastEmail: EMAIL });
    expect(await focused(viewer)).toBe("password");
    await viewer.page.keyboard.type(PASSWORD);
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "signIn", payload: { email: EMAIL, password: PASSWORD } }]);
  });

  test("password managers and browsers know the fields", async () => {
    const viewer = await open();
    expect(await viewer.at("email").getAttribute("autocomplete")).toBe("username");
    expect(await viewer.at("password").getAttribute("autocomplete")).toBe("current-password");
    expect(await viewer.at("password").getAttribute("maxlength")).toBe(String(MAX_PASSWORD));
    await viewer.show(signInView({ step: "code" }));
    expect(await viewer.at("totp").getAttribute("autocomplete")).toBe("one-time-code");
    expect(await viewer.at("totp").getAttribute("inputmode")).toBe("numeric");
  });

  test("the password is covered until one asks to see it", async () => {
    const viewer = await open();
    await viewer.at("password").fill(PASSWORD);
    expect(await viewer.at("password").getAttribute("type")).toBe("password");
    await viewer.page.getByRole("button", { name: "Mostra la password" }).click();
    expect(await viewer.at("password").getAttribute("type")).toBe("text");
    expect(await viewer.at("password").inputValue()).toBe(PASSWORD);
    await viewer.inspect("viewer-sign-in-shown-it");
    await viewer.page.getByRole("button", { name: "Nascondi la password" }).click();
    expect(await viewer.at("password").getAttribute("type")).toBe("password");
    expect(await viewer.sent()).toEqual([]);
  });

  test.each([
    ["", PASSWORD, "email", "indirizzo per intero"],
    ["marco.bianchi", PASSWORD, "email", "indirizzo per intero"],
    [EMAIL, "", "password", "Scriva la password"],
  ])("%j with %j is explained at its field, and not sent", async (email, password, field, words) => {
    const viewer = await open();
    await viewer.at("email").fill(email);
    await viewer.at("password").fill(password);
    await viewer.at("submit").click();
    await viewer.page.getByRole("alert").filter({ hasText: words }).waitFor();
    expect(await focused(viewer)).toBe(field);
    expect(await viewer.at(field).getAttribute("aria-invalid")).toBe("true");
    expect(await viewer.at("password").inputValue()).toBe(password);
    expect(await viewer.sent()).toEqual([]);
    await viewer.inspect(`viewer-sign-in-missing-${field}-it`);
    await viewer.at(field).press("a");
    expect(await viewer.at(field).getAttribute("aria-invalid")).toBe("false");
  });

  test("while the server is asked nothing is asked twice, and what lasts is told", async () => {
    const viewer = await open();
    await submit(viewer);
    expect(await viewer.at("submit").getAttribute("aria-disabled")).toBe("true");
    await viewer.page.keyboard.press("Enter");
    await viewer.at("submit").click({ force: true });
    await viewer.at("forgotten").click({ force: true });
    expect(await viewer.sent()).toHaveLength(1);
    await viewer.at("busy").filter({ hasText: "controlli la rete" }).waitFor();
  });

  test.each(["wrong-credentials", "unreachable", "internal"] as const)(
    "after %s the e-mail is kept, the password emptied, and the keyboard in it; twice as well",
    async (error) => {
      const viewer = await open();
      for (let i = 0; i < 2; i += 1) {
        await submit(viewer);
        await viewer.show(signInView({ error }));
        await viewer.at("trouble").getByRole("paragraph").waitFor();
        expect(await viewer.at("email").inputValue()).toBe(EMAIL);
        expect(await viewer.at("password").inputValue()).toBe("");
        expect(await focused(viewer)).toBe("password");
      }
    },
  );

  test("an address that is none for the server is marked", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ error: "invalid" }));
    await viewer.page.getByRole("alert").filter({ hasText: "indirizzo per intero" }).waitFor();
    expect(await focused(viewer)).toBe("email");
  });

  test("another language says the same again and empties nothing", async () => {
    const viewer = await open({ error: "wrong-credentials" }, { lastEmail: EMAIL });
    await viewer.at("password").fill(PASSWORD);
    await viewer.show(signInView({ error: "wrong-credentials" }, { language: "en" }));
    await viewer.at("trouble").filter({ hasText: "is not right" }).waitFor();
    expect(await viewer.at("password").inputValue()).toBe(PASSWORD);
  });

  test("the second factor: the keyboard is in its field; pasted with a space it goes with the rest", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ step: "code" }));
    await viewer.at("totp").waitFor();
    expect(await focused(viewer)).toBe("totp");
    expect(await viewer.page.getByRole("main").innerText()).toContain(EMAIL);
    // As one piece, which is how a paste arrives in a field.
    await viewer.page.keyboard.insertText(" 123 456 ");
    expect(await viewer.at("totp").inputValue()).toBe("123456");
    await viewer.page.keyboard.type("7");
    expect(await viewer.at("totp").inputValue()).toBe("123456");
    await viewer.page.keyboard.press("Enter");
    const [, second] = await viewer.sent();
    expect(second).toEqual({
      name: "signIn",
      payload: { email: EMAIL, password: PASSWORD, code: "123456" },
    });
  });

  test.each(["", "12345"])("%j is no second factor: explained, not sent", async (code) => {
    const viewer = await open({ step: "code" });
    await viewer.at("totp").fill(code);
    await viewer.at("totp").press("Enter");
    await viewer.page.getByRole("alert").filter({ hasText: "6 cifre" }).waitFor();
    expect(await viewer.sent()).toEqual([]);
  });

  test("after a wrong code only the code is typed again", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ step: "code" }));
    for (const code of ["111111", "222222"]) {
      await viewer.at("totp").fill(code);
      await viewer.at("totp").press("Enter");
      await viewer.show(signInView({ step: "code", busy: true }));
      await viewer.show(signInView({ step: "code", error: "wrong-code" }));
      await viewer.page.getByRole("alert").filter({ hasText: "prossimo" }).waitFor();
      expect(await viewer.at("totp").inputValue()).toBe("");
      expect(await focused(viewer)).toBe("totp");
    }
    expect((await viewer.sent()).map(({ payload }) => payload)).toEqual([
      { email: EMAIL, password: PASSWORD },
      { email: EMAIL, password: PASSWORD, code: "111111" },
      { email: EMAIL, password: PASSWORD, code: "222222" },
    ]);
  });

  test("back from the second factor the password is gone", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ step: "code" }));
    await viewer.at("back").click();
    expect((await viewer.sent()).at(-1)).toEqual({ name: "back", payload: {} });
    await viewer.show(signInView());
    expect(await viewer.at("password").inputValue()).toBe("");
    expect(await viewer.at("email").inputValue()).toBe(EMAIL);
    expect(await focused(viewer)).toBe("password");
  });

  test("too many tries: a countdown that is heard once, and no try before its end", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.page.clock.install();
    const now = await viewer.page.evaluate(() => Date.now());
    const wait = { until: now + 125_000, seconds: 125 };
    await viewer.show(signInView({ error: "wait", wait }));
    await viewer.at("wait").waitFor();
    const heard = () =>
      viewer.at("trouble").evaluate((alert) => {
        const copy = alert.cloneNode(true) as Element;
        for (const silent of copy.querySelectorAll("[aria-hidden=true]")) silent.remove();
        return copy.textContent;
      });
    const first = await heard();
    expect(first.replaceAll("\u00a0", " ")).toContain("2 minuti e 5 secondi");
    await viewer.page.clock.runFor(60_000);
    await viewer
      .at("wait")
      .filter({ hasText: /riprovare tra 1\sminuto/ })
      .waitFor();
    expect(await heard()).toBe(first);
    await viewer.at("password").fill(PASSWORD);
    await viewer.at("password").press("Enter");
    expect(await viewer.sent()).toHaveLength(1);
    await viewer.page.clock.runFor(66_000);
    await viewer.at("news").filter({ hasText: "può riprovare" }).waitFor();
    expect(await viewer.at("wait").count()).toBe(0);
    await viewer.at("password").press("Enter");
    expect(await viewer.sent()).toHaveLength(2);
  });

  test("the wait is that of one account: a colleague signs in meanwhile", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ error: "wait", wait: waitOf(600) }));
    await viewer.at("wait").waitFor();
    await viewer.at("email").fill("sara.conti@studio-aurora.example");
    await viewer.at("password").fill(PASSWORD);
    await viewer.at("submit").click();
    expect(await viewer.sent()).toHaveLength(2);
  });

  test("a forgotten password: one press, and what was typed stays", async () => {
    const viewer = await open();
    await viewer.at("forgotten").click();
    expect(await focused(viewer)).toBe("email");
    expect(await viewer.sent()).toEqual([]);
    await viewer.at("email").fill(EMAIL);
    await viewer.at("password").fill("half a passw");
    await viewer.at("forgotten").click();
    expect(await viewer.sent()).toEqual([{ name: "forgotten", payload: { email: EMAIL } }]);
    await viewer.show(signInView({ busy: true }));
    await viewer.show(signInView({ forgotten: true }));
    const news = viewer.at("news");
    expect(await news.getAttribute("role")).toBe("status");
    await news.filter({ hasText: `Se ${EMAIL} ha un account` }).waitFor();
    expect(await focused(viewer)).toBe("forgotten");
    expect(await viewer.at("password").inputValue()).toBe("half a passw");
    // Whose address it is stays what was asked, whatever is typed next.
    await viewer.at("email").fill("sara.conti@studio-aurora.example");
    expect(await news.innerText()).toContain(EMAIL);
  });

  test("the second factor that is missing is set up on the web page whose address is shown", async () => {
    const viewer = await open({ error: "totp-required" }, { website: "https://linea.example:8443" });
    expect(await viewer.at("trouble").innerText()).toContain("https://linea.example:8443");
  });

  test("an access that has ended says so", async () => {
    const viewer = await open({ error: "signed-out" });
    expect(await viewer.at("trouble").innerText()).toContain("è scaduto o è stato revocato");
  });

  test("waiting for the server can be given up", async () => {
    const viewer = await open({ step: "connecting", busy: true });
    await viewer.at("cancel").click();
    expect(await viewer.sent()).toEqual([{ name: "signOut", payload: {} }]);
  });

  test("nothing of what was typed is left in the page once signed in", async () => {
    const viewer = await open();
    await submit(viewer);
    await viewer.show(signInView({ step: "connecting", busy: true }));
    await viewer.at("connecting").waitFor();
    expect(await viewer.page.content()).not.toContain(PASSWORD);
    await viewer.show(signInView());
    expect(await viewer.at("password").inputValue()).toBe("");
  });
});

describe("signing out", () => {
  test("one press at the desk", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    await viewer.page.getByRole("button", { name: "Esci" }).click();
    expect(await viewer.sent()).toEqual([{ name: "signOut", payload: {} }]);
  });

  test("is there between sessions, and only then", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    const { active, asking, linking, ended } = viewerStages();
    for (const [at, there] of [
      [{ at: "taking", call: CALL } as const, 0],
      [asking, 0],
      [linking, 0],
      [active, 0],
      [ended, 1],
      [desk, 1],
    ] as const) {
      if (at === undefined) throw new Error("no such stage");
      await viewer.show(viewerView(at, { incoming: [incoming()] }));
      await viewer.at(`stage-${at.at}`).waitFor();
      expect(await viewer.at("sign-out").count()).toBe(there);
    }
  });
});

describe("lines", () => {
  test("the switches show and change what is mine", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    expect(await viewer.at("line-switch-1").getAttribute("aria-checked")).toBe("true");
    await viewer.at("line-switch-2").click();
    await viewer.at("line-switch-1").press("Space");
    expect(await viewer.sent()).toEqual([
      { name: "line.open", payload: { line: 2 } },
      { name: "line.close", payload: { line: 1 } },
    ]);
    // The switch follows main, not the finger.
    expect(await viewer.at("line-switch-2").getAttribute("aria-checked")).toBe("false");
  });

  for (const language of LANGUAGES) {
    test(`closed because of their hours they say when they open: ${language}`, async () => {
      const opensAt = Date.parse("2026-12-07T08:00:00Z");
      const closed = directory.lines.map((line) => (line.number === 2 ? { ...line, opensAt } : line));
      const later = { ...directory, lines: closed };
      const viewer = await stage.open(SIZE, viewerView(desk, { language }));
      await viewer.page.clock.setFixedTime(Date.parse("2026-12-01T17:30:00Z"));
      await viewer.show(viewerView(desk, { language, directory: later, open: [1, 2] }));
      const when = language === "it" ? "Chiusa, apre lunedì alle 9:00" : "Closed, opens Monday at 9:00";
      await viewer.page.getByText(when).waitFor();
      await viewer.inspect(`viewer-opens-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.page.getByText(when).scrollIntoViewIfNeeded();
      await viewer.fits(`viewer-opens-${language}-small`);
    });
  }

  test("offline they cannot be moved", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk, { online: false }));
    expect(await viewer.at("line-switch-1").isDisabled()).toBe(true);
  });
});

describe("incoming calls", () => {
  const ringing = (changes = {}) => stage.open(SIZE, viewerView(desk, { incoming: [incoming(changes)] }));

  test("the keyboard is in the code field; spaces are accepted; Enter takes the call", async () => {
    const viewer = await ringing();
    await viewer.page.keyboard.type("123 4x567");
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "take", payload: { call: CALL, code: "1234567" } }]);
  });

  test.each(["123456", "12345678", ""])("%j is no code: explained, not sent", async (text) => {
    const viewer = await ringing();
    await viewer.at("code-input").fill(text);
    await viewer.at("take").click();
    expect(await viewer.page.getByRole("alert").innerText()).toContain(`${text.length}`);
    expect(await viewer.sent()).toEqual([]);
  });

  test("a wrong code empties the field, keeps the keyboard and counts the tries left", async () => {
    const viewer = await ringing();
    await viewer.at("code-input").fill("1234567");
    await viewer.at("code-input").press("Enter");
    await viewer.show(viewerView({ at: "taking", call: CALL }, { incoming: [incoming()] }));
    await viewer.at("stage-taking").waitFor();
    await viewer.show(
      viewerView(desk, {
        incoming: [incoming({ wrongCodes: 4 })],
        notice: { kind: "error", code: "wrong-code", line: null },
      }),
    );
    await viewer.at("stage-desk").waitFor();
    expect(await viewer.page.getByRole("alert").innerText()).toContain("un solo tentativo");
    expect(await viewer.at("code-input").inputValue()).toBe("");
    expect(await viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe(
      "code-input",
    );
    expect(await viewer.at("notice").count()).toBe(0);
  });

  test("a second call does not steal the keyboard", async () => {
    const viewer = await ringing();
    await viewer.page.keyboard.type("123");
    await viewer.show(viewerView(desk, { incoming: twoCalls() }));
    await viewer.at(`incoming-${OTHER_CALL}`).waitFor();
    await viewer.page.keyboard.type("4567");
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "take", payload: { call: CALL, code: "1234567" } }]);
  });

  test("declining", async () => {
    const viewer = await ringing();
    await viewer.at("decline").click();
    expect(await viewer.sent()).toEqual([{ name: "decline", payload: { call: CALL } }]);
  });

  test("while the server checks the code nothing can be pressed twice", async () => {
    const viewer = await stage.open(
      SIZE,
      viewerView({ at: "taking", call: CALL }, { incoming: [incoming()] }),
    );
    expect(await viewer.at("take").isDisabled()).toBe(true);
    expect(await viewer.at("decline").isDisabled()).toBe(true);
    await viewer.inspect("viewer-taking-it");
  });

  test("notices come and go with main's state", async () => {
    const viewer = await stage.open(
      SIZE,
      viewerView(desk, { notice: { kind: "taken", name: "Giulia Ferri", by: "Sara Conti" } }),
    );
    expect(await viewer.at("notice").innerText()).toContain("Sara Conti");
    await viewer.show(
      viewerView(desk, { notice: { kind: "gone", name: "Giulia Ferri", reason: "cancelled" } }),
    );
    await viewer.inspect("viewer-notice-it");
    await viewer.show(viewerView(desk));
    expect(await viewer.at("notice").count()).toBe(0);
  });
});

describe("the ringer", () => {
  /** Whether another tone comes within so many milliseconds. */
  const rings = async (viewer: Window<"viewer">, timeout: number) => {
    const before = await viewer.tones();
    return viewer.page
      .waitForFunction((n) => globalThis.fake.tones > n, before, { timeout })
      .then(
        () => true,
        () => false,
      );
  };

  test("rings while a call waits, until muted", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    expect(await viewer.tones()).toBe(0);
    await viewer.show(viewerView(desk, { incoming: [incoming()] }));
    expect(await rings(viewer, 15_000)).toBe(true);
    await viewer.at("ringer").click();
    expect(await viewer.at("ringer").getAttribute("aria-pressed")).toBe("false");
    expect(await rings(viewer, 4000)).toBe(false);
  });

  test("is silent in a session, where the toolbar tells", async () => {
    const viewer = await stage.open(
      SIZE,
      viewerView(viewerStages()["active"] ?? desk, { incoming: [incoming({ call: OTHER_CALL })] }),
    );
    const header = viewer.page.locator("header");
    expect(await header.innerText()).toContain("1 chiamata");
    const queued = directory.lines.map((line) => ({ ...line, waiting: line.number === 1 ? 2 : 3 }));
    await viewer.show(
      viewerView(viewerStages()["active"] ?? desk, {
        incoming: [incoming({ call: OTHER_CALL })],
        directory: { ...directory, lines: queued },
        open: [1],
      }),
    );
    await header.getByText("3 chiamate").waitFor();
    expect(await viewer.tones()).toBe(0);
  });
});

/** Runs in the page: a connection that is up, with figures, but without a peer. */
function fakeConnection(): void {
  class Connection extends EventTarget {
    connectionState = "connected";
    constructor() {
      super();
      document.addEventListener("fake-track", (event) => {
        const streams = [(event as CustomEvent<MediaStream>).detail];
        this.dispatchEvent(Object.assign(new Event("track"), { receiver: {}, streams }));
      });
    }
    close(): void {}
    getStats = async () =>
      new Map<string, object>([
        [
          "v",
          { type: "inbound-rtp", kind: "video", frameWidth: 1920, frameHeight: 1080, framesPerSecond: 58 },
        ],
        ["t", { type: "transport", selectedCandidatePairId: "p" }],
        [
          "p",
          {
            type: "candidate-pair",
            currentRoundTripTime: 0.012,
            localCandidateId: "l",
            remoteCandidateId: "l",
          },
        ],
        ["l", { type: "local-candidate", candidateType: "host" }],
      ]);
  }
  Object.assign(window, { RTCPeerConnection: Connection });
}

/** Runs in the page: a caller's screen arrives over the fake connection. */
function fakePicture(): void {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1920, height: 1080 });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const paint = () => {
    pen.fillStyle = "#3a6ea5";
    pen.fillRect(0, 0, 1920, 1080);
    pen.fillStyle = "#ffffff";
    pen.fillRect(300, 160, 1300, 700);
    pen.fillStyle = "#222222";
    pen.font = "48px sans-serif";
    pen.fillText("Fattura n. 118", 360, 250);
    requestAnimationFrame(paint);
  };
  paint();
  document.dispatchEvent(new CustomEvent("fake-track", { detail: canvas.captureStream(30) }));
}

describe("a session", () => {
  const session = async (size: { width: number; height: number }) => {
    const viewer = await stage.open(size, viewerView(desk));
    await viewer.page.evaluate(fakeConnection);
    await viewer.emit("peer", { do: "start", call: CALL, side: "viewer", iceServers: [] });
    await viewer.show(viewerView(viewerStages()["active"] ?? desk));
    await viewer.at("stage-active").waitFor();
    return viewer;
  };

  test.each([
    { width: 1280, height: 860 },
    { width: 1920, height: 1080 },
  ])("the picture gets all but 44 pixels of $width x $height", async (size) => {
    const viewer = await session(size);
    const box = await viewer.at("remote-screen").boundingBox();
    expect(box?.width).toBe(size.width);
    expect(box?.height).toBeGreaterThanOrEqual(size.height - 44);
  });

  test("the keyboard is in the picture from the start, and again after a change of scale", async () => {
    const viewer = await session(SIZE);
    const focused = () => viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
    expect(await focused()).toBe("remote-screen");
    await viewer.at("scale-actual").click();
    expect(await viewer.at("scale-actual").getAttribute("aria-checked")).toBe("true");
    expect(await focused()).toBe("remote-screen");
    await viewer.at("scale-fit").click();
    expect(await focused()).toBe("remote-screen");
  });

  test("Ctrl+Alt+Home leaves the picture for the toolbar", async () => {
    const viewer = await session(SIZE);
    await viewer.page.evaluate(fakePicture);
    await viewer.page.waitForFunction(() => document.querySelector("video")?.videoWidth === 1920);
    await viewer.page.keyboard.press("Control+Alt+Home");
    const focused = await viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
    expect(focused).toBe("scale-fit");
  });

  test("1:1 scrolls, fit does not", async () => {
    const viewer = await session(SIZE);
    await viewer.page.evaluate(fakePicture);
    await viewer.page.waitForFunction(() => document.querySelector("video")?.videoWidth === 1920);
    await viewer.page.waitForFunction(() => document.querySelector("video")?.style.width !== "");
    const overflows = () =>
      viewer.at("remote-screen").evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(await overflows()).toBe(false);
    await viewer.page.getByText("1920 × 1080").waitFor();
    expect(await viewer.at("state-line").innerText()).toBe("1920 × 1080 · 58 fps · 12 ms · diretto");
    await viewer.picture("viewer-session-it");
    await viewer.at("scale-actual").click();
    await viewer.page.waitForFunction(() => document.querySelector("video")?.style.width === "1920px");
    expect(await overflows()).toBe(true);
    await viewer.picture("viewer-session-actual-it");
  });

  test("End ends", async () => {
    const viewer = await session(SIZE);
    await viewer.at("end").click();
    expect(await viewer.sent()).toEqual([{ name: "end", payload: {} }]);
  });
});
