package wharf.identity;

import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
class ApiTokenApi {
    private final ApiTokens tokens;

    ApiTokenApi(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('admin')")
    List<ApiToken> all() {
        return tokens.all();
    }

    /** The answer holds the secret; it is shown this once. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('admin')")
    ApiTokens.Issued issue(@Valid @RequestBody NewApiToken token) {
        return tokens.issue(token);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('admin')")
    ApiToken revoke(@PathVariable UUID id) {
        return tokens.revoke(id);
    }
}
