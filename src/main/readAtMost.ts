/**
 * The text of an answer.
 * @throws RangeError as soon as there is more; the rest is not read
 */
export async function readAtMost(response: Response, bytes: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop ends the download.
    if (size > bytes) throw new RangeError("answer too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
