package wharf.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** Invariants of the shopper's money on live data. */
@Configuration(proxyBeanMethods = false)
class PaymentChecks {
    @Bean
    InvariantCheck capturedWithinAuthorised() {
        return InvariantCheck.sql(
                "captured-within-authorised",
                "Of each tender, what was captured is at most what was authorised or vouched for, and at most its amount.",
                """
                select a.reference || ' tender ' || a.tender_number as subject,
                       'captured ' || sum(a.amount_minor) filter (where a.kind = 'CAPTURE') || ' of '
                         || coalesce(sum(a.amount_minor) filter (where a.kind <> 'CAPTURE'), 0) || ' authorised' as detail
                from payment_attempt a
                where a.kind in ('AUTHORISE', 'DIRECT_SALE') and a.state in ('SUCCEEDED', 'EXPIRED')
                or a.kind = 'CAPTURE' and a.state = 'SUCCEEDED'
                group by a.reference, a.tender_number, a.tender_id
                having coalesce(sum(a.amount_minor) filter (where a.kind = 'CAPTURE'), 0)
                       > least(coalesce(sum(a.amount_minor) filter (where a.kind <> 'CAPTURE'), 0),
                               (select t.amount_minor from tender t where t.id = a.tender_id))
                limit :limit
                """);
    }

    @Bean
    InvariantCheck refundedWithinCaptured() {
        return InvariantCheck.sql(
                "refunded-within-captured",
                "Under each authorisation or direct sale, what was refunded is at most what was captured.",
                """
                select a.reference || ' tender ' || a.tender_number as subject,
                       'refunded ' || sum(a.amount_minor) filter (where a.kind = 'REFUND') || ' of '
                         || coalesce(sum(a.amount_minor) filter (where a.kind = 'CAPTURE'), 0) || ' captured' as detail
                from payment_attempt a
                where a.kind in ('CAPTURE', 'REFUND')
                and a.state = 'SUCCEEDED'
                group by a.reference, a.tender_number, a.parent_id
                having coalesce(sum(a.amount_minor) filter (where a.kind = 'REFUND'), 0)
                       > coalesce(sum(a.amount_minor) filter (where a.kind = 'CAPTURE'), 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck tenderTotalsEqualJournal() {
        return InvariantCheck.sql(
                "tender-totals-equal-journal", "The running totals of each tender are the sums of its attempts.", """
                select t.reference || ' tender ' || t.number as subject,
                       format('authorised %s/%s direct %s/%s captured %s/%s capturing %s/%s refunded %s/%s refunding %s/%s voiding %s/%s',
                              t.authorised_minor, j.authorised, t.direct_minor, j.direct, t.captured_minor, j.captured,
                              t.capturing_minor, j.capturing, t.refunded_minor, j.refunded, t.refunding_minor, j.refunding,
                              t.voiding_minor, j.voiding) as detail
                from tender t
                cross join lateral (
                  select coalesce(sum(a.amount_minor) filter (where a.kind = 'AUTHORISE' and a.state in ('SUCCEEDED', 'EXPIRED')), 0) as authorised,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'DIRECT_SALE' and a.state = 'SUCCEEDED'), 0) as direct,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'CAPTURE' and a.state = 'SUCCEEDED'), 0) as captured,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'CAPTURE' and a.state in ('PENDING', 'UNKNOWN')), 0) as capturing,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'REFUND' and a.state = 'SUCCEEDED'), 0) as refunded,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'REFUND' and a.state in ('PENDING', 'UNKNOWN')), 0) as refunding,
                         coalesce(sum(a.amount_minor) filter (where a.kind = 'VOID' and a.state in ('PENDING', 'UNKNOWN')), 0) as voiding
                  from payment_attempt a
                  where a.tender_id = t.id
                ) j
                where (t.authorised_minor, t.direct_minor, t.captured_minor, t.capturing_minor, t.refunded_minor, t.refunding_minor,
                       t.voiding_minor)
                      is distinct from
                      (j.authorised, j.direct, j.captured, j.capturing, j.refunded, j.refunding, j.voiding)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck sandboxBooksEqualJournal() {
        return InvariantCheck.sql(
                "sandbox-books-equal-journal",
                "Every attempt that was settled with the sandbox provider stands in its books with the same amount and outcome, and every"
                        + " operation there has its attempt.",
                """
                select coalesce(a.key, o.key) as subject,
                       format('journal %s %s, sandbox %s %s', a.state, a.amount_minor, o.state, o.amount_minor) as detail
                from (select * from payment_attempt where not outside) a
                full join (select * from sandbox_psp_operation where state <> 'LOST') o on o.key = a.key
                where a.key is null
                or a.provider_reference like 'sandbox-%' and a.state in ('SUCCEEDED', 'EXPIRED', 'DECLINED')
                   and (o.key is null
                        or a.amount_minor <> o.amount_minor
                        or a.currency <> o.currency
                        or a.kind <> o.kind
                        or (a.state = 'DECLINED') <> (o.state = 'DECLINED'))
                limit :limit
                """);
    }

    @Bean
    InvariantCheck unknownPaymentsAreAskedAbout() {
        return InvariantCheck.sql(
                "unknown-payments-are-asked-about",
                "Every call without an outcome is queued to be asked about, and none is without one for a day.",
                """
                select a.key as subject, a.state || ' since ' || a.created_at as detail
                from payment_attempt a
                where not a.outside
                and a.state in ('PENDING', 'UNKNOWN', 'REQUIRES_ACTION')
                and (not exists (select 1 from work w where w.step = 'PAYMENT_RESOLVE' and w.subject = a.id)
                     or a.created_at < (select statement_timestamp() + make_interval(secs => offset_millis / 1000.0) from business_clock)
                                       - interval '1 day')
                limit :limit
                """);
    }
}
