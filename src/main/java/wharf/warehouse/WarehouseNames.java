package wharf.warehouse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call sites. */
@Configuration(proxyBeanMethods = false)
class WarehouseNames {
    @Bean
    Naming warehouseNaming() {
        return Naming.sql(Authority.STOCK_READ, """
                select id, 'warehouse ' || code as name, '/warehouses/' || id as path
                from warehouse
                where id = any(:ids)
                """);
    }
}
