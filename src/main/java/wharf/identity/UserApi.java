package wharf.identity;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.ETags;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/users")
class UserApi {
    private final Users users;

    UserApi(Users users) {
        this.users = users;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('admin')")
    List<User> all() {
        return users.all();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('admin')")
    ResponseEntity<User> one(@PathVariable UUID id) {
        return tagged(users.find(id).orElseThrow(() -> Refusal.notFound("user", id)));
    }

    @PostMapping
    @PreAuthorize("hasAuthority('admin')")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<User> create(@Valid @RequestBody NewUser user) {
        var created = users.create(user);
        return ResponseEntity.created(URI.create("/api/v1/users/" + created.id()))
                .eTag(ETags.of(created.version()))
                .body(created);
    }

    @PatchMapping("/{id}")
    @PreAuthorize("hasAuthority('admin')")
    ResponseEntity<User> change(
            @PathVariable UUID id,
            @Valid @RequestBody UserChange change,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(users.change(id, change, ifMatch));
    }

    private static ResponseEntity<User> tagged(User user) {
        return ResponseEntity.ok().eTag(ETags.of(user.version())).body(user);
    }
}
