import { useEffect, useState } from "react";
import { PublicOrganisation } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { Text } from "../ui/Text.tsx";
import { pageOf, takeToken, type Page } from "./address.ts";
import { Authorisation } from "./Authorisation.tsx";
import { Confirm } from "./Confirm.tsx";
import { Download } from "./download/Download.tsx";
import { Forgotten } from "./Forgotten.tsx";
import { Frame } from "./Frame.tsx";
import { Home } from "./Home.tsx";
import { firstLanguage, rememberLanguage } from "./language.ts";
import { NotFound } from "./NotFound.tsx";
import { OrganisationProvider } from "./organisation.ts";
import { Password } from "./Password.tsx";
import { Register } from "./Register.tsx";
import { useAsked } from "./useAsked.ts";

/** A link that somebody has opened; `count` tells the same link opened twice apart. */
interface Visit {
  token: string | null;
  count: number;
}

/** A link of the same page pressed while the page is open changes what is after the `#`, and loads nothing. */
function useVisit(firstToken: string | null): Visit {
  const [visit, setVisit] = useState<Visit>({ token: firstToken, count: 0 });
  useEffect(() => {
    const onHash = () => {
      const token = takeToken();
      if (token !== null) setVisit(({ count }) => ({ token, count: count + 1 }));
    };
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  }, []);
  return visit;
}

/** @param firstToken what the link that opened the page brought along */
export function SiteApp({ firstToken }: { firstToken: string | null }) {
  const page = pageOf(window.location.pathname);
  const [language, setLanguage] = useState(firstLanguage);
  const [organisation] = useAsked("/organisation", PublicOrganisation);
  const visit = useVisit(firstToken);
  const chooseLanguage = (chosen: Language) => {
    setLanguage(chosen);
    rememberLanguage(chosen);
  };
  return (
    <Text language={language} title={`site.title.${page}`}>
      <OrganisationProvider value={organisation}>
        <Frame page={page} language={language} onLanguage={chooseLanguage}>
          <Content key={visit.count} page={page} language={language} token={visit.token} />
        </Frame>
      </OrganisationProvider>
    </Text>
  );
}

interface ContentProps {
  page: Page;
  language: Language;
  token: string | null;
}

function Content({ page, language, token }: ContentProps) {
  switch (page) {
    case "home":
      return <Home />;
    case "register":
      return <Register language={language} />;
    case "confirm":
      return <Confirm token={token} language={language} />;
    case "password":
      return <Password token={token} />;
    case "forgotten":
      return <Forgotten />;
    case "authorisation":
      return <Authorisation language={language} />;
    case "download":
      return <Download />;
    case "missing":
      return <NotFound />;
  }
}
