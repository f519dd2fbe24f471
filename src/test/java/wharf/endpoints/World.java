package wharf.endpoints;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import wharf.platform.Context;
import wharf.shared.MerchantId;

/** One merchant of the test and what fixtures have made for it. */
public final class World {
    private final MerchantId merchant;
    private final String caller;
    private final Map<String, String> made;

    World(MerchantId merchant) {
        this(merchant, "nobody", new HashMap<>());
    }

    private World(MerchantId merchant, String caller, Map<String, String> made) {
        this.merchant = merchant;
        this.caller = caller;
        this.made = made;
    }

    /** The same world, for a call by a person of that name. */
    World calledBy(String person) {
        return new World(merchant, person, made);
    }

    /** Who is about to call, as history names them; for what belongs to the one who works on it, such as a cart. */
    public String caller() {
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
