package wharf.picking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Naming;
import wharf.shared.Authority;

/** What people call the work of pickers; batches and picks are shown on the page of their wave, at the batch. */
@Configuration(proxyBeanMethods = false)
class PickingNames {
    @Bean
    Naming waveNaming() {
        return Naming.sql(Authority.OPERATIONS_MANAGE, """
                select w.id, 'wave ' || w.number as name, '/waves/' || w.id as path
                from wave w
                where w.id = any(:ids)
                """);
    }

    @Bean
    Naming batchNaming() {
        return Naming.sql(Authority.OPERATIONS_MANAGE, """
                select b.id, 'batch ' || b.number as name, '/waves/' || b.wave_id || '#batch-' || b.number as path
                from pick_batch b
                where b.id = any(:ids)
                """);
    }

    @Bean
    Naming pickNaming() {
        return Naming.sql(Authority.OPERATIONS_MANAGE, """
                select t.id, 'pick from ' || t.place_code || ' in batch ' || b.number as name,
                       '/waves/' || b.wave_id || '#batch-' || b.number as path
                from pick_task t
                join pick_batch b on b.id = t.batch_id
                where t.id = any(:ids)
                """);
    }
}
