package wharf.identity;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Badges of the operator's staff. */
@RestController
@RequestMapping("/api/v1/badges")
class BadgeApi {
    private final Badges badges;

    BadgeApi(Badges badges) {
        this.badges = badges;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<Badge> all() {
        return badges.all();
    }

    /** The answer holds the PIN the badge starts with; it is shown this once. An earlier badge of the person opens nothing any more. */
    @PutMapping("/{user}")
    @PreAuthorize("hasAuthority('operations:manage')")
    Badges.Issued issue(@PathVariable UUID user) {
        return badges.issue(user);
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void withdraw(@PathVariable UUID user) {
        badges.withdraw(user);
    }

    /** Unlocks a badge that wrong PINs have locked. */
    @DeleteMapping("/{user}/lock")
    @PreAuthorize("hasAuthority('operations:manage')")
    Badge unlock(@PathVariable UUID user) {
        return badges.unlock(user);
    }
}
