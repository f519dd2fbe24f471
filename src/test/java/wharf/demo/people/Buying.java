package wharf.demo.people;

import java.util.List;
import wharf.demo.DemoBuyer;

/** Somebody's browser at the hosted checkout, for tests of other packages. */
public final class Buying {
    private Buying() {}

    /** Buys what is in a cart with a card that works, to a home in Phoenix. @return whether it became an order */
    public static boolean buy(int port, String checkout) {
        var phoenix = DemoBuyer.all().stream()
                .filter(one -> "AZ".equals(one.region()))
                .findFirst()
                .orElseThrow();
        return new HostedCheckout("http://127.0.0.1:" + port, () -> {}).buy(checkout, phoenix, List.of("tok_ok"), false)
                == HostedCheckout.End.ORDERED;
    }
}
