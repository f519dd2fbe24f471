package wharf.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.platform.Context;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

@WharfTest
class ApiTokensTest {
    private final ApiTokens tokens;
    private final Scenery scenery;
    private final JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Autowired
    ApiTokensTest(ApiTokens tokens, Scenery scenery, JdbcClient jdbc) {
        this.tokens = tokens;
        this.scenery = scenery;
        this.jdbc = jdbc;
    }

    @Test
    void a_token_may_do_what_its_scopes_say_and_no_more() {
        var program = Api.program(port, issue(null, "catalog:read").secret());

        assertThat(program.get("/api/v1/merchants").statusCode()).isEqualTo(200);
        assertThat(program.get("/api/v1/users").statusCode()).isEqualTo(403);
    }

    @Test
    void a_merchants_token_sees_its_merchant_only() {
        var own = scenery.merchant();
        var other = scenery.merchant();
        var program = Api.program(port, issue(own, "catalog:read").secret());

        assertThat(program.get("/api/v1/merchants").body())
                .contains(own.toString())
                .doesNotContain(other.toString());
        assertThat(program.get("/api/v1/merchants/" + other).statusCode()).isEqualTo(404);
    }

    @Test
    void a_revoked_token_is_refused_at_once() {
        var issued = issue(null, "catalog:read");
        var program = Api.program(port, issued.secret());
        program.get("/api/v1/merchants");

        Context.background("test").call(() -> tokens.revoke(issued.token().id()));

        assertThat(program.get("/api/v1/merchants").statusCode()).isEqualTo(401);
    }

    @Test
    void an_expired_token_is_refused() {
        var issued = issue(null, "catalog:read");
        scenery.inTransaction(
                () -> jdbc.sql("update api_token set expires_at = now() - interval '1 second' where id = :id")
                        .param("id", issued.token().id())
                        .update());

        assertThat(Api.program(port, issued.secret()).get("/api/v1/merchants").statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_secret_is_stored_nowhere() {
        var issued = issue(null, "catalog:read");

        var stored = scenery.inTransaction(() -> jdbc.sql("select to_jsonb(t)::text from api_token t where id = :id")
                .param("id", issued.token().id())
                .query(String.class)
                .single());

        assertThat(stored)
                .doesNotContain(issued.secret())
                .doesNotContain(issued.secret().substring(6));
        assertThat(issued.secret()).matches("wharf_[0-9A-Za-z]{43}");
    }

    @Test
    void a_merchants_token_cannot_hold_what_only_the_operator_may_do() {
        var own = scenery.merchant();

        assertThatThrownBy(() -> issue(own, "admin"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.field()).isEqualTo("scopes[0]")));
    }

    @Test
    void a_token_cannot_be_born_expired() {
        var token = new NewApiToken("late", List.of("catalog:read"), null, Instant.parse("2020-01-01T00:00:00Z"));

        assertThatThrownBy(() -> Context.background("test").call(() -> tokens.issue(token)))
                .isInstanceOf(Refusal.class);
    }

    private ApiTokens.Issued issue(@Nullable MerchantId merchant, String scope) {
        return Context.background("test")
                .call(() -> tokens.issue(new NewApiToken("test", List.of(scope), merchant, null)));
    }
}
