import { useEffect, useState, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { DoorIcon, MenuIcon } from "../ui/icons.tsx";
import { Hidden } from "../ui/Hidden.tsx";
import { useText } from "../ui/Text.tsx";
import { useAction } from "./action.ts";
import { ask } from "./ask.ts";
import { Link } from "./Link.tsx";
import { NoticeBar } from "./NoticeBar.tsx";
import { useKeptFocus } from "./useKeptFocus.ts";
import { countWaiting, placesOf, useWaiting } from "./places.ts";
import { hasUnsaved, useRoute } from "./route.ts";
import { signOut, useMe, useSession } from "./session.ts";
import styles from "./Shell.module.css";

/** Name and way out at the top, the pages along a line at the side, one page in the middle. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useText();
  const me = useMe();
  const organisation = useSession((state) => state.organisation);
  const logo = organisation?.logo ?? null;
  const arrivals = useRoute((state) => state.arrivals);
  const [menuOpenAt, setMenuOpenAt] = useState(-1);
  const menuOpen = menuOpenAt === arrivals;
  const action = useAction();
  useKeptFocus();

  useEffect(() => {
    const count = () => void countWaiting(me);
    count();
    addEventListener("focus", count);
    return () => removeEventListener("focus", count);
  }, [me, arrivals]);

  const leave = () =>
    action.run("leave", async () => {
      const question = {
        title: t("admin.unsaved.title"),
        text: t("admin.unsaved.text"),
        yes: t("admin.unsaved.leave"),
      };
      if (!hasUnsaved() || (await ask(question))) await signOut();
      return null;
    });

  return (
    <div className={styles.shell}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("main h1")?.focus();
        }}
      >
        {t("admin.skip")}
      </a>
      <header className={styles.bar}>
        {logo !== null && <img src={logo} alt="" className={styles.logo} />}
        <div className={styles.who}>
          <p className={styles.organisation}>{organisation?.name ?? "Linea"}</p>
          <p className={styles.what}>{t("admin.title")}</p>
        </div>
        <div className={styles.me}>
          <p className={styles.name}>{me.name}</p>
          <p className={styles.what}>{t(`admin.role.${me.role}`)}</p>
        </div>
        <button type="button" className={styles.out} data-testid="sign-out" onClick={leave}>
          <DoorIcon size={20} />
          {t("admin.signOut")}
        </button>
      </header>
      <div className={styles.body}>
        <nav className={styles.nav} aria-label={t("admin.nav")}>
          <div className={styles.toggle}>
            <Button
              aria-expanded={menuOpen}
              aria-controls="places"
              data-testid="menu"
              onClick={() => setMenuOpenAt(menuOpen ? -1 : arrivals)}
            >
              <MenuIcon />
              {t("admin.nav.menu")}
            </Button>
          </div>
          <ul id="places" className={styles.places} data-open={menuOpen}>
            {placesOf(me).map(({ path, name }) => (
              <PlaceLink key={path} path={path} name={t(name)} />
            ))}
          </ul>
        </nav>
        <main id="main" className={styles.main}>
          {children}
          <NoticeBar />
        </main>
      </div>
    </div>
  );
}

function PlaceLink({ path, name }: { path: string; name: string }) {
  const t = useText();
  const here = useRoute((state) => state.path.split("/")[0] === path);
  const waiting = useWaiting((state) => (path === "registrations" || path === "outbox" ? state[path] : 0));
  return (
    <li className={styles.place} data-here={here}>
      <Link to={path} aria-current={here ? "page" : undefined} data-testid={`nav-${path}`}>
        <span className={styles.placeName}>{name}</span>
        {waiting > 0 && (
          <span className={styles.badge} data-testid={`badge-${path}`}>
            <span aria-hidden="true">{waiting}</span>
            <Hidden>
              {path === "outbox"
                ? t("admin.badge.outbox", { count: waiting })
                : t("admin.badge.registrations", { count: waiting })}
            </Hidden>
          </span>
        )}
      </Link>
    </li>
  );
}
