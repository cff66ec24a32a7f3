/**
 * E-mail domains where anybody can have an address, so that two addresses there say nothing about a company.
 *
 * A list of our own: the published ones are made against throw-away addresses and are thousands of names long,
 * and what matters here are the Italian providers and those of certified mail (PEC). It is not complete and need not be: a domain that several customers have is left out anyway, and the office decides.
 */

/** Providers with a domain in many countries: hotmail.it, hotmail.co.uk, yahoo.com.br. */
const WORLDWIDE = [
  "hotmail",
  "outlook",
  "live",
  "msn",
  "yahoo",
  "ymail",
  "gmx",
  "googlemail",
  "aol",
  "yandex",
];

const WITH_ANY_COUNTRY = new RegExp(`^(?:${WORLDWIDE.join("|")})\\.(?:(?:com?|org|net)\\.)?[a-z]{2,3}$`, "u");

const DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me rocketmail.com mail.com
  email.com zoho.com zohomail.eu tutanota.com tuta.io fastmail.com mail.ru web.de t-online.de freenet.de orange.fr
  wanadoo.fr free.fr laposte.net sfr.fr bluewin.ch

  libero.it iol.it inwind.it blu.it giallo.it virgilio.it tin.it alice.it aliceposta.it tim.it tiscali.it
  tiscalinet.it fastwebnet.it aruba.it email.it poste.it vodafone.it teletu.it tele2.it wind.it
  katamail.com kataweb.it supereva.it interfree.it infinito.it jumpy.it

  pec.it arubapec.it pec.aruba.it legalmail.it cert.legalmail.it postecert.it pec.libero.it
  pec.buffetti.it pec.cgn.it cgn.legalmail.it pecimprese.it
  messaggipec.it sicurezzapostale.it registerpec.it mypec.eu lamiapec.it gigapec.it casellapec.com spidmail.it
  actaliscertymail.it pec.coldiretti.it`.split(/\s+/u),
);

/** @param domain in small letters */
export function isForEverybody(domain: string): boolean {
  return DOMAINS.has(domain) || WITH_ANY_COUNTRY.test(domain);
}
