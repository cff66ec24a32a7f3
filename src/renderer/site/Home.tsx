import { CheckIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { paths } from "./address.ts";
import styles from "./Home.module.css";
import { Hours } from "./Hours.tsx";
import { LinkButton } from "./LinkButton.tsx";
import { MapOfTheLine } from "./MapOfTheLine.tsx";
import { useOrganisation } from "./organisation.ts";
import { BigPhone } from "./Phone.tsx";
import { Stations } from "./Stations.tsx";

/** What the service is, and whom to phone. */
export function Home() {
  const t = useText();
  return (
    <>
      <section className={styles.hero}>
        <div className={styles.heroInside}>
          <div className={styles.welcome}>
            <h1 className={styles.heading}>{t("home.heading")}</h1>
            <p className={styles.lead}>{t("home.lead")}</p>
            <Number />
            <div className={styles.hours}>
              <Hours />
            </div>
          </div>
          <div className={styles.map}>
            <MapOfTheLine />
          </div>
        </div>
      </section>
      <div className={styles.rest}>
        <section className={styles.card}>
          <h2>{t("home.steps")}</h2>
          <Stations
            way="across"
            label={t("home.steps")}
            stations={[
              { title: t("home.step1"), text: t("home.step1.text") },
              { title: t("home.step2"), text: t("home.step2.text") },
              { title: t("home.step3"), text: t("home.step3.text") },
            ]}
          />
          <LinkButton href={paths.download} testId="download">
            {t("home.download")}
          </LinkButton>
        </section>
        <div className={styles.pair}>
          <section className={styles.card}>
            <h2>{t("home.yours")}</h2>
            <ul className={styles.promises}>
              {(["start", "consent", "stop"] as const).map((promise) => (
                <li key={promise}>
                  <CheckIcon />
                  <span>{t(`home.yours.${promise}`)}</span>
                </li>
              ))}
            </ul>
          </section>
          <section className={styles.card}>
            <h2>{t("home.first")}</h2>
            <p>{t("home.first.text")}</p>
            <LinkButton href={paths.register} look="primary" testId="register">
              {t("home.first.go")}
            </LinkButton>
          </section>
        </div>
      </div>
    </>
  );
}

function Number() {
  const t = useText();
  const organisation = useOrganisation();
  return (
    <div className={styles.number}>
      {organisation === "failed" && <p data-testid="no-phone">{t("site.noPhone")}</p>}
      {typeof organisation !== "string" && <BigPhone phone={organisation.phone} ground="dark" />}
    </div>
  );
}
