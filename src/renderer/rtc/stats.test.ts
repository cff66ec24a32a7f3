import { describe, expect, it } from "vitest";
import { readStats } from "./stats.ts";

/** A report as Chromium gives it, shortened to what matters and what could be mistaken for it. */
const report = {
  video: { type: "inbound-rtp", kind: "video", frameWidth: 1920, frameHeight: 1080, framesPerSecond: 59.6 },
  audio: { type: "inbound-rtp", kind: "audio", frameWidth: 1, frameHeight: 1, framesPerSecond: 1 },
  sent: { type: "outbound-rtp", kind: "video", frameWidth: 2, frameHeight: 2, framesPerSecond: 2 },
  transport: { type: "transport", selectedCandidatePairId: "pair" },
  other: {
    type: "candidate-pair",
    localCandidateId: "relay",
    remoteCandidateId: "relay",
    currentRoundTripTime: 9,
  },
  pair: {
    type: "candidate-pair",
    localCandidateId: "host",
    remoteCandidateId: "srflx",
    currentRoundTripTime: 0.0126,
  },
  relay: { type: "local-candidate", candidateType: "relay" },
  host: { type: "local-candidate", candidateType: "host" },
  srflx: { type: "remote-candidate", candidateType: "srflx" },
};
type Report = Record<keyof typeof report, object>;

const read = (over: Partial<Report> = {}) =>
  readStats(new Map(Object.entries({ ...report, ...over })) as unknown as Parameters<typeof readStats>[0]);

describe("readStats", () => {
  it("reads the incoming picture and the pair in use, in whole frames and milliseconds", () => {
    expect(read()).toEqual({ width: 1920, height: 1080, fps: 60, roundTripMs: 13, path: "direct" });
  });

  it.each([
    ["here", { localCandidateId: "relay", remoteCandidateId: "srflx" }],
    ["there", { localCandidateId: "host", remoteCandidateId: "relay" }],
    ["on both sides", { localCandidateId: "relay", remoteCandidateId: "relay" }],
  ])("is relayed when there is a relay %s", (_, ends) => {
    expect(read({ pair: { ...report.pair, ...ends } }).path).toBe("relayed");
  });

  it("knows nothing of what is not there yet", () => {
    const nothing = { width: null, height: null, fps: null, roundTripMs: null, path: null };
    expect(readStats(new Map())).toEqual(nothing);
    expect(read({ video: {}, transport: {} })).toEqual(nothing);
    expect(read({ transport: { type: "transport" } })).toMatchObject({
      roundTripMs: null,
      path: null,
      fps: 60,
    });
    expect(read({ pair: {} })).toMatchObject({ roundTripMs: null });
    expect(read({ pair: { ...report.pair, currentRoundTripTime: undefined } })).toMatchObject({
      roundTripMs: null,
      path: "direct",
    });
  });

  it("tells a picture that stands still from none, and no delay from an unknown one", () => {
    expect(read({ video: { type: "inbound-rtp", kind: "video" } })).toMatchObject({ width: null, fps: 0 });
    expect(read({ pair: { ...report.pair, currentRoundTripTime: 0 } }).roundTripMs).toBe(0);
  });
});
