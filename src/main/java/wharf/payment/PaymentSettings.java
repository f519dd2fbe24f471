package wharf.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code wharf.payment.*}
 *
 * @param resolveAfter how long after an unknown outcome the provider is first asked; doubles with the attempt's age, up to ten minutes
 * @param interruptedAfter how long a call may be out before its node is taken for dead; longer than any call
 * @param challengeEvery how often an open challenge is asked about
 * @param callsAtOnce how many calls to the provider one batch of work has out at the same time
 */
@ConfigurationProperties("wharf.payment")
record PaymentSettings(
        @DefaultValue("2s") Duration resolveAfter,
        @DefaultValue("60s") Duration interruptedAfter,
        @DefaultValue("60s") Duration challengeEvery,
        @DefaultValue("8") int callsAtOnce) {}
