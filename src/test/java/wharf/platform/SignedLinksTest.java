package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.shared.MerchantId;
import wharf.testing.WharfTest;

@WharfTest
class SignedLinksTest {
    private final MerchantId merchant = MerchantId.next();
    private final UUID parcel = UUID.randomUUID();

    @Autowired
    SignedLinks links;

    @Autowired
    BusinessClock clock;

    @Test
    void a_link_opens_what_it_was_made_for_and_nothing_else() {
        var expires = clock.instant().plus(Duration.ofDays(1));
        var token = links.sign("track", merchant, parcel, expires);

        assertThat(links.open("track", token)).hasValueSatisfying(link -> {
            assertThat(link.merchant()).isEqualTo(merchant);
            assertThat(link.subject()).isEqualTo(parcel);
        });
        assertThat(links.open("return", token)).isEmpty();
    }

    @Test
    void an_expired_link_opens_nothing() {
        var token = links.sign("track", merchant, parcel, clock.instant().minus(Duration.ofSeconds(2)));

        assertThat(links.open("track", token)).isEmpty();
    }

    @Test
    void a_link_with_any_bit_changed_opens_nothing() {
        var token = links.sign("track", merchant, parcel, clock.instant().plus(Duration.ofDays(1)));
        var bytes = java.util.Base64.getUrlDecoder().decode(token);
        var random = new Random(20261125);
        for (int i = 0; i < 200; i++) {
            var changed = bytes.clone();
            int bit = random.nextInt(bytes.length * 8);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(links.open(
                            "track",
                            java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void nonsense_opens_nothing() {
        for (var nonsense : new String[] {"", "x", "../../etc", "é", "A".repeat(75), "A".repeat(5000)})
            assertThat(links.open("track", nonsense)).isEmpty();
    }
}
