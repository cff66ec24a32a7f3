/** Media settings of a session. The figures behind each choice: docs/adr/0004-media-settings.md. */

/** Codecs in the order that measured best; what a browser lacks is skipped. */
const CODEC_ORDER = ["video/H264", "video/AV1", "video/VP8", "video/VP9"];

/** Most the sender may use, in bits per second: enough for full-screen motion on a local network. */
const MAX_BITRATE = 30_000_000;

/** What the sender tries before it knows the network, in kilobits per second; it backs off within a second. */
const START_KBPS = 6_000;

export const captureConstraints: DisplayMediaStreamOptions = {
  audio: false,
  video: { frameRate: { ideal: 60, max: 60 } },
};

/** The track of a capture. The hint for text lets the encoder hold frames back until they are sharp; here the hand comes first. */
export function motionTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error("the capture has no video track");
  track.contentHint = "motion";
  return track;
}

/** Adds the screen to the connection, tuned for a quick answer at full resolution. */
export async function sendScreen(connection: RTCPeerConnection, stream: MediaStream): Promise<RTCRtpSender> {
  const track = motionTrack(stream);
  const transceiver = connection.addTransceiver(track, { direction: "sendonly", streams: [stream] });
  transceiver.setCodecPreferences(orderedCodecs());
  const parameters = transceiver.sender.getParameters();
  parameters.degradationPreference = "maintain-resolution";
  for (const encoding of parameters.encodings) {
    encoding.maxBitrate = MAX_BITRATE;
    encoding.maxFramerate = 60;
    encoding.networkPriority = "high";
  }
  await transceiver.sender.setParameters(parameters);
  return transceiver.sender;
}

/** Shows each frame as soon as it is there: a late frame is worse than an uneven one. */
export function receiveWithoutDelay(receiver: RTCRtpReceiver): void {
  if ("jitterBufferTarget" in receiver) receiver.jitterBufferTarget = 0;
}

function orderedCodecs(): RTCRtpCodec[] {
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  const rank = (codec: RTCRtpCodec) => {
    const index = CODEC_ORDER.indexOf(codec.mimeType);
    // Retransmission and error correction entries follow the codecs.
    return index === -1 ? CODEC_ORDER.length : index;
  };
  return codecs.toSorted((a, b) => rank(a) - rank(b));
}

/** Asks the sender of the described stream, in our answer, to start quickly instead of feeling its way up. */
export function startQuickly(sdp: string): string {
  return sdp.replaceAll(/^(a=fmtp:\d+ (?!apt=).+?)(\r?)$/gm, `$1;x-google-start-bitrate=${START_KBPS}$2`);
}
