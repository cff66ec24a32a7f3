/**
 * What programs do to mouse and keyboard of a display, as the X server is asked for it: seen whichever window has the
 * focus, and told apart by program.
 */
import { ask, connect, loadRecord, loadXTest } from "./connection.ts";

/** One request: a key, a button, or a move of the pointer. */
export interface Injected {
  /** When the X server handled it, by `performance.now()` of this process; to the millisecond. */
  readonly atMs: number;
  /** Who asked: see `Screen.client`. */
  readonly client: number;
}

export interface InjectedWatch {
  /** All so far, in order, once those already handled have been told of. */
  seen(): Promise<readonly Injected[]>;
  close(): Promise<void>;
}

/** Core protocol, request 41. */
const WARP_POINTER = 41;
/** Of XTEST. */
const FAKE_INPUT = 2;
const TIME_BYTES = 4;
/** An X server's time is CLOCK_MONOTONIC in milliseconds, 32 bits of it (os/utils.c, GetTimeInMillis). */
const TIME_RANGE = 2 ** 32;

/** @throws if the display does not exist, or its server lacks RECORD */
export async function watchInjected(display: string): Promise<InjectedWatch> {
  const [control, data] = [await connect(display), await connect(display)];
  const [record, told, { majorOpcode }] = [
    await loadRecord(control.client),
    await loadRecord(data.client),
    await loadXTest(control.client),
  ];
  const all: Injected[] = [];
  const read = (client: number, bytes: Buffer): void => {
    // Each request behind its time; its own length is in units of 4 bytes.
    for (let at = 0; at < bytes.length; at += TIME_BYTES + bytes.readUInt16LE(at + TIME_BYTES + 2) * 4) {
      all.push({ atMs: hereOf(bytes.readUInt32LE(at)), client });
    }
  };
  const context = control.client.AllocID();
  const only = (opcode: number) => ({ first: opcode, last: opcode });
  record.CreateContext(
    context,
    record.HType.FromClientTime,
    [record.CS.AllClients],
    [
      { coreRequests: only(WARP_POINTER) },
      { extRequests: { major: only(majorOpcode), minor: only(FAKE_INPUT) } },
    ],
  );
  await control.client.sync();
  let ended: Promise<unknown> | undefined;
  await new Promise<void>((started) => {
    ended = ask((done) =>
      told.EnableContext(
        context,
        ({ category, xidBase, data: bytes }) => {
          if (category === told.Category.StartOfData) started();
          if (category === told.Category.FromClient) read(xidBase, bytes);
        },
        done,
      ),
    );
  });
  return {
    async seen() {
      await control.client.sync();
      return all;
    },
    async close() {
      record.DisableContext(context);
      await ended;
      await Promise.all([control.close(), data.close()]);
    },
  };
}

/** An X server's time by our own clock, which counts from the start of this process. */
function hereOf(time: number): number {
  const monotonic = Number(process.hrtime.bigint()) / 1e6;
  const ago = (((monotonic - time) % TIME_RANGE) + TIME_RANGE) % TIME_RANGE;
  return performance.now() - (ago > TIME_RANGE / 2 ? ago - TIME_RANGE : ago);
}
