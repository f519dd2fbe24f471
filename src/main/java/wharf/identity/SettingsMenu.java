package wharf.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

@Configuration(proxyBeanMethods = false)
class SettingsMenu {
    @Bean
    MenuEntry usersEntry() {
        return new MenuEntry(130, "Users", "/settings/users", Authority.ADMIN);
    }

    @Bean
    MenuEntry tokensEntry() {
        return new MenuEntry(131, "API tokens", "/settings/tokens", Authority.ADMIN);
    }
}
