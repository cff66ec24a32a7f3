/**
 * A certificate that a mail server in a test has signed itself. Made here and not by `openssl`, which a
 * bare Debian does not have: X.509 (RFC 5280, section 4.1) in DER (ITU-T X.690).
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const DAY_MS = 86_400_000;

/** Object identifiers in DER, without tag and length. */
const oid = {
  ecdsaWithSha256: "2a8648ce3d040302",
  commonName: "550403",
  subjectAltName: "551d11",
  basicConstraints: "551d13",
} as const;

/** Tags of X.690. */
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

const objectId = (hex: string) => der(OBJECT_ID, Buffer.from(hex, "hex"));
const yes = der(BOOLEAN, Buffer.from([0xff]));
const time = (ms: number) =>
  der(UTC_TIME, Buffer.from(`${new Date(ms).toISOString().replaceAll(/\D/g, "").slice(2, 14)}Z`));

/**
 * @param host the one name it is for; with `localhost` also 127.0.0.1
 * @returns both as PEM; valid for a day before and after now
 */
export function selfSigned(host: string): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, objectId(oid.ecdsaWithSha256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, objectId(oid.commonName), der(UTF8_STRING, Buffer.from(host)))),
  );
  const names = [
    der(0x82, Buffer.from(host)),
    ...(host === "localhost" ? [der(0x87, Buffer.from([127, 0, 0, 1]))] : []),
  ];
  const extensions = der(
    SEQUENCE,
    der(SEQUENCE, objectId(oid.subjectAltName), der(OCTET_STRING, der(SEQUENCE, ...names))),
    der(SEQUENCE, objectId(oid.basicConstraints), yes, der(OCTET_STRING, der(SEQUENCE, yes))),
  );
  const now = Date.now();
  const toSign = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    der(SEQUENCE, time(now - DAY_MS), time(now + DAY_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", toSign, privateKey)]);
  const certificate = der(SEQUENCE, toSign, algorithm, der(BIT_STRING, signature));
  const lines = certificate.toString("base64").replaceAll(/.{64}/g, "$&\n").trim();
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
