/** Which of two versions is the older one, by semver.org. */
import lt from "semver/functions/lt.js";
import valid from "semver/functions/valid.js";

/** A prerelease is older than its release; what is no version is older than any. @param than a valid one: of Downloads, or a ReleaseVersion */
export const isOlder = (version: string, than: string): boolean =>
  valid(version) === null || lt(version, than);
