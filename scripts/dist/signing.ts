/**
 * Who signs, by environment variables: docs/adr/0024-builds-and-branding.md has the list. electron-builder reads the certificates'
 * (WIN_CSC_LINK, CSC_LINK) and Apple's (APPLE_API_KEY, APPLE_ID) by itself; the rest is put into its words here.
 */
import type { Configuration } from "electron-builder";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param publisher as in the certificate
 * @param environment process.env
 */
export function signingOf(
  publisher: string,
  environment: Environment,
): Pick<Configuration, "forceCodeSigning" | "win"> {
  const endpoint = environment["LINEA_AZURE_ENDPOINT"];
  const account = environment["LINEA_AZURE_ACCOUNT"];
  const profile = environment["LINEA_AZURE_PROFILE"];
  const azure =
    endpoint && account && profile
      ? {
          azureSignOptions: {
            publisherName: publisher,
            endpoint,
            codeSigningAccountName: account,
            certificateProfileName: profile,
          },
        }
      : { signtoolOptions: { publisherName: publisher, signingHashAlgorithms: ["sha256" as const] } };
  return {
    // Otherwise a build without a certificate is made all the same, and stays unsigned.
    forceCodeSigning: environment["LINEA_REQUIRE_SIGNATURE"] === "1",
    win: azure,
  };
}
