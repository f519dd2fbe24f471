package wharf.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** An order as {@code POST /api/v1/orders} takes it: whoever maps another format to one may park what was made of it. */
@Component
class OrderForm implements ParkedForm {
    private final MessageText texts;
    private final OrderIntake intake;
    private final MerchantDirectory merchants;

    OrderForm(MessageText texts, OrderIntake intake, MerchantDirectory merchants) {
        this.texts = texts;
        this.intake = intake;
        this.merchants = merchants;
    }

    @Override
    public String name() {
        return ParkedMessages.ORDER_FORM;
    }

    @Override
    public String draft(JsonNode raw) {
        try {
            return texts.write(texts.read(raw.toString(), NewOrder.class));
        } catch (Refusal unreadable) {
            return texts.write(raw);
        }
    }

    @Override
    public Taking take(About about, String text) {
        NewOrder order;
        try {
            order = texts.read(text, NewOrder.class);
        } catch (Refusal unreadable) {
            return new Taking.Wrong(unreadable.problems());
        }
        var strange = strange(about, order);
        if (!strange.isEmpty()) return new Taking.Wrong(strange);
        return switch (intake.take(List.of(of(about, order))).getFirst()) {
            case IntakeResult.Accepted accepted -> new Taking.Taken(accepted.id());
            case IntakeResult.Replayed known -> new Taking.Taken(known.id());
            case IntakeResult.Revising known -> new Taking.Taken(known.id());
            case IntakeResult.Refused refused ->
                refused.reason().passes()
                        ? new Taking.Unknown(refused.problems())
                        : new Taking.Wrong(refused.problems());
        };
    }

    private List<Problem> strange(About about, NewOrder order) {
        var problems = new ArrayList<Problem>();
        if (order.merchant() != null
                && merchants
                        .find(order.merchant())
                        .filter(merchant -> merchant.id().equals(about.merchant()))
                        .isEmpty())
            problems.add(other("merchant", order.merchant(), about.merchant().toString()));
        if (!about.channel().equals(order.channel())) problems.add(other("channel", order.channel(), about.channel()));
        if (about.externalId() != null && !about.externalId().equals(order.externalId()))
            problems.add(other("externalId", order.externalId(), about.externalId()));
        return problems;
    }

    private static Problem other(String field, @Nullable String value, String own) {
        return Problem.of(
                "about-another",
                field,
                value,
                "This message is about " + own + "; write that again, and mend the rest.");
    }

    private static NewOrder of(About about, NewOrder order) {
        return Objects.equals(order.merchant(), about.merchant().toString())
                ? order
                : order.soldBy(about.merchant().toString());
    }
}
