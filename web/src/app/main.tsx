import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@/app/styles/tokens.css";
import "@/app/styles/controls.css";
import "@/app/styles/layout.css";
import "@/app/styles/sidebar.css";
import "@/app/styles/conversation.css";
import "@/app/styles/notices.css";
import "@/app/styles/viewer.css";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { ApiError } from "@/shared/http";
import { LanguageProvider } from "@/shared/i18n/language";

const client = new QueryClient({
  queryCache: new QueryCache({
    // A key that was taken back shows at whatever is asked next; the session then asks to sign in.
    onError: (error, query) => {
      const refused = error instanceof ApiError && error.status === 401;
      if (refused && query.queryKey[0] !== "session")
        void client.invalidateQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 3 && !(error instanceof ApiError && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
});

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <App />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
