import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Stagehand, type Window } from "./chromium.ts";
import { CALL, directory, incoming, LANGUAGES, OTHER_CALL, viewerStages, viewerView } from "./views.ts";

const SIZE = { width: 1280, height: 860 };
const SMALLEST = { width: 720, height: 520 };
const desk = { at: "desk" } as const;
const TOKEN = "0123456789abcdef0123456789abcdef";

// Several pictures and axe runs a test, on a machine that others use too.
vi.setConfig({ testTimeout: 30_000 });

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
      await viewer.show(viewerView(desk, { language, outdated: true }));
      await viewer.at("outdated").waitFor();
      await viewer.inspect(`viewer-outdated-${language}`);
    });
  }
});

describe("signing in", () => {
  test("the token goes out trimmed, and is never shown", async () => {
    const viewer = await stage.open(
      SIZE,
      viewerView({ at: "sign-in", refused: false }, { technician: null }),
    );
    expect(await viewer.at("token").getAttribute("type")).toBe("password");
    await viewer.page.keyboard.type(` ${TOKEN} `);
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "signIn", payload: { token: TOKEN } }]);
  });

  test("a token too short is explained and not sent", async () => {
    const viewer = await stage.open(SIZE, viewerView({ at: "sign-in", refused: false }));
    await viewer.at("token").fill("abc");
    await viewer.at("token").press("Enter");
    expect(await viewer.page.getByRole("alert").innerText()).toContain("16");
    expect(await viewer.sent()).toEqual([]);
  });

  test("a refused token says what to do", async () => {
    const viewer = await stage.open(SIZE, viewerView({ at: "sign-in", refused: true }));
    expect(await viewer.page.getByRole("alert").innerText()).toContain("non è valido");
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
  const rings = async (viewer: Window<"viewer">) => {
    const before = await viewer.tones();
    return viewer.page
      .waitForFunction((n) => globalThis.fake.tones > n, before, { timeout: 4000 })
      .then(
        () => true,
        () => false,
      );
  };

  test("rings while a call waits, until muted", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    expect(await viewer.tones()).toBe(0);
    await viewer.show(viewerView(desk, { incoming: [incoming()] }));
    expect(await rings(viewer)).toBe(true);
    await viewer.at("ringer").click();
    expect(await viewer.at("ringer").getAttribute("aria-pressed")).toBe("false");
    expect(await rings(viewer)).toBe(false);
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
