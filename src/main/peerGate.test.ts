import { describe, expect, it, vi } from "vitest";
import type { Permission } from "../shared/protocol/permissions.ts";
import type { Consent } from "../shared/session/consent.ts";
import { PeerGate, type Receiver } from "./peerGate.ts";

const CALL = "A".repeat(22);

function gateWith(granted: string[]) {
  const ask = vi.fn<(call: string, permission: Permission) => void>();
  const control = vi.fn<Receiver>(() => "applied");
  let now = 0;
  const gate = new PeerGate({
    now: () => now,
    consentFor: (call, permission) =>
      call === CALL && granted.includes(permission) ? ({ call } as Consent) : null,
    ask,
    receivers: { look: null, control },
  });
  const wait = (ms: number): void => void (now += ms);
  return { gate, ask, control, wait };
}

describe("what Viewer sends", () => {
  it("reaches mouse and keyboard only while control is granted, for this call", () => {
    const { gate, control } = gateWith(["look", "control"]);
    expect(gate.judge(CALL, "pointer", "x")).toBe("applied");
    expect(control).toHaveBeenCalledWith(CALL, "pointer", "x");
    expect(gate.judge("B".repeat(22), "control", "x")).toBe("refused");
    const looking = gateWith(["look"]);
    expect(looking.gate.judge(CALL, "control", "x")).toBe("refused");
    expect(looking.control).not.toHaveBeenCalled();
  });

  it("on a channel that no permission has is a breach", () => {
    const { gate } = gateWith(["look", "control"]);
    for (const channel of ["", "clipboard", "toString", "__proto__", "check"]) {
      expect(gate.judge(CALL, channel, "x")).toBe("breach");
    }
  });

  it("may ask, whatever is granted, but only for what there is and in the words of the protocol", () => {
    const { gate, ask } = gateWith([]);
    expect(gate.judge(CALL, "session", '{"t":"ask","permission":"control"}')).toBe("applied");
    expect(ask).toHaveBeenCalledExactlyOnceWith(CALL, "control");
    for (const raw of [
      '{"t":"ask","permission":"files"}',
      '{"t":"ask","permission":"control","yes":true}',
      '{"t":"permissions","granted":["control"],"asked":null,"paused":false}',
      "{",
      `{"t":"ask","permission":"control"${" ".repeat(600)}}`,
    ]) {
      expect(gate.judge(CALL, "session", raw), raw.slice(0, 40)).toBe("breach");
    }
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("cannot ask without end", () => {
    const { gate, ask } = gateWith([]);
    const verdicts = Array.from({ length: 150 }, () =>
      gate.judge(CALL, "session", '{"t":"ask","permission":"control"}'),
    );
    expect(verdicts.at(-1)).toBe("breach");
    expect(ask).toHaveBeenCalledTimes(100);
  });

  it("is a breach when it comes in a flood, on any channel and whatever is granted; each call anew", () => {
    for (const channel of ["pointer", "control"]) {
      const { gate, wait } = gateWith(["look"]);
      const flood = (count: number, call = CALL) =>
        Array.from({ length: count }, () => gate.judge(call, channel, "x")).filter((v) => v === "breach");
      // What an honest Viewer never reaches: five seconds of 300 messages each, all of them held up and then at once.
      for (let s = 0; s < 60; s += 5) {
        expect(flood(1500)).toEqual([]);
        wait(5000);
      }
      expect(flood(4000)).toEqual([]);
      expect(flood(3)).toHaveLength(3);
      wait(1000);
      expect(flood(2001)).toHaveLength(1);
      expect(flood(1, "B".repeat(22))).toEqual([]);
    }
  });
});
