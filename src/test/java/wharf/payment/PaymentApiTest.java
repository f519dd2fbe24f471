package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static wharf.payment.Shopper.usd;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import wharf.platform.Context;

@PaymentTest
class PaymentApiTest {
    @Autowired
    MockMvc client;

    @Autowired
    Payments payments;

    @Autowired
    Shopper shopper;

    @Test
    void aPaymentIsShownWithoutItsToken() throws Exception {
        var reference = captured("tok_ok");
        var body = perform(get("/api/v1/payments/" + reference), "payments:read")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.label").value("CAPTURED"))
                .andExpect(jsonPath("$.captured.minor").value(10_000))
                .andExpect(jsonPath("$.attempts.length()").value(2))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(body).doesNotContain("tok_ok");
        perform(get("/api/v1/payments/" + UUID.randomUUID()), "payments:read").andExpect(status().isNotFound());
        perform(get("/api/v1/payments/" + reference), "stock:read").andExpect(status().isForbidden());
    }

    @Test
    void aRefundIsMadeOncePerRequest() throws Exception {
        var reference = captured("tok_ok");
        refund(reference, "r-1", 4_000, "USD").andExpect(jsonPath("$.result").value("REFUNDED"));
        refund(reference, "r-1", 4_000, "USD")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.payment.refunded.minor").value(4_000));
        refund(reference, "r-1", 5_000, "USD")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.errors[0].code").value("request-reused"));
        refund(reference, "r-2", 6_001, "USD").andExpect(status().isConflict());
        refund(reference, "r-3", 1, "EUR").andExpect(status().is4xxClientError());
        refund(reference, "r-4", -1, "USD").andExpect(status().is4xxClientError());
        refund(reference, "no spaces", 1, "USD").andExpect(status().is4xxClientError());
        assertThat(Context.background("test").call(() -> shopper.atProvider(reference, "REFUND")))
                .isEqualTo(4_000);
    }

    @Test
    void whatIsOwedIsListedAndCollected() throws Exception {
        var reference = captured("tok_capture_fails_once");
        perform(get("/api/v1/receivables?limit=100"), "payments:read")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.receivables[?(@.reference == '%s')].open.minor".formatted(reference))
                        .value(10_000));
        perform(get("/api/v1/receivables?limit=101"), "payments:read").andExpect(status().is4xxClientError());
        perform(post("/api/v1/payments/" + reference + "/captures/retry"), "payments:write")
                .andExpect(jsonPath("$.owed.minor").value(0));
        perform(get("/api/v1/receivables?limit=100"), "payments:read")
                .andExpect(jsonPath("$.receivables[?(@.reference == '%s')]".formatted(reference))
                        .isEmpty());
    }

    @Test
    void aPersonSettlesWhatIsPaidBackOutside() throws Exception {
        var reference = UUID.randomUUID();
        Context.background("test").run(() -> {
            shopper.registers(shopper.direct(reference, 1, 10_000, Method.BANK_SLIP));
            payments.capture(reference, usd(10_000), "parcel");
        });
        refund(reference, "r-1", 4_000, "USD").andExpect(jsonPath("$.result").value("OUTSIDE"));
        var attempt = Context.background("test")
                .call(() -> shopper.view(reference).attempts().getLast().id());
        var path = "/api/v1/payments/" + reference + "/attempts/" + attempt + "/settlement";
        perform(json(path, "{\"done\": true, \"note\": \"bank transfer 77\"}"), "payments:write")
                .andExpect(jsonPath("$.refunded.minor").value(4_000));
        perform(json(path, "{\"done\": true, \"note\": \"again\"}"), "payments:write")
                .andExpect(status().isConflict());
    }

    private UUID captured(String token) {
        return Context.background("test").call(() -> {
            var reference = shopper.paysByCard(10_000, token);
            payments.authorise(reference);
            payments.capture(reference, usd(10_000), "parcel");
            return reference;
        });
    }

    private ResultActions refund(UUID reference, String requestId, long minor, String currency) throws Exception {
        var body = """
                {"requestId": "%s", "amountMinor": %d, "currency": "%s", "reason": "damaged"}
                """.formatted(requestId, minor, currency);
        return perform(json("/api/v1/payments/" + reference + "/refunds", body), "payments:write");
    }

    private static MockHttpServletRequestBuilder json(String path, String body) {
        return post(path).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private ResultActions perform(MockHttpServletRequestBuilder request, String authority) throws Exception {
        var caller = user("clerk").authorities(AuthorityUtils.createAuthorityList(authority));
        return Context.background("test")
                .call(() -> client.perform(
                        request.accept(MediaType.APPLICATION_JSON).with(caller).with(csrf())));
    }
}
