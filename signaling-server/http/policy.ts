/** What the web pages may load and do (Content Security Policy, level 3). The tests of the pages keep to it, too. */

/** Only what is the server's own; pictures also as data: the logo, and the QR picture of the second factor. */
export const POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** As it stands in the header. */
export const CONTENT_SECURITY_POLICY = Object.entries(POLICY)
  .map(([name, sources]) => [name, ...sources].join(" "))
  .join(";");
