/**
 * `node scripts/site-pictures.ts`: from the guides' screenshots (docs/images, scripts/screenshots.ts) the small
 * pictures of the page where callers download Help. Look at every picture before committing it.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "..");
/** Of every picture, in pixels. */
const SIZE = { width: 584, height: 800 };
const QUALITY = 0.8;
/** Where line 3 is in the screenshot of the lines. */
const LINE = { x: 24, y: 464, width: 516, height: 74 };

interface Part {
  /** A screenshot, without ".png". */
  name: string;
  /** Where its upper left corner goes. */
  x: number;
  y: number;
  scale?: number;
  /** Lies on what is there already. */
  raised?: boolean;
}

const pictures: Record<string, { parts: Part[]; ring?: typeof LINE }> = {
  lines: { parts: [{ name: "help-lines", x: 0, y: 0 }], ring: LINE },
  code: {
    parts: [
      { name: "help-code", x: 0, y: 0 },
      { name: "question-look", x: 62, y: 518, scale: 0.89, raised: true },
    ],
  },
};

interface Drawing {
  size: typeof SIZE;
  quality: number;
  parts: (Omit<Part, "name"> & { url: string })[];
  ring: typeof LINE | null;
}

/** Runs in the page. @returns the picture as base64 */
async function draw({ size, quality, parts, ring }: Drawing): Promise<string> {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("nothing to draw on");
  for (const { url, x, y, scale = 1, raised } of parts) {
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    Object.assign(context, { shadowColor: "rgb(5 47 55 / 70%)", shadowBlur: raised === true ? 36 : 0 });
    context.drawImage(image, x, y, image.width * scale, image.height * scale);
    context.shadowBlur = 0;
  }
  if (ring !== null) {
    const { x, y, width, height } = ring;
    context.beginPath();
    context.roundRect(x, y, width, height, 20);
    for (const [color, lineWidth] of [
      ["#052f37", 11],
      ["#ffc857", 6],
    ] as const) {
      Object.assign(context, { strokeStyle: color, lineWidth });
      context.stroke();
    }
    // The mouse, on the line.
    context.translate(x + width * 0.5, y + height * 0.55);
    context.scale(2.6, 2.6);
    const arrow = new Path2D("M0 0v17l4.2-4 2.6 6.2 3-1.3-2.6-6H13Z");
    Object.assign(context, {
      fillStyle: "#ffffff",
      strokeStyle: "#14262e",
      lineWidth: 1.4,
      lineJoin: "round",
    });
    context.fill(arrow);
    context.stroke(arrow);
  }
  return canvas.toDataURL("image/webp", quality).replace("data:image/webp;base64,", "");
}

async function make(page: Page, language: string, name: string): Promise<void> {
  const picture = pictures[name];
  if (picture === undefined) return;
  const parts = await Promise.all(
    picture.parts.map(async ({ name: source, ...place }) => {
      const png = await readFile(join(ROOT, "docs/images", language, `${source}.png`), "base64");
      return { ...place, url: `data:image/png;base64,${png}` };
    }),
  );
  const base64 = await page.evaluate(draw, {
    size: SIZE,
    quality: QUALITY,
    parts,
    ring: picture.ring ?? null,
  });
  const folder = join(ROOT, "src/renderer/site/pictures", language);
  await mkdir(folder, { recursive: true });
  const bytes = Buffer.from(base64, "base64");
  await writeFile(join(folder, `${name}.webp`), bytes);
  process.stdout.write(`${language}/${name}.webp ${Math.ceil(bytes.length / 1024)} KB\n`);
}

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
for (const language of ["it", "en"]) {
  for (const name of Object.keys(pictures)) await make(page, language, name);
}
await browser.close();
