package wharf.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call items. */
@Configuration(proxyBeanMethods = false)
class CatalogNames {
    @Bean
    Naming itemNaming() {
        return Naming.sql(Authority.CATALOG_READ, """
                select id, 'item ' || sku as name, '/items/' || id as path
                from item
                where id = any(:ids)
                """);
    }
}
