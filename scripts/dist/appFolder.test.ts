import { expect, it } from "vitest";
import { packageJsonOf } from "./appFolder.ts";

it("a program's package.json starts that program, and makes up no address of its publisher", () => {
  const text = JSON.stringify(
    packageJsonOf("viewer", {
      name: "aiuto-viewer",
      productName: "Linea Viewer",
      version: "1.2.3",
      publisher: "Studio Aurora S.r.l.",
      homepage: "https://assistenza.studio-aurora.it",
    }),
  );
  expect(JSON.parse(text)).toMatchObject({
    main: "main/viewer.cjs",
    author: { name: "Studio Aurora S.r.l." },
  });
  expect(text).not.toContain("@");
});
