/** What axe has to say of a page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

/**
 * What axe holds against a page, or one part of it: nothing, one hopes. In its "legacy" mode, which takes a
 * third of the time: the other one opens a blank page for every look, to bring frames together. Ours have none.
 */
export async function violations(page: Page, selector?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const found = await (selector === undefined ? axe : axe.include(selector)).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}
