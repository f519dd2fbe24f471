package wharf.demo;

import java.util.List;
import org.springframework.stereotype.Component;
import wharf.identity.ApiTokens;
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
    private final ApiTokens tokens;

    DemoPeople(Users users, ApiTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    /** Lets the demo's people in who are not; the merchant's people belong to this merchant. */
    void letIn(MerchantId merchant) {
        var there = users.all().stream().map(User::email).toList();
        for (var user : List.of(
                new NewUser(MANAGER, "Maya Manager (demo)", Role.OPERATIONS_MANAGER, null, PASSWORD),
                new NewUser(PICKER, "Pete Picker (demo)", Role.FLOOR_WORKER, null, PASSWORD),
                new NewUser(PACKER, "Paula Packer (demo)", Role.FLOOR_WORKER, null, PASSWORD),
                new NewUser(MERCHANT, "Mark Merchant (demo)", Role.MERCHANT_ADMIN, merchant, PASSWORD),
                new NewUser(VIEWER, "Vera Viewer (demo)", Role.MERCHANT_VIEWER, merchant, PASSWORD)))
            if (!there.contains(user.email())) users.create(user);
    }

    /** A token for everything but administration; its secret can be read this once. */
    String token() {
        var scopes = Authority.ALL.stream()
                .filter(scope -> !scope.equals(Authority.ADMIN))
                .toList();
        return tokens.issue(new NewApiToken("Demo", scopes, null, null)).secret();
    }
}
