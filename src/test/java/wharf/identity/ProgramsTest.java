package wharf.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.FilterChainProxy;
import wharf.endpoints.Api;
import wharf.shared.Role;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Programs come in by a way of their own, which looks at the token and nothing else: whatever cookie comes with it opens nothing. */
@WharfTest
class ProgramsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String NEW_USER =
            "{\"email\": \"%s\", \"name\": \"New\", \"role\": \"FLOOR_WORKER\", \"password\": \"" + PASSWORD + "\"}";

    @LocalServerPort
    int port;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    @Qualifier("springSecurityFilterChain")
    FilterChainProxy ways;

    private Api administrator = Api.nobody(0);
    private String wanted = "";

    @BeforeEach
    void anAdministratorsBrowser() {
        var email = UUID.randomUUID() + "@example.org";
        all(() -> users.create(new NewUser(email, "Somebody", Role.ADMINISTRATOR, null, PASSWORD)));
        // With the session's cookie, and without the token against forgery that the pages would give it.
        administrator = Api.nobody(port);
        administrator.signIn(email, PASSWORD);
        wanted = UUID.randomUUID() + "@example.org";
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer bogus", "bearer wharf_bogus", "BEARER wharf_"})
    void a_session_with_a_bogus_token_is_nobody(String authorization) {
        var answer = create(authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"wharf\", error=\"invalid_token\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(administrator
                        .send("GET", "/api/v1/users", null, "Authorization", authorization)
                        .statusCode())
                .isEqualTo(401);
        assertThat(isThere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic d2hhcmY6d2hhcmY=", "Bearer", "Bearer ", "Token bogus", ""})
    void what_is_no_token_saves_no_session_from_the_guard_against_forgery(String authorization) {
        assertThat(create(authorization).statusCode()).isEqualTo(403);
        assertThat(isThere()).isFalse();
    }

    @Test
    void a_session_lends_a_token_nothing() {
        assertThat(create("Bearer " + token("catalog:read")).statusCode()).isEqualTo(403);
        assertThat(isThere()).isFalse();
    }

    @Test
    void a_token_needs_no_other_guard() {
        assertThat(create("Bearer " + token("admin")).statusCode()).isEqualTo(201);
        assertThat(isThere()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/simulation, pace=OFF", "/logout, ''", "/demo/doors/manager, ''"})
    void a_form_with_a_bogus_token_does_nothing_for_a_session(String path, String fields) {
        var answer = administrator.send(administrator
                .request("POST", path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer bogus")
                .method("POST", BodyPublishers.ofString(fields)));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).as("our own page").contains("The token is unknown, revoked or expired.");
        assertThat(administrator.get("/settings/users").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/merchants, 200",
        "GET, /api/v1/users, 403",
        "GET, /api/v1/no-such-thing, 404",
        "PUT, /api/v1/merchants, 405",
    })
    void an_answer_to_a_program_is_kept_and_taken_for_a_page_by_nobody(String method, String path, int status) {
        var answer = Api.program(port, token("catalog:read")).send(method, path, null);

        assertThat(answer.statusCode()).isEqualTo(status);
        var headers = answer.headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        if (status >= 400) assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
    }

    /** What fails before or beyond a controller is dispatched once more, to a page that is not below /api: the caller stays a program. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer bogus", "Bearer of a program"})
    void an_error_comes_to_the_page_that_tells_of_it_whatever_the_token(String authorization) throws Exception {
        var request = new MockHttpServletRequest("POST", "/error");
        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/api/v1/orders");
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 413);
        if (!authorization.isEmpty())
            request.addHeader(
                    "Authorization",
                    authorization.equals("Bearer bogus") ? authorization : "Bearer " + token("catalog:read"));
        var response = new MockHttpServletResponse();
        var reached = new boolean[1];

        ways.doFilter(request, response, (asked, answered) -> reached[0] = true);

        assertThat(reached[0]).as("the answer of the failure").isTrue();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    /** The port of our own authority is 0 here, since none is set. */
    @ParameterizedTest
    @CsvSource({"/api/v1/merchants, 443, true", "/api/v1/merchants, 0, false", "/login, 443, true", "/login, 0, false"})
    void only_a_certificate_that_browsers_know_bars_the_plain_address(String path, int at, boolean barred)
            throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setSecure(true);
        request.setLocalPort(at);
        if (path.startsWith("/api/")) request.addHeader("Authorization", "Bearer " + token("catalog:read"));
        var response = new MockHttpServletResponse();

        ways.doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.containsHeader("Strict-Transport-Security")).isEqualTo(barred);
    }

    @Test
    void who_has_called_is_forgotten_when_the_call_is_over() throws Exception {
        var request = new MockHttpServletRequest("GET", "/api/v1/merchants");
        request.addHeader("Authorization", "Bearer " + token("catalog:read"));
        var during = new Object[1];

        ways.doFilter(
                request,
                new MockHttpServletResponse(),
                (asked, answered) ->
                        during[0] = SecurityContextHolder.getContext().getAuthentication());

        assertThat(during[0]).isNotNull();
        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
    }

    private HttpResponse<String> create(String authorization) {
        return administrator.send("POST", "/api/v1/users", NEW_USER.formatted(wanted), "Authorization", authorization);
    }

    private boolean isThere() {
        return all(users::all).stream().anyMatch(user -> user.email().equals(wanted));
    }

    private String token(String scope) {
        return all(() -> tokens.issue(new NewApiToken(Scenery.unique("program"), List.of(scope), null, null)))
                .secret();
    }
}
