import { expect, test } from "vitest";
import { startQuickly } from "./media.ts";

const line = (text: string) => `${text}\r\n`;

test("every codec with parameters is asked to start quickly, retransmission is left alone", () => {
  const sdp = [
    "m=video 9 UDP/TLS/RTP/SAVPF 103 104 96",
    "a=rtpmap:103 H264/90000",
    "a=fmtp:103 level-asymmetry-allowed=1;profile-level-id=42e01f",
    "a=rtpmap:104 rtx/90000",
    "a=fmtp:104 apt=103",
    "a=rtpmap:96 VP8/90000",
  ];
  const expected = sdp.with(2, `${sdp[2]};x-google-start-bitrate=6000`);
  expect(startQuickly(sdp.map(line).join(""))).toBe(expected.map(line).join(""));
});
