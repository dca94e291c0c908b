import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@/app/styles/tokens.css";
import "@/app/styles/controls.css";
import "@/app/styles/layout.css";
import "@/app/styles/sidebar.css";
import "@/app/styles/conversation.css";
import "@/app/styles/notices.css";
import "@/app/styles/viewer.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { ApiError } from "@/shared/http";
import { LanguageProvider } from "@/shared/i18n/language";

const client = new QueryClient({
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
