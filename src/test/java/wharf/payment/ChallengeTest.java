package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.testing.Core;

/** A shopper who has to approve. */
@Core
@PaymentTest
class ChallengeTest {
    @Autowired
    MockMvc browser;

    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Autowired
    BusinessClock clock;

    @Test
    void anApprovedChallengeAuthorises() throws Exception {
        var reference = background(() -> shopper.paysByCard(10_000, "tok_challenge"));
        var url = challenge(reference);
        browser.perform(get(url))
                .andExpect(status().isOk())
                .andExpect(content().string(org.hamcrest.Matchers.containsString("simulator")))
                .andExpect(content().string(org.hamcrest.Matchers.containsString("100.00 USD")));
        answer(url, "APPROVE");
        answer(url, "DENY");
        Context.background("test").run(() -> {
            assertThat(shopper.isTold(reference)).isTrue();
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.Authorised.class);
            assertThat(shopper.facts(reference)).containsExactly("payment.challenge-required", "payment.authorised");
        });
        browser.perform(get(url)).andExpect(content().string(org.hamcrest.Matchers.containsString("is approved")));
    }

    @Test
    void aDeniedChallengeDeclines() throws Exception {
        var reference = background(() -> shopper.paysByCard(10_000, "tok_challenge"));
        answer(challenge(reference), "DENY");
        assertThat(background(() -> payments.authorise(reference)))
                .isEqualTo(new Authorisation.Declined("The shopper denied the challenge."));
    }

    @Test
    void aChallengeNobodyCompletesLapses() {
        Context.background("test").run(() -> {
            var reference = shopper.paysByCard(10_000, "tok_challenge");
            assertThat(payments.authorise(reference)).isInstanceOf(Authorisation.RequiresAction.class);
            shopper.settles(reference);
            assertThat(shopper.view(reference).label()).isEqualTo("ACTION_REQUIRED");
            clock.advance(Duration.ofHours(1));
            shopper.settles(reference);
            assertThat(shopper.view(reference).label()).isEqualTo("DECLINED");
            assertThat(shopper.isTold(reference)).isTrue();
        });
    }

    @Test
    void aChallengeApprovedAfterTheCancelIsGivenUp() throws Exception {
        var reference = background(() -> shopper.paysByCard(10_000, "tok_challenge"));
        var url = challenge(reference);
        Context.background("test").run(() -> payments.voidRest(reference, "cancelled"));
        answer(url, "APPROVE");
        Context.background("test").run(() -> {
            shopper.settles(reference);
            assertThat(shopper.view(reference).label()).isEqualTo("VOIDED");
        });
    }

    @Test
    void anUnknownChallengeChangesNothing() throws Exception {
        browser.perform(post("/sandbox-psp/challenge/" + UUID.randomUUID())
                        .param("decision", "APPROVE")
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
    }

    private String challenge(UUID reference) {
        var authorisation = background(() -> payments.authorise(reference));
        return ((Authorisation.RequiresAction) authorisation).url();
    }

    private void answer(String url, String decision) throws Exception {
        browser.perform(post(url).param("decision", decision).with(csrf())).andExpect(status().is3xxRedirection());
    }

    private static <T> T background(java.util.function.Supplier<T> work) {
        return Context.background("test").call(work::get);
    }

    @AfterEach
    void invariantsHold() {
        assertThat(background(shopper::violations)).isEmpty();
    }
}
