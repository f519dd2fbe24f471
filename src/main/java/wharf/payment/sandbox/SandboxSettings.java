package wharf.payment.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code wharf.sandbox-psp.*}, all in business time.
 *
 * @param life how long an authorisation can be captured
 * @param shortLife the same for {@code tok_expire}
 * @param challengeLife how long the shopper has to complete a challenge
 */
@ConfigurationProperties("wharf.sandbox-psp")
record SandboxSettings(
        @DefaultValue("7d") Duration life,
        @DefaultValue("1h") Duration shortLife,
        @DefaultValue("30m") Duration challengeLife) {}
