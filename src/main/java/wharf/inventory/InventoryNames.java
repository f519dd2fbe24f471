package wharf.inventory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call bins, totes and what else holds stock; those outside of every site have no page. */
@Configuration(proxyBeanMethods = false)
class InventoryNames {
    @Bean
    Naming placeNaming() {
        return Naming.sql(Authority.STOCK_READ, """
                select p.id, lower(replace(p.kind, '_', ' ')) || coalesce(' ' || p.code || ' in ' || w.code, ' (outside)') as name,
                       case when w.id is not null then '/bins/' || p.id end as path
                from place p
                left join warehouse w on w.id = p.warehouse_id
                where p.id = any(:ids)
                """);
    }
}
