/** What the windows' own scheme serves: the pages in their folder, under their policy, and nothing else. */
import { afterEach, expect, test } from "vitest";
import { startDisplay } from "../../harness/display.ts";
import { launch, startServerProgram } from "../../harness/programs.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test.each(["help", "viewer"] as const)(
  "of %s: its folder alone, and no style of the page's own",
  async (role) => {
    const server = await startServerProgram([]);
    undo.push(() => server.stop());
    const display = await startDisplay({ width: 1280, height: 800, windowManager: true });
    undo.push(() => display.stop());
    const { page, stop } = await launch(role, { server, display });
    undo.push(stop);
    await page.locator("main").waitFor();

    const loads = (path: string): Promise<boolean> =>
      page.evaluate(
        (href) =>
          new Promise<boolean>((done) => {
            const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
            link.addEventListener("load", () => done(true));
            link.addEventListener("error", () => done(false));
            document.head.append(link);
          }),
        path,
      );
    expect(await loads("/brand.css")).toBe(true);
    expect(await loads("/nothing.css")).toBe(false);
    // It is there, two folders up.
    expect(await loads("/..%2f..%2fsrc/renderer/ui/tokens.css")).toBe(false);

    // The page's own copy of the policy cannot say who may frame it: that one comes with the answer.
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          document.addEventListener("securitypolicyviolation", ({ originalPolicy }) => {
            if (originalPolicy.includes("frame-ancestors 'none'")) done();
          });
          document.head.append(document.createElement("style"));
          document.head.lastElementChild?.append("p { color: red }");
        }),
    );
  },
);
