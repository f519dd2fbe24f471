package wharf.shipping;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call parcels and labels. */
@Configuration(proxyBeanMethods = false)
class ShippingNames {
    @Bean
    Naming parcelNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, 'parcel ' || number as name, '/parcels/' || id as path
                from parcel
                where id = any(:ids)
                """);
    }

    @Bean
    Naming labelNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select l.id, coalesce('label ' || l.tracking, 'label ' || l.generation) || ' of parcel ' || p.number as name, '/parcels/' || p.id as path
                from label l
                join parcel p on p.id = l.parcel_id
                where l.id = any(:ids)
                """);
    }

    @Bean
    Naming returnLabelNaming() {
        return Naming.sql(Authority.ORDERS_READ, """
                select id, coalesce('return label ' || tracking, 'return label') || ' of ' || root as name, '/orders/' || root as path
                from return_label
                where id = any(:ids)
                """);
    }
}
