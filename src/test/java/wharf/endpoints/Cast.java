package wharf.endpoints;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.identity.NewUser;
import wharf.identity.Users;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/** Two merchants, a user of every role, signed in, and one of the other merchant. */
final class Cast {
    private static final String PASSWORD = "a password for tests";

    private final Users users;
    private final int port;
    private final MerchantId own;
    private final MerchantId other;
    private final Map<Role, Api> signedIn = new EnumMap<>(Role.class);
    private final Api neighbour;

    Cast(Users users, Merchants merchants, int port) {
        this.users = users;
        this.port = port;
        own = merchant(merchants);
        other = merchant(merchants);
        for (var role : Role.values()) signedIn.put(role, signIn(role, role.ofMerchant() ? own : null));
        neighbour = signIn(Role.MERCHANT_ADMIN, other);
    }

    World own() {
        return new World(own);
    }

    Api nobody() {
        return Api.nobody(port);
    }

    Api as(Role role) {
        var api = signedIn.get(role);
        if (api == null) throw new IllegalArgumentException("nobody is " + role);
        return api;
    }

    /** The administrator of the other merchant. */
    Api neighbour() {
        return neighbour;
    }

    private Api signIn(Role role, @Nullable MerchantId merchant) {
        var email = UUID.randomUUID() + "@example.org";
        Context.background("cast").call(() -> users.create(new NewUser(email, role.label(), role, merchant, PASSWORD)));
        return Api.signedIn(port, email, PASSWORD);
    }

    private static MerchantId merchant(Merchants merchants) {
        var code = "m" + UUID.randomUUID().toString().substring(0, 12);
        return Context.background("cast")
                .call(() -> merchants.create(NewMerchant.of(code, "Merchant " + code, "USD", code + "@example.org")));
    }
}
