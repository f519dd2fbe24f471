package wharf.endpoints;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.MerchantId;

/** One merchant of the test and what fixtures have made for it. */
public final class World {
    private final MerchantId merchant;
    private final Actor caller;
    private final Map<String, String> made;

    World(MerchantId merchant) {
        this(merchant, Actor.user("nobody"), new HashMap<>());
    }

    private World(MerchantId merchant, Actor caller, Map<String, String> made) {
        this.merchant = merchant;
        this.caller = caller;
        this.made = made;
    }

    /** The same world, for a call by that person. */
    World calledBy(Actor person) {
        return new World(merchant, person, made);
    }

    /** Who is about to call; for what belongs to the one who works on it, such as a cart. */
    public Actor caller() {
        return caller;
    }

    public MerchantId merchant() {
        return merchant;
    }

    /** Something made once for this merchant, such as its item; as Wharf itself, who sees everything. */
    public String once(String name, Supplier<String> maker) {
        var known = made.get(name);
        if (known != null) return known;
        var fresh = fresh(maker);
        made.put(name, fresh);
        return fresh;
    }

    /** Something made for this very call. */
    public String fresh(Supplier<String> maker) {
        return Context.background("fixtures").call(maker::get);
    }

    /** A name nobody else has: lower-case letters and digits. */
    public String unique() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
