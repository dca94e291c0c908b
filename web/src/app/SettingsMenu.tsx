import { DropdownMenu } from "radix-ui";
import { useSession } from "@/features/session/useSession";
import { useLanguage } from "@/shared/i18n/language";
import { isLanguage, languageCodes, languageNames, type WordKey } from "@/shared/i18n/languages";
import { type Theme, themes, useTheme } from "@/shared/theme";
import { Icon } from "@/shared/ui/Icon";
import { IconButton } from "@/shared/ui/IconButton";

const themeWords: Record<Theme, WordKey> = { system: "themeSystem", light: "themeLight", dark: "themeDark" };

export function SettingsMenu() {
  const { t, language, setLanguage } = useLanguage();
  const [theme, setTheme] = useTheme();
  const session = useSession();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton icon="settings" label={t("settings")} className="quiet" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label>{t("theme")}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
            {themes.map((name) => (
              <MenuChoice key={name} value={name} text={t(themeWords[name])} />
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator />
          <DropdownMenu.Label>{t("language")}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={language}
            onValueChange={(next) => isLanguage(next) && setLanguage(next)}
          >
            {languageCodes.map((code) => (
              <MenuChoice key={code} value={code} text={languageNames[code]} />
            ))}
          </DropdownMenu.RadioGroup>
          {session.name && (
            <>
              <DropdownMenu.Separator />
              <DropdownMenu.Label>{session.name}</DropdownMenu.Label>
              <DropdownMenu.Item className="menu-choice" onSelect={() => void session.signOut()}>
                <span className="menu-check" />
                {t("signOut")}
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuChoice({ value, text }: { value: string; text: string }) {
  return (
    <DropdownMenu.RadioItem
      value={value}
      className="menu-choice"
      onSelect={(event) => event.preventDefault()}
    >
      <span className="menu-check">
        <DropdownMenu.ItemIndicator>
          <Icon name="check" size={20} />
        </DropdownMenu.ItemIndicator>
      </span>
      {text}
    </DropdownMenu.RadioItem>
  );
}
