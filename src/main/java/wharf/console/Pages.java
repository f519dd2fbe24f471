package wharf.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

@Configuration(proxyBeanMethods = false)
class Pages {
    /** Must be the package that the build generates templates into; the starter knows its own default only. */
    private static final String TEMPLATES = "wharf.jte";

    @Bean
    TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, TEMPLATES);
    }

    @Bean
    MenuEntry homeEntry() {
        return new MenuEntry(MenuEntry.Section.OVERVIEW, 0, "Home", "/", Authority.ORDERS_READ);
    }

    @Bean
    MenuEntry checkEntry() {
        return new MenuEntry(MenuEntry.Section.SETTINGS, 60, "Check", "/check", Authority.OPERATIONS_MANAGE);
    }
}
