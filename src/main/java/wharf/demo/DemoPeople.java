package wharf.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.identity.ApiTokens;
import wharf.identity.Badges;
import wharf.identity.NewApiToken;
import wharf.identity.NewUser;
import wharf.identity.User;
import wharf.identity.Users;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/** Who may sign in to the demo, all with the same password that everybody knows. */
@Component
class DemoPeople {
    static final String PASSWORD = "demo-wharf-demo";
    static final String MANAGER = "manager@wharf.local";
    static final String PICKER = "picker@wharf.local";
    static final String PACKER = "packer@wharf.local";
    static final String MERCHANT = "merchant@wharf.local";
    static final String VIEWER = "viewer@wharf.local";

    static final List<String> EMAILS = List.of(MANAGER, PICKER, PACKER, MERCHANT, VIEWER);

    private final Users users;
    private final Badges badges;
    private final ApiTokens tokens;
    private final DemoDoors doors;

    DemoPeople(Users users, Badges badges, ApiTokens tokens, DemoDoors doors) {
        this.users = users;
        this.badges = badges;
        this.tokens = tokens;
        this.doors = doors;
    }

    /** Lets the demo's people in who are not; the merchant's people belong to this merchant. */
    void letIn(MerchantId merchant) {
        var there = users.all().stream().collect(Collectors.toMap(User::email, User::id));
        doors.install(Map.of(
                Door.MANAGER, staff(there, MANAGER, "Maya Manager (demo)", Role.OPERATIONS_MANAGER),
                Door.PICKER, staff(there, PICKER, "Pete Picker (demo)", Role.FLOOR_WORKER),
                Door.PACKER, staff(there, PACKER, "Paula Packer (demo)", Role.FLOOR_WORKER),
                Door.MERCHANT, letIn(there, MERCHANT, "Mark Merchant (demo)", Role.MERCHANT_ADMIN, merchant)));
        letIn(there, VIEWER, "Vera Viewer (demo)", Role.MERCHANT_VIEWER, merchant);
    }

    private UUID staff(Map<String, UUID> there, String email, String name, Role role) {
        var id = letIn(there, email, name, role, null);
        boolean has = badges.find(id).filter(badge -> badge.code() != null).isPresent();
        if (!has) badges.issue(id, DemoDoors.PIN);
        return id;
    }

    private UUID letIn(Map<String, UUID> there, String email, String name, Role role, @Nullable MerchantId merchant) {
        var known = there.get(email);
        return known == null
                ? users.create(new NewUser(email, name, role, merchant, PASSWORD))
                        .id()
                : known;
    }

    /** A token for everything but administration; its secret can be read this once. */
    String token() {
        var scopes = Authority.ALL.stream()
                .filter(scope -> !scope.equals(Authority.ADMIN))
                .toList();
        return tokens.issue(new NewApiToken("Demo", scopes, null, null)).secret();
    }
}
