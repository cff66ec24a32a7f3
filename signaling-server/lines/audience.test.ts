import { expect, it } from "vitest";
import { LinesAudience } from "./audience.ts";
import { LineRegistry } from "./registry.ts";

it("tells a change once to those who still listen", () => {
  const registry = new LineRegistry(() => ({ open: true }));
  registry.setLines([{ number: 1, label: "Uno", description: "", staff: null }]);
  const audience = new LinesAudience(() => registry.snapshot(() => true));
  const told: string[] = [];
  const stays = { send: () => void told.push("stays") };
  const leaves = { send: () => void told.push("leaves") };
  audience.add(stays);
  audience.add(leaves);
  audience.refresh();
  expect(told).toEqual([]);
  registry.open(1, "t");
  audience.refresh();
  audience.refresh();
  expect(told).toEqual(["stays", "leaves"]);
  audience.remove(leaves);
  registry.close(1, "t");
  audience.refresh();
  expect(told).toEqual(["stays", "leaves", "stays"]);
});
