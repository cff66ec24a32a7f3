/**
 * Help's renderer code in a real Chromium, the real server, and libdatachannel as a technician that
 * somebody else wrote. Only Help's main and the picture on the screen are the test's.
 */
import { cleanup } from "node-datachannel";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, tokens, type TestServer } from "../../signaling-server/testing/server.ts";
import { checkChannel, mainChannels } from "../../src/shared/protocol/channels.ts";
import { parseInput, type InputChannel } from "../../src/shared/protocol/input.ts";
import { MAX_INPUT_LENGTH } from "../../src/shared/protocol/limits.ts";
import { PeerSignal } from "../../src/shared/protocol/signaling.ts";
import { HelpPages, type Help } from "./help.ts";
import { Answerer, Technician, isCandidate, isDescription, videoCodecs } from "./technician.ts";

const LINE = 2;

let pages: HelpPages;
let server: TestServer;
let help: Help;
let technician: Technician;
const answerers: Answerer[] = [];

beforeAll(async () => {
  [pages, server] = await Promise.all([HelpPages.start(), startTestServer()]);
}, 60_000);

afterAll(async () => {
  await Promise.all([pages.stop(), server.close()]);
  cleanup();
});

beforeEach(async () => {
  technician = await Technician.signIn(server.url, tokens.tina);
  help = await pages.open(server.url);
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") {
    console.error("Help:", await help.diagnosis().catch(String));
    for (const { events, signals } of answerers) console.error("technician:", events.seen, signals.seen);
  }
  for (const answerer of answerers.splice(0)) answerer.close();
  await Promise.all([help.close(), technician.close()]);
});

function newAnswerer(call: string, offer: number): Answerer {
  const answerer = new Answerer(call, offer);
  answerers.push(answerer);
  return answerer;
}

/** From the line to the consent: all that comes before the first offer. */
async function consentedCall(): Promise<string> {
  technician.say({ t: "line/open", line: LINE });
  expect((await technician.next("line/mine")).open).toEqual([LINE]);
  const { call, code } = await help.call(LINE);
  expect(await technician.next("call/incoming")).toMatchObject({ call, line: LINE, name: "Ada Rossi" });
  technician.say({ t: "call/take", call, code });
  expect((await technician.next("call/yours")).call).toBe(call);
  await help.consent();
  expect((await technician.next("call/consented")).call).toBe(call);
  return call;
}

interface Session {
  call: string;
  answerer: Answerer;
  offer: string;
  answer: string;
}

/** A call with both channels open, candidates trickling both ways. */
async function session(only?: "VP8" | "H264"): Promise<Session> {
  return answered(await consentedCall(), only);
}

async function answered(call: string, only?: "VP8" | "H264"): Promise<Session> {
  const { signal } = await nextSignal(isDescription);
  const answerer = newAnswerer(call, signal.offer);
  answerer.receiveOffer(signal.sdp, only);
  const answer = await trickle(call, answerer);
  await answerer.happened("open pointer", "open control");
  expect(await help.states.next()).toEqual({ call, state: "connected" });
  return { call, answerer, offer: signal.sdp, answer: answer.sdp };
}

/** Hands on both ends' candidates as they come, and the answer. */
async function trickle(call: string, answerer: Answerer) {
  technician.eachSignal(call, (signal) => answerer.receiveCandidate(signal));
  const answer = await answerer.signals.next(isDescription);
  technician.say({ t: "signal", call, signal: answer });
  answerer.signals.each((signal) => isCandidate(signal) && technician.say({ t: "signal", call, signal }));
  return answer;
}

/** The next signal of this kind that the server relayed to the technician. */
async function nextSignal<S extends PeerSignal>(is: (signal: PeerSignal) => signal is S) {
  for (;;) {
    const { signal, call } = await technician.next("signal");
    if (is(signal)) return { call, signal };
  }
}

/** All candidates of an answerer. */
async function gathered(answerer: Answerer) {
  await answerer.happened("gathering complete");
  return answerer.signals.seen.filter(isCandidate);
}

const button = (seq: number) => `{"t":"button","seq":${seq},"button":"left","down":true,"x":0.5,"y":0.25}`;

describe("a call between Help's renderer and libdatachannel", () => {
  it("opens the channels as agreed, by one offer and its answer", async () => {
    const { call, answerer, offer } = await session();
    expect([...answerer.channels.keys()].toSorted()).toEqual(
      [checkChannel.label, ...Object.keys(mainChannels)].toSorted(),
    );
    const made = await help.page.evaluate(() =>
      globalThis.rig.channels.map(
        ({ label, ordered, maxRetransmits, maxPacketLifeTime, negotiated, readyState }) => ({
          label,
          ordered,
          maxRetransmits,
          maxPacketLifeTime,
          negotiated,
          readyState,
        }),
      ),
    );
    const common = { maxPacketLifeTime: null, negotiated: false, readyState: "open" };
    expect(made).toEqual([
      { label: "check", ordered: true, maxRetransmits: null, ...common },
      { label: "session", ordered: true, maxRetransmits: null, ...common },
      { label: "pointer", ordered: false, maxRetransmits: 0, ...common },
      { label: "control", ordered: true, maxRetransmits: null, ...common },
    ]);

    expect(new Set(help.signals.seen.map((one) => one.call))).toEqual(new Set([call]));
    const sent = help.signals.seen.map(({ signal }) => signal);
    expect(new Set(sent.map((signal) => signal.offer))).toEqual(new Set([1]));
    expect(sent.filter(isDescription)).toEqual([
      { kind: "description", offer: 1, type: "offer", sdp: offer },
    ]);
    expect(sent[0]?.kind).toBe("description");
    for (const own of answerer.signals.seen) expect(PeerSignal.parse(own)).toEqual(own);
    expect(help.states.seen).toEqual([{ call, state: "connected" }]);
  });

  it("comes to the same words as the technician", async () => {
    const { call, answerer } = await session();
    const words = await answerer.words.next();
    expect(await help.words.next()).toEqual({ call, words });
    expect(help.states.seen).toEqual([{ call, state: "connected" }]);
  });

  it("passes on every message of either channel, byte for byte", async () => {
    const { call, answerer } = await session();
    const moves = Array.from({ length: 40 }, (_, i) => `{"t":"move","seq":${i + 1},"x":${i / 40},"y":0}`);
    const control = [
      button(101),
      '{"t":"key","seq":102,"code":"KeyE","text":"è","down":true}',
      '{"t":"key","seq":103,"code":"Unidentified","text":"😀","down":true}',
      ' { "seq": 104,\n\t"t": "release" } ',
      "not JSON at all \u0000 \u202e",
      "",
      "x".repeat(MAX_INPUT_LENGTH),
      ...Array.from({ length: 40 }, (_, i) => button(200 + i)),
    ];
    for (const move of moves) answerer.send("pointer", move);
    for (const message of control) answerer.send("control", message);
    const came = await help.input.take(moves.length + control.length);
    const on = (channel: InputChannel) =>
      came.filter((one) => one.channel === channel).map(({ data }) => data);
    expect(new Set(came.map((one) => one.call))).toEqual(new Set([call]));
    // No order is promised for moves.
    expect(on("pointer").toSorted()).toEqual(moves.toSorted());
    expect(on("control")).toEqual(control);
  });

  it.each(["pointer", "control"] as const)(
    "cuts what is too long on %s, and main still sees it",
    async (channel) => {
      const { call, answerer } = await session();
      for (const long of [
        `{"t":"release","more":"${"x".repeat(20_000)}"}`,
        "y".repeat(MAX_INPUT_LENGTH * 2),
      ]) {
        answerer.send(channel, long);
        const came = await help.input.next();
        expect([came.call, came.channel]).toEqual([call, channel]);
        expect(long.startsWith(came.data)).toBe(true);
        expect(came.data.length).toBeLessThanOrEqual(MAX_INPUT_LENGTH + 1);
      }
      answerer.send(channel, new TextEncoder().encode(button(1)));
      expect(await help.input.next()).toEqual({ call, channel, data: "" });
      for (const { data } of help.input.seen) expect(parseInput(channel, data)).toBeNull();
    },
  );

  it("does not make a good message of one that is too long", async () => {
    const { answerer } = await session();
    answerer.send("control", '{"t":"release","seq":1}'.padEnd(MAX_INPUT_LENGTH * 2));
    expect(parseInput("control", (await help.input.next()).data)).toBeNull();
  });

  it("offers the codecs in the order that measured best, and sends motion at full size and rate", async () => {
    const { offer } = await session();
    const listed = [...new Set(videoCodecs(offer).values())];
    const order = ["H264", "AV1", "VP8", "VP9"];
    expect(listed.filter((codec) => order.includes(codec))).toEqual(
      order.filter((codec) => listed.includes(codec)),
    );
    const sent = await help.page.evaluate(() => {
      const [sender] = globalThis.rig.connections[0]?.getSenders() ?? [];
      const parameters = sender?.getParameters();
      const [encoding] = parameters?.encodings ?? [];
      return {
        hint: sender?.track?.contentHint,
        keeps: parameters?.degradationPreference,
        frameRate: encoding?.maxFramerate,
        scale: encoding?.scaleResolutionDownBy ?? 1,
      };
    });
    expect(sent).toEqual({ hint: "motion", keeps: "maintain-resolution", frameRate: 60, scale: 1 });
  });

  it("sends video in a codec that the answer accepts", async () => {
    const { answerer, offer, answer } = await session();
    const accepted = videoCodecs(answer);
    expect([...accepted.values()]).toEqual(expect.arrayContaining(["VP8", "H264"]));
    expect([...videoCodecs(offer).values()]).toEqual(expect.arrayContaining([...accepted.values()]));
    const packets = await answerer.rtp.take(20);
    for (const { payloadType, bytes } of packets) {
      expect(accepted.get(payloadType), `payload type ${payloadType}`).toMatch(/^(AV1|VP8|VP9|H264|rtx)$/);
      expect(bytes).toBeGreaterThan(12);
    }
  });

  it.each(["VP8", "H264"] as const)("sends %s to a technician who can do nothing else", async (codec) => {
    const { answerer, answer } = await session(codec);
    const accepted = videoCodecs(answer);
    expect([...accepted.values()]).toEqual([codec]);
    const packets = await answerer.rtp.take(20);
    for (const { payloadType } of packets) expect(accepted.get(payloadType)).toBe(codec);
  });

  it("ends channels, picture and capture at stop, and is ready for the next call", async () => {
    const { call, answerer } = await session();
    await answerer.rtp.take(5);
    answerer.send("control", button(1));
    await help.input.next();

    await help.order({ do: "stop" });
    await answerer.happened("closed pointer", "closed control");
    const page = await help.page.evaluate(() => ({
      connection: globalThis.rig.connections.map((one) => one.connectionState),
      channels: globalThis.rig.channels.map((one) => one.readyState),
      tracks: globalThis.rig.tracks.map((one) => one.readyState),
    }));
    expect(page).toEqual({
      connection: ["closed"],
      channels: ["closed", "closed", "closed", "closed"],
      tracks: ["ended"],
    });
    const atStop = answerer.rtp.seen.length;
    await help.page.evaluate(() => globalThis.rig.painted(30));
    expect(answerer.rtp.seen.length).toBe(atStop);
    expect(() => answerer.send("control", button(2))).toThrow();
    expect(help.input.seen).toHaveLength(1);

    help.client.send({ t: "call/end", call, reason: "stopped" });
    expect(await technician.next("call/ended")).toEqual({ t: "call/ended", call, reason: "stopped" });
    const next = await session();
    expect(next.call).not.toBe(call);
    next.answerer.send("control", button(1));
    expect(await help.input.next()).toEqual({ call: next.call, channel: "control", data: button(1) });
    help.client.send({ t: "call/end", call: next.call, reason: "stopped" });
    expect(await technician.next("call/ended")).toMatchObject({ call: next.call });
  });

  it("tells main when the system itself ends the capture", async () => {
    const { call } = await session();
    await help.page.evaluate(() => globalThis.rig.tracks[0]?.dispatchEvent(new Event("ended")));
    expect(await help.states.next()).toEqual({ call, state: "capture-failed" });
  });

  it("keeps candidates that come before the answer: without them there is no way to the technician", async () => {
    const call = await consentedCall();
    const { signal: offer } = await nextSignal(isDescription);
    const answerer = newAnswerer(call, offer.offer);
    // The technician learns no candidate of Help's, so that only Help can find the way.
    answerer.receiveOffer(offer.sdp.replace(/^a=candidate:.*\r\n/gm, ""));
    const candidates = await gathered(answerer);
    expect(candidates).not.toEqual([]);
    const answer = await answerer.signals.next(isDescription);
    expect(answer.sdp).not.toContain("a=candidate:");
    const bad = { candidate: "candidate:nonsense", sdpMid: "0", sdpMLineIndex: 0 };
    technician.say({ t: "signal", call, signal: { kind: "candidate", offer: 1, candidate: bad } });
    technician.say({ t: "signal", call, signal: { kind: "candidate", offer: 7, candidate: bad } });
    for (const signal of candidates) technician.say({ t: "signal", call, signal });
    technician.say({ t: "signal", call, signal: { kind: "candidate", offer: 1, candidate: null } });
    technician.say({ t: "signal", call, signal: answer });
    await answerer.happened("open pointer", "open control");
    answerer.send("control", button(1));
    expect(await help.input.next()).toEqual({ call, channel: "control", data: button(1) });
  });

  it("lets nothing of an abandoned offer into the next one", async () => {
    const call = await consentedCall();
    const { signal: first } = await nextSignal(isDescription);
    const old = newAnswerer(call, first.offer);
    old.receiveOffer(first.sdp);
    const oldCandidates = await gathered(old);
    const oldAnswer = await old.signals.next(isDescription);

    await help.page.evaluate(() => globalThis.rig.loseLink());
    const { signal: second } = await nextSignal(isDescription);
    expect([first.offer, second.offer]).toEqual([1, 2]);
    const answerer = newAnswerer(call, second.offer);
    answerer.receiveOffer(second.sdp);
    for (const signal of [...oldCandidates, oldAnswer]) technician.say({ t: "signal", call, signal });
    await trickle(call, answerer);
    for (const signal of [oldAnswer, ...oldCandidates]) technician.say({ t: "signal", call, signal });
    await answerer.happened("open pointer", "open control");
    expect(await help.states.next()).toEqual({ call, state: "connected" });
    await answerer.rtp.take(5);
    expect(old.channels.size).toBe(0);
    expect(old.rtp.seen).toEqual([]);
  });

  it("gives nothing of another call to the connection", async () => {
    const call = await consentedCall();
    await help.signals.next(({ signal }) => isDescription(signal));
    const signal = { kind: "description", offer: 1, type: "answer", sdp: "v=0" } as const;
    await help.order({ do: "signal", call: "A".repeat(22), signal });
    const { answerer } = await answered(call);
    answerer.send("control", button(1));
    expect(await help.input.next()).toEqual({ call, channel: "control", data: button(1) });
  });
});
