package wharf.feedback;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always be true of answers. */
@Configuration(proxyBeanMethods = false)
class FeedbackChecks {
    private static final String MISCOUNTED = """
            select a.order_id::text as subject, a.kind || ' was answered, and ' || told.times || ' facts say so' as detail
            from survey_answer a
            cross join lateral (
              select count(*) as times
              from fact f
              where f.root = a.order_id
              and f.type = 'survey.answered'
              and f.data ->> 'kind' = a.kind) told
            where told.times <> 1
            limit :limit
            """;

    /** KPIs count facts. */
    @Bean
    InvariantCheck everyAnswerIsToldOnce() {
        return InvariantCheck.sql(
                "every-answer-is-told-once", "An answer to a survey is one fact survey.answered.", MISCOUNTED);
    }
}
