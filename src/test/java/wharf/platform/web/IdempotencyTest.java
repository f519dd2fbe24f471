package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.endpoints.Api;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.Context;
import wharf.testing.Core;
import wharf.testing.WharfTest;

@Core
@WharfTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
    private final ApiTokens tokens;
    private final JdbcClient jdbc;
    private final IdempotencyKeys keys;

    @LocalServerPort
    int port;

    private Api api;
    private String owner = "";
    private String key = "";

    @Autowired
    IdempotencyTest(ApiTokens tokens, JdbcClient jdbc, IdempotencyKeys keys) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @BeforeAll
    void program() {
        var issued = Context.background("test")
                .call(() -> tokens.issue(new NewApiToken("test", List.of("admin"), null, null)));
        api = Api.program(port, issued.secret());
        owner = "token:" + issued.token().id();
    }

    @BeforeEach
    void newKey() {
        key = UUID.randomUUID().toString();
    }

    @Test
    void a_repeated_request_gets_the_first_answer_and_is_done_once() {
        var body = user();
        var first = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);
        var second = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void a_final_refusal_is_given_again_too() {
        api.send("POST", "/api/v1/users", "{}", "Idempotency-Key", key);
        var second = api.send("POST", "/api/v1/users", "{}", "Idempotency-Key", key);

        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void the_same_key_for_another_request_is_refused() {
        api.send("POST", "/api/v1/users", user(), "Idempotency-Key", key);
        var other = api.send("POST", "/api/v1/users", user(), "Idempotency-Key", key);

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("key-reused");
    }

    @Test
    void a_refusal_that_may_pass_is_not_kept() {
        var body = user();
        api.send("POST", "/api/v1/users", body);

        var conflict = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(jdbc.sql("select count(*) from idempotency_key where owner = :owner and key = :key")
                        .param("owner", owner)
                        .param("key", key)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void while_the_first_is_running_the_second_is_told_to_wait_and_a_crashed_one_is_taken_over() {
        var body = user();
        var first = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);
        jdbc.sql("update idempotency_key set status = null, lease_until = now() + interval '1 minute' where key = :key")
                .param("key", key)
                .update();

        var second = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);
        jdbc.sql("update idempotency_key set lease_until = now() - interval '1 second' where key = :key")
                .param("key", key)
                .update();
        var third = api.send("POST", "/api/v1/users", body, "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(third.body()).contains("email-taken");
    }

    @Test
    void a_key_that_is_none_is_refused() {
        assertThat(api.send("POST", "/api/v1/users", user(), "Idempotency-Key", "x".repeat(256))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void two_callers_may_use_the_same_key() {
        var digest = "x".repeat(32).getBytes(StandardCharsets.UTF_8);

        assertThat(keys.claim("one", key, digest)).isInstanceOf(IdempotencyKeys.Claim.Granted.class);
        assertThat(keys.claim("two", key, digest)).isInstanceOf(IdempotencyKeys.Claim.Granted.class);
        assertThat(keys.claim("one", key, digest)).isInstanceOf(IdempotencyKeys.Claim.Running.class);
    }

    @Test
    void a_slow_request_that_fails_does_not_give_up_the_key_for_the_one_that_took_over() {
        var digest = "x".repeat(32).getBytes(StandardCharsets.UTF_8);
        var slow = (IdempotencyKeys.Claim.Granted) keys.claim(owner, key, digest);
        jdbc.sql("update idempotency_key set lease_until = now() - interval '1 second' where key = :key")
                .param("key", key)
                .update();
        var second = (IdempotencyKeys.Claim.Granted) keys.claim(owner, key, digest);

        keys.release(owner, key, slow);
        assertThat(keys.claim(owner, key, digest)).isInstanceOf(IdempotencyKeys.Claim.Running.class);

        keys.release(owner, key, second);
        assertThat(keys.claim(owner, key, digest)).isInstanceOf(IdempotencyKeys.Claim.Granted.class);
    }

    private static String user() {
        return """
                {"email": "%s@example.org", "name": "Somebody", "role": "ADMINISTRATOR", "password": "long enough 1"}""".formatted(UUID.randomUUID());
    }
}
