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
import wharf.shared.Actor;
import wharf.shared.MerchantId;
import wharf.shared.Role;

/** Two merchants, a user of every role, signed in, and one of the other merchant. */
final class Cast {
    private static final String PASSWORD = "a password for tests";

    private final Users users;
    private final int port;
    private final MerchantId own;
    private final MerchantId other;
    private final Map<Role, Member> members = new EnumMap<>(Role.class);
    private final Member neighbour;

    Cast(Users users, Merchants merchants, int port) {
        this.users = users;
        this.port = port;
        own = merchant(merchants);
        other = merchant(merchants);
        for (var role : Role.values()) members.put(role, signIn(role, role.ofMerchant() ? own : null));
        neighbour = signIn(Role.MERCHANT_ADMIN, other);
    }

    private record Member(Actor actor, Api api) {}

    World own() {
        return new World(own);
    }

    Api nobody() {
        return Api.nobody(port);
    }

    Api as(Role role) {
        return member(role).api();
    }

    /** The user of that role, as whoever works is known. */
    Actor actor(Role role) {
        return member(role).actor();
    }

    private Member member(Role role) {
        var member = members.get(role);
        if (member == null) throw new IllegalArgumentException("nobody is " + role);
        return member;
    }

    /** The administrator of the other merchant. */
    Api neighbour() {
        return neighbour.api();
    }

    private Member signIn(Role role, @Nullable MerchantId merchant) {
        var email = UUID.randomUUID() + "@example.org";
        var user = Context.background("cast")
                .call(() -> users.create(new NewUser(email, role.label(), role, merchant, PASSWORD)));
        return new Member(new Actor(Actor.Kind.USER, email, "user:" + user.id()), Api.signedIn(port, email, PASSWORD));
    }

    private static MerchantId merchant(Merchants merchants) {
        var code = "m" + UUID.randomUUID().toString().substring(0, 12);
        return Context.background("cast")
                .call(() -> merchants.create(NewMerchant.of(code, "Merchant " + code, "USD", code + "@example.org")));
    }
}
