package wharf.testing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.endpoints.Api;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/** Makes users and signs them in over HTTP. */
@Component
public class People {
    private static final String PASSWORD = "a password for tests";

    private final Users users;

    People(Users users) {
        this.users = users;
    }

    /** One of the operator's own. */
    public Api signedIn(int port, Role role) {
        return signedIn(port, role, null);
    }

    public Api signedIn(int port, Role role, @Nullable MerchantId merchant) {
        var email = UUID.randomUUID() + "@example.org";
        Scenery.all(() -> users.create(new NewUser(email, role.label(), role, merchant, PASSWORD)));
        return Api.signedIn(port, email, PASSWORD);
    }
}
