package wharf.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

@Configuration(proxyBeanMethods = false)
class SettingsMenu {
    @Bean
    MenuEntry usersEntry() {
        return new MenuEntry(MenuEntry.Section.SETTINGS, 40, "Users", "/settings/users", Authority.ADMIN);
    }

    @Bean
    MenuEntry tokensEntry() {
        return new MenuEntry(MenuEntry.Section.SETTINGS, 50, "API tokens", "/settings/tokens", Authority.ADMIN);
    }
}
