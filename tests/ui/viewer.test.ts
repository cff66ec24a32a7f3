import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Stagehand, type Window } from "./chromium.ts";
import { fakeConnection, fakePicture, playHelp, playLadder } from "./fakePeer.ts";
import type { UpdateStage } from "../../src/shared/protocol/ipc.ts";
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

const updates = {
  offered: { at: "offered", version: "1.3.0", bytes: 98_400_000, problem: null },
  troubled: { at: "offered", version: "1.3.0", bytes: 98_400_000, problem: "unreachable" },
  fetching: { at: "fetching", version: "1.3.0", bytes: 98_400_000, got: 40_000_000 },
  ready: { at: "ready", version: "1.3.0", name: "Linea-Viewer-1.3.0-Setup.exe" },
  unsigned: { at: "refused", version: null, why: "unsigned" },
  older: { at: "refused", version: "1.1.0", why: "older" },
} as const satisfies Record<string, UpdateStage>;

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

    test(`a newer Viewer in ${language}: accessible, nothing cut off`, async () => {
      const viewer = await stage.open(SIZE, viewerView(desk, { language }));
      for (const [name, update] of Object.entries(updates)) {
        await viewer.page.setViewportSize(SIZE);
        await viewer.show(viewerView(desk, { language, update }));
        await viewer.page.locator(`[data-testid=update][data-at=${update.at}]`).waitFor();
        await viewer.inspect(`viewer-update-${name}-${language}`);
        await viewer.page.setViewportSize(SMALLEST);
        await viewer.fits(`viewer-update-${name}-${language}-small`);
      }
      await viewer.page.setViewportSize(SIZE);
      await viewer.show(viewerView(desk, { language, outdated: true, update: updates.ready }));
      await viewer.at("update-show").waitFor();
      await viewer.inspect(`viewer-outdated-update-${language}`);
    });
  }
});

describe("a newer Viewer", () => {
  test("is fetched, shown and put off at a word, and each word says one thing", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk, { update: updates.offered }));
    await viewer.at("update-fetch").focus();
    await viewer.page.keyboard.press("Enter");
    await viewer.show(viewerView(desk, { update: updates.fetching }));
    // The button is gone, and the keyboard is still here.
    await viewer.page.locator("[data-testid=update]:focus").waitFor();
    expect(await viewer.page.locator("progress").getAttribute("value")).toBe("40000000");
    expect(await viewer.at("update-fetch").count()).toBe(0);
    await viewer.at("update-later").click();
    await viewer.show(viewerView(desk, { update: updates.ready }));
    expect(await viewer.at("update").innerText()).toContain("Linea-Viewer-1.3.0-Setup.exe");
    await viewer.at("update-show").click();
    await viewer.show(viewerView(desk, { update: updates.unsigned }));
    // What is refused cannot be had from here.
    expect(await viewer.at("update").getByRole("button").count()).toBe(1);
    await viewer.at("update-later").click();
    expect((await viewer.sent()).map(({ name }) => name)).toEqual([
      "update.fetch",
      "update.later",
      "update.show",
      "update.later",
    ]);
  });

  test("says nothing of itself during a session", async () => {
    for (const name of ["asking", "linking", "active", "ended"]) {
      const at = viewerStages()[name] ?? desk;
      const viewer = await stage.open(SIZE, viewerView(at, { update: updates.offered }));
      await viewer.at(`stage-${at.at}`).waitFor();
      expect(await viewer.at("update").count()).toBe(0);
    }
  });
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
    await viewer.page.clock.pauseAt(Date.now() + 60_000);
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

  const quick = (changes = {}) => ringing({ quick: true, customer: "Ferri Arredamenti S.r.l.", ...changes });
  for (const language of LANGUAGES) {
    test(`quick access: whose, what to check first, and the way to answer, in ${language}`, async () => {
      const calls = [incoming({ quick: true, customer: "Ferri Arredamenti S.r.l." }), ...twoCalls().slice(1)];
      const viewer = await stage.open(SIZE, viewerView(desk, { language, incoming: calls }));
      const card = viewer.at(`incoming-${CALL}`);
      expect(await card.innerText()).toMatch(/Ferri Arredamenti S\.r\.l\./);
      expect(await card.getByTestId("quick").innerText()).toMatch(
        language === "it" ? /al telefono/ : /on the phone/,
      );
      await viewer.inspect(`viewer-quick-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.fits(`viewer-quick-${language}-small`);
    });
  }

  test("quick access: only its own button answers without the code", async () => {
    const viewer = await quick();
    // The keyboard is in the code field, as for any call.
    await viewer.page.keyboard.press("Enter");
    await viewer.page.getByRole("alert").filter({ hasText: "0" }).waitFor();
    await viewer.page.keyboard.press("Space");
    expect(await viewer.sent()).toEqual([]);
    await viewer.page.keyboard.type("1234567");
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.sent()).toEqual([{ name: "take", payload: { call: CALL, code: "1234567" } }]);
    await viewer.at("take-quick").click();
    expect((await viewer.sent()).at(-1)).toEqual({ name: "take", payload: { call: CALL, code: null } });
    await viewer.show(
      viewerView({ at: "taking", call: CALL }, { incoming: [incoming({ quick: true, customer: "Ferri" })] }),
    );
    await viewer.at("stage-taking").waitFor();
    expect(await viewer.at("take-quick").isDisabled()).toBe(true);
  });

  test("quick access taken back: the card follows, and what was typed stays", async () => {
    const viewer = await quick();
    await viewer.page.keyboard.type("123");
    const customer = "Ferri Arredamenti S.r.l.";
    await viewer.show(viewerView(desk, { incoming: [incoming({ quick: false, customer })] }));
    await viewer.at("take-quick").waitFor({ state: "detached" });
    expect(await viewer.at("customer").count()).toBe(0);
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

  test("rings for the first minute of each call only", async () => {
    const viewer = await stage.open(SIZE, viewerView(desk));
    // From here on the page's clock moves only as this test moves it.
    await viewer.page.clock.install();
    await viewer.page.clock.pauseAt(Date.now() + 60_000);
    const tonesIn = async (seconds: number): Promise<number> => {
      const before = await viewer.tones();
      await viewer.page.clock.runFor(seconds * 1_000);
      return (await viewer.tones()) - before;
    };
    await viewer.show(viewerView(desk, { incoming: [incoming()] }));
    expect(await tonesIn(58)).toBeGreaterThan(0);
    await tonesIn(3);
    expect(await tonesIn(30)).toBe(0);
    // Another one sounds again, for its own minute.
    const both = [incoming(), incoming({ call: OTHER_CALL })];
    await viewer.show(viewerView(desk, { incoming: both }));
    expect(await tonesIn(58)).toBeGreaterThan(0);
    await tonesIn(3);
    expect(await tonesIn(30)).toBe(0);
    // Nor does it begin afresh when the first one goes.
    await viewer.show(viewerView(desk, { incoming: both.slice(1) }));
    expect(await tonesIn(30)).toBe(0);
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

describe("what the caller allows", () => {
  const session = async (language: "it" | "en" = "it", waiting = 0) => {
    const viewer = await stage.open(SIZE, viewerView(desk, { language }));
    await viewer.page.evaluate(fakeConnection);
    await viewer.emit("peer", { do: "start", call: CALL, side: "viewer", iceServers: [] });
    const incomingCalls = Array.from({ length: waiting }, () => incoming({ call: OTHER_CALL }));
    await viewer.show(viewerView(viewerStages()["active"] ?? desk, { language, incoming: incomingCalls }));
    await viewer.at("stage-active").waitFor();
    const ladder = await playLadder(viewer);
    await viewer.page.evaluate(fakePicture);
    await viewer.page.waitForFunction(() => document.querySelector("video")?.videoWidth === 1920);
    return { viewer, ladder };
  };
  const focused = (viewer: Window<"viewer">) =>
    viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  const look = { granted: ["look"] } as const;
  const control = { granted: ["look", "control"] } as const;
  const steps = {
    nothing: {},
    look: { granted: [...look.granted] },
    asked: { granted: [...look.granted], asked: "control" },
    control: { granted: [...control.granted] },
    paused: { granted: [...control.granted], paused: true },
  } as const;

  for (const language of LANGUAGES) {
    test(`every step fits in a window of 720 pixels, with a call waiting, in ${language}`, async () => {
      const { viewer, ladder } = await session(language, 1);
      for (const [name, step] of Object.entries(steps)) {
        await ladder.grants({ ...step, granted: "granted" in step ? [...step.granted] : [] });
        await viewer.inspect(`viewer-permissions-${name}-${language}`);
        await viewer.page.setViewportSize(SMALLEST);
        await viewer.inspect(`viewer-permissions-${name}-${language}-small`);
        const end = await viewer.at("end").boundingBox();
        expect((end?.x ?? Infinity) + (end?.width ?? 0)).toBeLessThanOrEqual(SMALLEST.width);
        await viewer.page.setViewportSize(SIZE);
      }
    });
  }

  test("each permission has its button when it can be asked for, and asks for that one", async () => {
    const { viewer, ladder } = await session();
    const buttons = () =>
      viewer.page
        .locator('[data-testid^="ask-"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-testid")));
    await ladder.grants({});
    expect(await buttons()).toEqual(["ask-look"]);
    await viewer.at("ask-look").click();
    await ladder.grants({ granted: ["look"] });
    expect(await buttons()).toEqual(["ask-control"]);
    await viewer.at("ask-control").click();
    await ladder.grants({ granted: ["look", "control"] });
    expect(await buttons()).toEqual([]);
    expect(await viewer.at("has-control").innerText()).toBe("Usa mouse e tastiera");
    expect(await ladder.asked()).toEqual([
      { t: "ask", permission: "look" },
      { t: "ask", permission: "control" },
    ]);
  });

  test.each([
    ["a question waits", { granted: ["look"], asked: "control" }],
    ["the session is paused", { granted: ["look"], paused: true }],
  ] as const)("while %s nothing is asked", async (_when, step) => {
    const { viewer, ladder } = await session();
    await ladder.grants({ ...step, granted: [...step.granted] });
    expect(await viewer.at("ask-control").getAttribute("aria-disabled")).toBe("true");
    await viewer.at("ask-control").click({ force: true });
    expect(await ladder.asked()).toEqual([]);
  });

  test("what waits, is paused, was refused or taken back is said, and nothing once it is granted", async () => {
    const { viewer, ladder } = await session();
    const notice = () => viewer.at("permission-notice").innerText();
    await ladder.grants({ granted: ["look"] });
    expect(await notice()).toBe("");
    await ladder.grants({ granted: ["look"], asked: "control" });
    expect(await notice()).toContain("In attesa");
    await ladder.grants({ granted: ["look"] });
    expect(await notice()).toContain("non Le lascia usare mouse e tastiera");
    await ladder.grants({ granted: ["look"], asked: "control" });
    await ladder.grants({ granted: ["look", "control"] });
    expect(await notice()).toBe("");
    await ladder.grants({ granted: ["look", "control"], paused: true });
    expect(await notice()).toContain("Riprendi");
    await ladder.grants({ granted: ["look", "control"] });
    expect(await notice()).toBe("");
    await ladder.grants({ granted: ["look"] });
    expect(await notice()).toContain("non Le lascia usare mouse e tastiera");
    await viewer.inspect("viewer-permissions-taken-back-it");
    await ladder.grants({});
    expect(await notice()).toContain("ha coperto lo schermo");
  });

  test("covered or paused, not even the last frame is to be seen", async () => {
    const { viewer, ladder } = await session();
    const seen = () => viewer.page.locator("video").isVisible();
    expect(await seen()).toBe(false);
    await ladder.grants({ granted: ["look"] });
    expect(await seen()).toBe(true);
    await ladder.grants({ granted: ["look"], paused: true });
    expect(await seen()).toBe(false);
    await ladder.grants({ granted: ["look"] });
    expect(await seen()).toBe(true);
    await ladder.grants({});
    expect(await seen()).toBe(false);
    await viewer.picture("viewer-permissions-covered-it");
  });

  test("Ctrl+Alt+Home leads to what is to be done next, with and without control", async () => {
    const { viewer, ladder } = await session();
    const leave = async () => {
      await viewer.at("remote-screen").focus();
      await viewer.page.keyboard.press("Control+Alt+Home");
      return focused(viewer);
    };
    await ladder.grants({ granted: ["look"] });
    expect(await leave()).toBe("ask-control");
    // Pressed, it keeps the keyboard while the caller thinks.
    await viewer.page.keyboard.press("Enter");
    await ladder.grants({ granted: ["look"], asked: "control" });
    expect(await focused(viewer)).toBe("ask-control");
    expect(await leave()).toBe("scale-fit");
    await ladder.grants({ granted: ["look", "control"] });
    // A yes brings it to the picture by itself.
    expect(await focused(viewer)).toBe("remote-screen");
    expect(await leave()).toBe("scale-fit");
    await viewer.page.keyboard.press("Tab");
    expect(await focused(viewer)).toBe("end");
  });
});

describe("the spoken check", () => {
  /** A session whose words are there. */
  const compared = async (language: "it" | "en", size = SIZE) => {
    const viewer = await stage.open(size, viewerView(desk, { language }));
    await viewer.page.evaluate(fakeConnection);
    await viewer.emit("peer", { do: "start", call: CALL, side: "viewer", iceServers: [] });
    await viewer.show(viewerView(viewerStages()["active"] ?? desk, { language }));
    await viewer.at("stage-active").waitFor();
    const words = await playHelp(viewer, CALL, language);
    await viewer.page.evaluate(fakePicture);
    await viewer.at("spoken-panel").waitFor();
    return { viewer, words };
  };
  const shownWords = (viewer: Window<"viewer">) => viewer.at("spoken-words").locator("li").allInnerTexts();
  const focused = (viewer: Window<"viewer">) =>
    viewer.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  const box = async (viewer: Window<"viewer">, testId: string) => {
    const found = await viewer.at(testId).boundingBox();
    if (!found) throw new Error(`${testId} is not to be seen`);
    return found;
  };

  for (const language of LANGUAGES) {
    test(`the words are to be read out, and count as unchecked until then: ${language}`, async () => {
      const { viewer, words } = await compared(language);
      expect(await shownWords(viewer)).toEqual(words);
      expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("unchecked");
      // Nothing of the caller's screen is covered, and no key that is meant for it answers.
      const [panel, picture] = [await box(viewer, "spoken-panel"), await box(viewer, "remote-screen")];
      expect(picture.y).toBeGreaterThanOrEqual(panel.y + panel.height);
      expect(await focused(viewer)).toBe("remote-screen");
      await viewer.page.keyboard.press("Enter");
      await viewer.page.keyboard.press("Space");
      expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("unchecked");
      await viewer.inspect(`viewer-spoken-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.fits(`viewer-spoken-${language}-small`);
      await viewer.page.setViewportSize(SIZE);
      await viewer.at("spoken-same").click();
      await viewer.at("spoken-panel").waitFor({ state: "detached" });
      await viewer.inspect(`viewer-spoken-same-${language}`);
      await viewer.page.setViewportSize(SMALLEST);
      await viewer.fits(`viewer-spoken-same-${language}-small`);
    });
  }

  test("the same: the panel folds into a mark, the keyboard is in the picture, and it opens again", async () => {
    const { viewer, words } = await compared("it");
    await viewer.at("spoken-same").click();
    await viewer.at("spoken-panel").waitFor({ state: "detached" });
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("same");
    expect(await focused(viewer)).toBe("remote-screen");
    expect((await box(viewer, "remote-screen")).height).toBeGreaterThanOrEqual(SIZE.height - 44);
    await viewer.at("spoken-mark").click();
    expect(await shownWords(viewer)).toEqual(words);
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("same");
    expect((await viewer.sent()).filter(({ name }) => name === "peer.state")).toEqual([]);
  });

  test("folded away without an answer it stays unchecked", async () => {
    const { viewer } = await compared("it");
    await viewer.at("spoken-mark").click();
    await viewer.at("spoken-panel").waitFor({ state: "detached" });
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("unchecked");
  });

  test("different: the session ends as unsafe", async () => {
    const { viewer } = await compared("it");
    await viewer.at("spoken-different").click();
    expect((await viewer.sent()).filter(({ name }) => name === "peer.state")).toEqual([
      { name: "peer.state", payload: { call: CALL, state: "unsafe" } },
    ]);
  });

  test("by keyboard: out of the picture, and on to the answer", async () => {
    const { viewer } = await compared("it");
    await viewer.page.keyboard.press("Control+Alt+Home");
    expect(await focused(viewer)).toBe("spoken-mark");
    for (let i = 0; i < 5 && (await focused(viewer)) !== "spoken-same"; i += 1) {
      await viewer.page.keyboard.press("Tab");
    }
    await viewer.page.keyboard.press("Enter");
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("same");
  });

  test("the next session has to be checked anew", async () => {
    const { viewer } = await compared("it");
    await viewer.at("spoken-same").click();
    await viewer.emit("peer", { do: "stop" });
    await viewer.show(viewerView(viewerStages()["ended"] ?? desk));
    await viewer.at("stage-ended").waitFor();
    await viewer.emit("peer", { do: "start", call: OTHER_CALL, side: "viewer", iceServers: [] });
    await viewer.show(viewerView({ at: "active", call: OTHER_CALL, name: "Ada", line: 1, since: 0 }));
    await viewer.at("stage-active").waitFor();
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("none");
    expect(await viewer.at("spoken-panel").count()).toBe(0);
    const words = await playHelp(viewer, OTHER_CALL, "it");
    await viewer.at("spoken-panel").waitFor();
    expect(await shownWords(viewer)).toEqual(words);
    expect(await viewer.at("spoken-mark").getAttribute("data-spoken")).toBe("unchecked");
  });
});
