package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.payment.Shopper.usd;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.InvariantCheck;
import wharf.testing.Core;

/** Each invariant check notices what it is there to notice. */
@Core
@PaymentTest
class PaymentChecksTest {
    private static final Map<String, String> CORRUPTIONS = Map.of(
            "more-captured",
            "update payment_attempt set amount_minor = amount_minor + 1 where reference = :reference and kind = 'CAPTURE'",
            "more-refunded",
            "update payment_attempt set amount_minor = amount_minor + 9000 where reference = :reference and kind = 'REFUND'",
            "total-drifts",
            "update tender set refunded_minor = refunded_minor - 1 where reference = :reference",
            "provider-forgets",
            "delete from sandbox_psp_operation where key like 'refund:' || :reference || ':%'",
            "provider-differs",
            "update sandbox_psp_operation set amount_minor = 1 where key like 'refund:' || :reference || ':%'",
            "nobody-asks",
            "update payment_attempt set state = 'UNKNOWN', settled_at = null where reference = :reference and kind = 'REFUND'");

    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    List<InvariantCheck> checks;

    @ParameterizedTest
    @CsvSource({
        "more-captured, captured-within-authorised",
        "more-refunded, refunded-within-captured",
        "total-drifts, tender-totals-equal-journal",
        "provider-forgets, sandbox-books-equal-journal",
        "provider-differs, sandbox-books-equal-journal",
        "nobody-asks, unknown-payments-are-asked-about"
    })
    void aCorruptionIsReported(String corruption, String name) {
        var check = checks.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        Context.background("test").run(() -> {
            var reference = payment();
            assertThat(check.violations(jdbc, 100)).isEmpty();
            transaction.executeWithoutResult(status -> {
                int rows = jdbc.sql(java.util.Objects.requireNonNull(CORRUPTIONS.get(corruption)))
                        .param("reference", corruption.startsWith("provider") ? reference.toString() : reference)
                        .update();
                assertThat(rows).isPositive();
                assertThat(check.violations(jdbc, 100))
                        .anyMatch(violation -> violation.subject().contains(reference.toString()));
                status.setRollbackOnly();
            });
        });
    }

    private UUID payment() {
        var reference = shopper.paysByCard(10_000, "tok_ok");
        payments.authorise(reference);
        payments.capture(reference, usd(10_000), "parcel");
        payments.refund(reference, usd(4_000), "return", "damaged");
        return reference;
    }
}
