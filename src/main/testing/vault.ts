/** For tests only: a key store without a system. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Vault } from "../sealedFile.ts";

/** A key store of one user: it opens what it has sealed, and throws at anything else. */
export function vault(key: string, available = true, backend?: string): Vault {
  const secret = Buffer.alloc(32, key);
  return {
    isEncryptionAvailable: () => available,
    encryptString: (plain) => {
      const cipher = createCipheriv("aes-256-gcm", secret, Buffer.alloc(12));
      return Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    decryptString: (sealed) => {
      const decipher = createDecipheriv("aes-256-gcm", secret, Buffer.alloc(12));
      decipher.setAuthTag(sealed.subarray(-16));
      return decipher.update(sealed.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
    },
    ...(backend !== undefined && { getSelectedStorageBackend: () => backend }),
  };
}
