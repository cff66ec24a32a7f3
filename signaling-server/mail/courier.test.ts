import { describe, expect, it } from "vitest";
import type { Mail } from "./mails.ts";
import { discardMail, listMails, resendMail } from "./outbox.ts";
import { organisation, resetMail, token } from "./testing/desk.ts";
import { fixture, said } from "./testing/fixture.ts";
import { answer, freePort, listener } from "./testing/smtp.ts";
import type { MailServerOptions } from "./testing/smtp.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const f = fixture();
const row = async (id = 1) => (await f.desk.rows())[id - 1];

describe("a mail server that works", () => {
  it("gets each mail once, oldest first, in its language", async () => {
    const { port, arrived, mails } = await f.server();
    await f.desk.enqueue(resetMail("anna@ditta.example", "it"), f.clock.date());
    await f.desk.enqueue(resetMail("john@company.example", "en"), f.clock.date());
    const before = await f.desk.rows();
    f.courier(port);
    await arrived(2);
    await f.log.said(said.sent, 2);
    f.clock.advance(3 * HOUR);
    expect(mails.map(({ messageId }) => messageId)).toEqual(before.map(({ messageId }) => `<${messageId}>`));
    for (const [i, mail] of mails.entries()) {
      expect(mail.subject).toBe(before[i]?.subject);
      expect(mail.text).toBe(before[i]?.text);
      expect(mail.html).toBe(before[i]?.html);
      expect(mail.text).toContain(token);
      expect(mail.from?.text).toContain(organisation.name);
      expect(mail.headers.get("content-language")).toBe(before[i]?.language);
    }
    expect(mails[0]?.subject).toBe(`Una nuova password per ${organisation.name}`);
    expect(mails[1]?.subject).toBe(`A new password for ${organisation.name}`);
  });

  it("gets links into an account before all that was written earlier", async () => {
    const name = "Anna Verdi";
    const company = "Studio Ferri";
    const link = `https://assistenza.example/x#${token}`;
    const of = { language: "it" } as const;
    const written: Mail[] = [
      { ...of, kind: "registration-confirm", to: "1@x.example", params: { name, company, link, hours: 48 } },
      { ...of, kind: "test", to: "2@x.example", params: { name } },
      { ...of, kind: "customer-access", to: "3@x.example", params: { name, company, link, days: 7 } },
      { ...of, kind: "registration-waiting", to: "4@x.example", params: { name, company, link } },
      { ...of, kind: "password-reset", to: "5@x.example", params: { name, link, minutes: 60 } },
      { ...of, kind: "staff-set-up", to: "6@x.example", params: { name, link, hours: 72 } },
    ];
    for (const mail of written) await f.desk.enqueue(mail, f.clock.date());
    const { port, mails } = await f.server();
    f.courier(port);
    await f.log.said(said.sent, written.length);
    expect(mails.map(({ to }) => [to].flat()[0]?.text[0]).join("")).toBe("356124");
  });

  it("once it has a mail, its words are no longer here", async () => {
    const { port } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port);
    await f.log.said(said.sent);
    expect(await row()).toMatchObject({
      state: "sent",
      text: null,
      html: null,
      attempts: 1,
      sentAt: f.clock.date(),
      lastError: null,
    });
    expect(f.log.all()).not.toMatch(/@|https:/);
  });

  it("a nudge sends what is new at once; unasked the outbox is looked at every 15 seconds", async () => {
    const { port, arrived } = await f.server();
    const one = f.courier(port);
    await f.desk.enqueue(resetMail(), f.clock.date());
    one.nudge();
    await arrived(1);
    await f.log.said(said.sent);
    await f.asleep();
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.clock.advance(14_999);
    expect(f.log.count(said.sent)).toBe(1);
    f.clock.advance(1);
    await f.log.said(said.sent, 2);
  });

  it("says sending on the disk before it hears of the mail", async () => {
    const seen: unknown[] = [];
    const { port } = await f.server({
      onConnect: (_session, reply) => {
        void row().then((it) => {
          seen.push(it?.state);
          reply();
        });
      },
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port);
    await f.log.said(said.sent);
    expect(seen).toEqual(["sending"]);
  });

  it("one that was discarded is not sent", async () => {
    const { port, mails } = await f.server();
    await f.desk.enqueue(resetMail("one@ditta.example"), f.clock.date());
    await f.desk.enqueue(resetMail("two@ditta.example"), f.clock.date());
    await f.desk.store.write((tx) => discardMail(tx, 1, "cli", f.clock.date()));
    f.courier(port);
    await f.log.said(said.sent);
    expect(mails.map(({ to }) => to)).toMatchObject([{ text: "two@ditta.example" }]);
  });
});

describe("a mail server that is away", () => {
  it("gets the mail when it is back", async () => {
    const port = await freePort();
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port);
    await f.log.said(said.waits);
    expect(await row()).toMatchObject({
      state: "waiting",
      attempts: 1,
      nextAttemptAt: f.clock.date() + MINUTE,
      lastError: expect.stringContaining("ECONNREFUSED") as string,
    });
    const { mails } = await f.server({ port });
    const written = f.clock.date();
    f.clock.advance(MINUTE);
    await f.log.said(said.sent);
    expect(mails.map(({ date }) => date)).toEqual([new Date(written)]);
  });

  it("or that never says a word is left after the greeting's time-out", async () => {
    const { port, close } = await listener(() => {});
    f.after(close);
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port, { timeouts: { connection: 60, greeting: 0.05, silence: 600, total: 900 } });
    await f.log.said(said.waits);
    expect(await row()).toMatchObject({ lastError: "the mail server does not answer in time" });
  });

  it("or that talks without end is left after the time-out of the whole", async () => {
    let talks = () => {};
    const talking = new Promise<void>((resolve) => (talks = resolve));
    const { port, close } = await listener((socket) => {
      socket.write("220 hello\r\n");
      // Only then: the greeting must not come in one piece with what never ends.
      socket.once("data", () => {
        const drip = setInterval(() => socket.write("250-and more\r\n"), 5);
        socket.on("close", () => clearInterval(drip));
        talks();
      });
    });
    f.after(close);
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port);
    await talking;
    f.clock.advance(899_999);
    expect(f.log.count(said.waits)).toBe(0);
    f.clock.advance(1);
    await f.log.said(said.waits);
    expect(await row()).toMatchObject({ state: "waiting", lastError: "the mail server is too slow" });
  });
});

describe("a mail server that takes nothing yet", () => {
  it("is asked after 1, 2, 4 … minutes, every hour in the end, and for 48 hours", async () => {
    const port = await freePort();
    await f.desk.enqueue(resetMail(), f.clock.date());
    const begun = f.clock.date();
    f.courier(port);
    const delays: number[] = [];
    for (;;) {
      await f.log.said([said.waits, said.givenUp], delays.length + 1);
      const mail = await row();
      if (mail?.state !== "waiting") break;
      delays.push(mail.nextAttemptAt - f.clock.date());
      f.clock.advance(mail.nextAttemptAt - f.clock.date());
    }
    expect(delays.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * MINUTE));
    expect(new Set(delays.slice(6))).toEqual(new Set([HOUR]));
    expect(f.clock.date() - begun).toBeGreaterThanOrEqual(48 * HOUR);
    expect(f.clock.date() - begun).toBeLessThan(49 * HOUR);
    expect(await row()).toMatchObject({
      state: "undeliverable",
      givenUpAt: f.clock.date(),
      attempts: delays.length + 1,
      lastError: expect.stringContaining("ECONNREFUSED") as string,
    });
  });

  it("chance takes up to a fifth off a delay", async () => {
    const port = await freePort();
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port, {}, () => 0.999_999);
    await f.log.said(said.waits);
    expect((await row())!.nextAttemptAt - f.clock.date()).toBe(48_000);
  });

  it("a mail is not given up because this server was off for long", async () => {
    const port = await freePort();
    await f.desk.enqueue(resetMail(), f.clock.date());
    const one = f.courier(port);
    await f.log.said(said.waits);
    await f.halt(one);
    f.clock.advance(72 * HOUR);
    f.courier(port);
    await f.log.said(said.waits, 2);
    expect(await row()).toMatchObject({ state: "waiting", attempts: 2 });
  });

  it("gets the mail once, when it takes it; one that waits holds no other back", async () => {
    let tries = 0;
    const { port, mails, arrived } = await f.server({
      judge: (mail) => {
        if (mail.to !== undefined && JSON.stringify(mail.to).includes("slow@") && ++tries <= 2) {
          throw answer(451, "greylisted");
        }
      },
    });
    await f.desk.enqueue(resetMail("slow@ditta.example"), f.clock.date());
    await f.desk.enqueue(resetMail("fast@ditta.example"), f.clock.date());
    f.courier(port);
    await arrived(1);
    await f.log.said(said.waits);
    f.clock.advance(MINUTE);
    await f.log.said(said.waits, 2);
    f.clock.advance(2 * MINUTE);
    await f.log.said(said.sent, 2);
    expect(mails.map(({ to }) => to)).toMatchObject([
      { text: "fast@ditta.example" },
      { text: "slow@ditta.example" },
    ]);
    expect(await row()).toMatchObject({ state: "sent", attempts: 3 });
  });

  it("a clock that was put back by a year delays nothing", async () => {
    const { port } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date() + 365 * 24 * HOUR);
    f.courier(port);
    await f.log.said(said.sent);
  });
});

describe("a mail server that says never", () => {
  const refusing = (step: "onRcptTo" | "judge") => {
    const state = { refuses: true };
    const no = () => answer(550, "5.1.1 <anna@ditta.example> anna is unknown, see https://x.example/why");
    const options: MailServerOptions =
      step === "judge"
        ? {
            judge: () => {
              if (state.refuses) throw no();
            },
          }
        : { onRcptTo: (_address, _session, reply) => reply(state.refuses ? no() : null) };
    return { state, options };
  };

  it.each(["onRcptTo", "judge"] as const)(
    "is asked once; a person sees it and can have it sent again (%s)",
    async (step) => {
      const { state, options } = refusing(step);
      const { port, mails } = await f.server(options);
      await f.desk.enqueue(resetMail(), f.clock.date());
      const words = (await row())?.text;
      const one = f.courier(port);
      await f.log.said(said.givenUp);
      f.clock.advance(100 * HOUR);
      expect(await listMails(f.desk.store.db, { filter: "undeliverable" })).toMatchObject({
        rows: [{ attempts: 1 }],
      });
      const { lastError } = (await row())!;
      expect(lastError).toContain("550 5.1.1 <…> … is unknown, see …");
      expect(f.log.all()).not.toMatch(/@|https:|anna/);

      state.refuses = false;
      await f.desk.store.write((tx) => resendMail(tx, 1, "cli", f.clock.date()));
      one.nudge();
      await f.log.said(said.sent);
      expect(mails.map(({ text }) => text)).toEqual([words]);
      expect(await row()).toMatchObject({ state: "sent", attempts: 1 });
    },
  );

  it("of the sender, which is for the operator to mend, is asked again", async () => {
    const { port } = await f.server({
      onMailFrom: (_address, _session, reply) => reply(answer(550, "not you")),
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(port);
    await f.log.said(said.waits);
    expect(await row()).toMatchObject({ state: "waiting", lastError: "MAIL FROM 550 not you" });
  });

  it.each([{ text: null }, { recipient: "a@b.example>\r\nRCPT TO:<c@d.example" }])(
    "what was not kept as it should be is given up, and holds nothing back: %j",
    async (damage) => {
      const { port, mails } = await f.server();
      await f.desk.enqueue(resetMail("one@ditta.example"), f.clock.date());
      await f.desk.enqueue(resetMail("two@ditta.example"), f.clock.date());
      await f.desk.store.write((tx) => tx.updateTable("outbox").set(damage).where("id", "=", 1).execute());
      f.courier(port);
      await f.log.said(said.sent);
      expect(await row()).toMatchObject({ state: "undeliverable" });
      expect(mails.map(({ to }) => to)).toMatchObject([{ text: "two@ditta.example" }]);
    },
  );
});
