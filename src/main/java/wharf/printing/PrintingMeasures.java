package wharf.printing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Measure;

/** Pages that have not come out yet. */
@Configuration(proxyBeanMethods = false)
class PrintingMeasures {
    @Bean
    Measure queuedPages() {
        return new Measure("wharf.print.queued", "Print jobs that wait, for their printer or for its agent", """
                select (select count(*) from print_job where state = 'QUEUED')
                       + (select count(*) from print_job where state = 'OFFERED')
                       + (select count(*) from print_job where state in ('LEASED', 'WRITING')) as value
                """);
    }

    @Bean
    Measure unknownPages() {
        return new Measure("wharf.print.unknown", "Print jobs of which a person has to say whether they came out", """
                select count(*) as value
                from print_job
                where state = 'UNKNOWN'
                """);
    }
}
