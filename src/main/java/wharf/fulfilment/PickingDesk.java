package wharf.fulfilment;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.ItemInstruction;
import wharf.order.Instructions;
import wharf.picking.PickInstruction;
import wharf.picking.PickInstructions;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;

/** Tells picking what it must know of orders. */
@Component
class PickingDesk implements PickInstructions {
    private static final String STAGE = "PICK";

    private final Fulfilments fulfilments;
    private final Instructions instructions;

    PickingDesk(Fulfilments fulfilments, Instructions instructions) {
        this.fulfilments = fulfilments;
        this.instructions = instructions;
    }

    @Override
    @Transactional(readOnly = true)
    public List<PickInstruction> forPicking(Collection<FulfilmentId> ids) {
        var inside = new HashMap<OrderId, List<FulfilmentId>>();
        fulfilments.orders(ids).forEach((id, order) -> inside.merge(order, List.of(id), PickingDesk::both));
        return instructions.of(inside.keySet()).stream()
                .filter(each -> each.stage().equals(STAGE))
                .flatMap(each -> inside.getOrDefault(new OrderId(each.orderId()), List.of()).stream()
                        .map(fulfilment -> forPicker(each, fulfilment)))
                .toList();
    }

    private static List<FulfilmentId> both(List<FulfilmentId> some, List<FulfilmentId> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static PickInstruction forPicker(Instructions.Instruction each, FulfilmentId fulfilment) {
        return new PickInstruction(
                each.id(),
                fulfilment,
                each.lineNo(),
                ItemInstruction.Type.valueOf(each.type()),
                each.text(),
                each.acknowledgedBy() != null);
    }

    @Override
    @Transactional
    public void acknowledge(FulfilmentId fulfilment, UUID instruction) {
        instructions.acknowledge(instruction);
    }
}
