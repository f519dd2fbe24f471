package wharf.printing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Measure;

/** Pages that have not come out yet. */
@Configuration(proxyBeanMethods = false)
class PrintingMeasures {
    @Bean
    Measure queuedPages() {
        return new Measure("wharf.print.queued", "Print jobs that have not been handed to a printer", """
                select count(*) as value
                from print_job
                where state = 'QUEUED'
                """);
    }
}
