import { describe, expect, it } from "vitest";
import { isPicture } from "./picture.ts";

const png = (bytes: string): string =>
  `data:image/png;base64,${Buffer.from(bytes, "latin1").toString("base64")}`;
const svg = (text: string): string => `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;
const HEAD = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

describe("a PNG", () => {
  it("is known by its beginning", () => {
    // The smallest there is: one clear pixel.
    const pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
    expect(isPicture(`data:image/png;base64,${pixel}`)).toBe(true);
    expect(isPicture(png(`${HEAD}\0\0\x02\x80\0\0\x01\xe0`))).toBe(true);
  });

  it.each([
    ["nothing", png("")],
    ["zeros", "data:image/png;base64,AAAA"],
    ["a JPEG", png("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0")],
    ["a page", png("<html><body>Ciao, mondo, ciao, mondo</body></html>")],
    ["cut off in its size", png(`${HEAD}\0\0\0\x01\0\0\0`)],
    ["no width", png(`${HEAD}\0\0\0\0\0\0\0\x01`)],
    ["no height", png(`${HEAD}\0\0\0\x01\0\0\0\0`)],
    ["a height that is too great", png(`${HEAD}\0\0\0\x01\x80\0\0\0`)],
    ["an SVG", svg(`<svg ${XMLNS}/>`).replace("svg+xml", "png")],
  ])("that is %s is none", (_, url) => expect(isPicture(url)).toBe(false));
});

describe("an SVG", () => {
  it.each([
    `<svg ${XMLNS}/>`,
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- Così è -->\n<svg ${XMLNS}><path d=""/></svg>`,
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"> <svg ${XMLNS}></svg>`,
    `<!DOCTYPE svg [ <!ENTITY a "b"> ]><!-- > --><svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>`,
  ])("%j is one", (text) => expect(isPicture(svg(text))).toBe(true));

  it.each([
    "",
    "svg",
    "<svgx/>",
    "<html><svg/></html>",
    "<!-- <svg/>",
    "<!--><svg/>",
    "<!DOCTYPE svg [ <svg/>",
    '<?xml version="1.0"',
    `<!-- ${"a --> <!-- ".repeat(2_000)}`,
  ])("%j is none", (text) => expect(isPicture(svg(text))).toBe(false));

  it("under another name is none", () => {
    expect(isPicture(svg(`<svg ${XMLNS}/>`).replace("svg+xml", "jpeg"))).toBe(false);
    expect(isPicture(svg(`<svg ${XMLNS}/>`).replace(";base64", ""))).toBe(false);
  });
});
