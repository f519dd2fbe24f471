package wharf.packing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import wharf.shared.ParcelId;

/** Stands in for shipping until it can make parcels. */
@TestConfiguration(proxyBeanMethods = false)
class ParcelsOfTests {
    @Bean
    @Primary
    NewParcels parcelsWithoutShipping() {
        return packed -> ParcelId.next();
    }
}
