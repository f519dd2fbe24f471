package wharf.demo;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.packing.CartonTypes;
import wharf.packing.NewCartonType;
import wharf.packing.carton.Carton;

/**
 * What the demo's operator keeps for tents, poles and packs. In the largest box of the suite they cost several times as much: carriers charge 90
 * pounds and a fee for more than ten cubic feet.
 */
@Component
class LongCarton {
    static final String CODE = "BOX-LONG";

    private final CartonTypes cartons;

    LongCarton(CartonTypes cartons) {
        this.cartons = cartons;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keep() {
        cartons.put(List.of(type()));
    }

    static NewCartonType type() {
        return new NewCartonType(
                CODE, "Long box", Carton.Kind.BOX, 740, 370, 240, 748, 378, 248, 720, 30_000, 165, "USD");
    }
}
