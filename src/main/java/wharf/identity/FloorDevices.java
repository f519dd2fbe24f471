package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.WebUtils;
import wharf.platform.Context;
import wharf.platform.CurrentUser;
import wharf.platform.Sql;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Devices of the floor, each known by a token in its browser. On them a badge and a PIN are enough to sign in. */
@Service
public class FloorDevices {
    static final String COOKIE = "wharf_floor_device";
    /** As long as a browser keeps a cookie at all. */
    private static final Duration LIFE = Duration.ofDays(400);

    private static final int LONGEST_NAME = 100;
    private static final String REGISTER = """
            insert into floor_device (id, name, token_hash, registered_at, registered_by)
            values (:id, :name, :hash, :now, :by)
            """;
    private static final String KNOWN =
            "select exists (select from floor_device where token_hash = :hash and revoked_at is null)";

    private final JdbcClient jdbc;
    private final Trail trail;

    FloorDevices(JdbcClient jdbc, Trail trail) {
        this.jdbc = jdbc;
        this.trail = trail;
    }

    /** A device; the token itself is in its browser only. @param revokedAt since when it is not known any more; null if it is */
    public record Device(
            UUID id,
            String name,
            Instant registeredAt,
            String registeredBy,
            @Nullable Instant revokedAt) {}

    /** Makes the browser that sent the request a device of the floor. Refuses an empty or long name. */
    @Transactional
    public Device register(String name, HttpServletRequest request, HttpServletResponse response) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "name", name, LONGEST_NAME);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var id = Ids.next();
        var token = Secrets.next();
        jdbc.sql(REGISTER)
                .param("id", id)
                .param("name", name.strip())
                .param("hash", Secrets.digest(token))
                .param("now", Sql.timestamp(trail.now()))
                .param("by", Context.current().actor().name())
                .update();
        trail.record("device", id, null, "device.registered", Map.of("name", name.strip()));
        AfterCommit.run(() -> remember(token, request, response));
        return find(id);
    }

    /** Badges open nothing on it any more. Revoking it again changes nothing. */
    @Transactional
    public Device revoke(UUID id) {
        var device = find(id);
        int revoked = jdbc.sql("update floor_device set revoked_at = :now where id = :id and revoked_at is null")
                .param("now", Sql.timestamp(trail.now()))
                .param("id", id)
                .update();
        if (revoked > 0) trail.record("device", id, null, "device.revoked", Map.of("name", device.name()));
        return find(id);
    }

    /** The newest first, revoked ones last. */
    @Transactional(readOnly = true)
    public List<Device> all() {
        return jdbc.sql("""
                        select id, name, registered_at, registered_by, revoked_at
                        from floor_device
                        order by revoked_at is not null, id desc
                        limit 500
                        """).query(Device.class).list();
    }

    /** Whether the request comes from a registered device, or from a browser where somebody of the operator's floor is signed in. */
    @Transactional(readOnly = true)
    public boolean isKnown(HttpServletRequest request) {
        boolean signedIn = CurrentUser.find()
                .filter(who -> who.merchant().isEmpty() && who.may(Authority.FLOOR_WORK))
                .isPresent();
        return signedIn || isRegistered(request);
    }

    @Transactional(readOnly = true)
    public boolean isRegistered(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null
                && jdbc.sql(KNOWN)
                        .param("hash", Secrets.digest(cookie.getValue()))
                        .query(Boolean.class)
                        .single();
    }

    private Device find(UUID id) {
        return jdbc.sql("select id, name, registered_at, registered_by, revoked_at from floor_device where id = :id")
                .param("id", id)
                .query(Device.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("device", id));
    }

    private static void remember(String token, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, token)
                        .path("/")
                        .maxAge(LIFE)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
