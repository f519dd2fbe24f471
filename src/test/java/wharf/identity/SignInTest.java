package wharf.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.platform.Context;
import wharf.shared.Role;
import wharf.testing.WharfTest;

@WharfTest
class SignInTest {
    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    private String email = "";

    @BeforeEach
    void somebody() {
        email = UUID.randomUUID() + "@example.org";
        Context.background("test")
                .call(() -> users.create(new NewUser(email, "Somebody", Role.ADMINISTRATOR, null, PASSWORD)));
    }

    @Test
    void a_stranger_is_sent_to_the_sign_in_page_and_comes_back_to_what_was_wanted() {
        var answer = Api.nobody(port).get("/check?x=1");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login?next=%2Fcheck%3Fx%3D1"));
    }

    @Test
    void the_right_password_opens_a_session_that_carries_pages_and_api() {
        var browser = Api.signedIn(port, email, PASSWORD);

        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/").body()).contains("Sign out").contains(email);
        assertThat(browser.get("/api/v1/users").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_and_an_unknown_account_get_the_same_answer() {
        var wrong = Api.nobody(port).signIn(email, "wrong wrong wrong");
        var unknown = Api.nobody(port).signIn("nobody-" + email, "wrong wrong wrong");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("is wrong, or the account is disabled");
        assertThat(unknown.body()).contains("is wrong, or the account is disabled");
    }

    @Test
    void ten_failures_close_the_door_even_to_the_right_password() {
        var browser = Api.nobody(port);
        for (int i = 0; i < SignIn.FAILURES_PER_ACCOUNT; i++) browser.signIn(email, "wrong wrong wrong");

        assertThat(browser.signIn(email, PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void signing_out_ends_the_session() {
        var browser = Api.signedIn(port, email, PASSWORD);

        browser.send("POST", "/logout", null);

        assertThat(browser.get("/").statusCode()).isEqualTo(302);
        assertThat(browser.get("/api/v1/users").statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_may_change_nothing_without_the_token_against_forgery() {
        var browser = Api.nobody(port);
        browser.signIn(email, PASSWORD);

        var answer = browser.send("POST", "/api/v1/users", "{}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void a_session_with_the_token_against_forgery_may_change_what_its_role_allows() {
        var browser = Api.signedIn(port, email, PASSWORD);

        var answer = browser.send("POST", "/api/v1/users", "{}");

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void the_way_back_after_signing_in_never_leads_to_another_site() {
        var browser = Api.nobody(port);

        var answer = browser.form("/login", Map.of("email", email, "password", PASSWORD, "next", "//evil.example/"));

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).doesNotContain("evil"));
    }

    @Test
    void pages_forbid_foreign_scripts_and_frames() {
        var headers = Api.nobody(port).get("/login").headers();

        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("script-src 'self';").contains("frame-ancestors 'none'"));
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void disabling_somebody_ends_their_sessions_at_once() {
        var browser = Api.signedIn(port, email, PASSWORD);
        var id = Context.background("test").call(users::all).stream()
                .filter(user -> user.email().equals(email))
                .findFirst()
                .orElseThrow()
                .id();

        Context.background("test").call(() -> users.change(id, new UserChange(null, null, null, false, null), null));

        assertThat(browser.get("/api/v1/users").statusCode()).isEqualTo(401);
        assertThat(Api.nobody(port).signIn(email, PASSWORD).statusCode()).isEqualTo(401);
    }
}
