package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import wharf.platform.Named.Piece;
import wharf.platform.Naming.Thing;

class NamedTest {
    private static final UUID ORDER = UUID.fromString("01934f6e-0000-7000-8000-000000000001");
    private static final UUID MERCHANT = UUID.fromString("01934f6e-0000-7000-8000-000000000002");
    private static final UUID NOBODYS = UUID.fromString("01934f6e-0000-7000-8000-000000000003");

    private final Named named = Named.of(
            List.of(new Thing(ORDER, "order 1042", "/orders/" + ORDER), new Thing(MERCHANT, "merchant Pine", null)));

    @Test
    void idsInATextAreSaidAsNamesWhereverTheyStand() {
        assertThat(named.say("capture:" + ORDER + ":1 of " + MERCHANT + " and " + ORDER))
                .isEqualTo("capture:order 1042:1 of merchant Pine and order 1042");
    }

    @Test
    void anIdThatNobodyKnowsStays() {
        assertThat(named.say("work of " + NOBODYS)).isEqualTo("work of " + NOBODYS);
        var lettered = "a" + NOBODYS.toString().substring(1);
        assertThat(named.sentence(lettered)).containsExactly(new Piece(lettered, null, null));
        assertThat(named.name(NOBODYS)).isEqualTo(NOBODYS.toString());
    }

    @Test
    void whatOnlyLooksLikeAnIdIsNone() {
        var longer = "0" + ORDER;
        assertThat(Named.ids(List.of(longer, ORDER + "0", "", "1042"))).isEmpty();
        assertThat(named.say(longer)).isEqualTo(longer);
    }

    @Test
    void aTextFallsIntoWordsAndThingsWithTheirPages() {
        assertThat(named.sentence(ORDER + " line 2"))
                .containsExactly(new Piece("Order 1042", ORDER, "/orders/" + ORDER), new Piece(" line 2", null, null));
        assertThat(named.sentence("late since " + ORDER))
                .first()
                .extracting(Piece::text)
                .isEqualTo("Late since ");
        assertThat(named.pieces("")).isEmpty();
        assertThat(named.sentence("")).isEmpty();
    }

    @Test
    void theThingsOfATextComeInItsOrderAndOnce() {
        assertThat(named.in(MERCHANT + " " + ORDER + " " + MERCHANT + " " + NOBODYS))
                .extracting(Thing::id)
                .containsExactly(MERCHANT, ORDER);
    }
}
