import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/noto-sans-devanagari/wght.css";
import "@/app/styles/tokens.css";
import "@/app/styles/controls.css";
import "@/app/styles/dialogs.css";
import "@/app/styles/sign-in.css";
import "@/app/styles/layout.css";
import "@/app/styles/pages.css";
import "@/app/styles/sidebar.css";
import "@/app/styles/conversation.css";
import "@/app/styles/answer.css";
import "@/app/styles/fields.css";
import "@/app/styles/sources.css";
import "@/app/styles/working.css";
import "@/app/styles/composer.css";
import "@/app/styles/notices.css";
import "@/app/styles/approvals.css";
import "@/app/styles/viewer.css";
import "@/app/styles/page-text.css";
import "@/app/styles/records.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "preact";
import { App } from "@/app/App";
import { sessionQuery } from "@/features/session/useSession";
import { ApiError } from "@/shared/http";
import { LanguageProvider, preferredLanguage } from "@/shared/i18n/language";
import { loadLanguage } from "@/shared/i18n/languages";
import { registerServiceWorker } from "@/shared/serverCopies";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 3 && !(error instanceof ApiError && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
});

/** Until the words and the person are known, what `index.html` shows stays in place. */
async function start(root: HTMLElement) {
  const language = preferredLanguage();
  const words = loadLanguage(language).then(
    () => language,
    () => "en" as const, // its words are out of reach: better English than nothing
  );
  const [initial] = await Promise.all([words, client.prefetchQuery(sessionQuery)]);
  root.replaceChildren();
  render(
    <QueryClientProvider client={client}>
      <LanguageProvider initial={initial}>
        <App />
      </LanguageProvider>
    </QueryClientProvider>,
    root,
  );
  registerServiceWorker();
}

const root = document.getElementById("root");
if (root) void start(root);
