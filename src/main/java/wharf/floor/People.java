package wharf.floor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Words;

/** What people prefer on the floor; it follows them from device to device. */
@Service
class People {
    private static final Duration A_YEAR = Duration.ofDays(365);
    private static final String PREFER = """
            insert into floor_person (user_id, language)
            values (:user, :language)
            on conflict (user_id) do update
            set language = excluded.language
            """;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<String> language(UUID person) {
        return jdbc.sql("select language from floor_person where user_id = :user")
                .param("user", person)
                .query(String.class)
                .optional();
    }

    /** From now on, on every device; a program that asks for it has nobody to remember it for. */
    @Transactional
    public void speak(String language) {
        WorkHours.person()
                .ifPresent(person -> jdbc.sql(PREFER)
                        .param("user", person)
                        .param("language", language)
                        .update());
    }

    /** Keeps something in the browser, for the pages of the floor and the shipping door. */
    static void remember(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .maxAge(value.isEmpty() ? Duration.ZERO : A_YEAR)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    /** The language of the person, on the device they have just come to. */
    void greet(UUID person, HttpServletRequest request, HttpServletResponse response) {
        language(person).ifPresent(language -> remember(request, response, Words.COOKIE, language));
    }
}
