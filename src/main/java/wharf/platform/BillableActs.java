package wharf.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records every billable act once, in the transaction that did it. */
@Component
public class BillableActs {
    private static final String RECORD = """
            insert into billable_act (occurred_at, merchant_id, warehouse_id, kind, quantity, unit, root, cause, amount_minor, currency)
            select *
            from unnest(:at, :merchants, :warehouses, :kinds, :quantities, :units, :roots, :causes, :amounts, :currencies)
              as a (occurred_at, merchant_id, warehouse_id, kind, quantity, unit, root, cause, amount_minor, currency)
            where a.merchant_id not in (select training_merchants())
            on conflict (kind, cause) do nothing
            """;

    private final JdbcClient jdbc;

    BillableActs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records those acts whose cause is new; returns how many were. Nobody pays for practice: a training merchant's are passed over. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int record(List<BillableAct> acts) {
        if (acts.isEmpty()) return 0;
        return jdbc.sql(RECORD)
                .param(
                        "at",
                        Sql.instants(acts.stream().map(BillableAct::occurredAt).toList()))
                .param(
                        "merchants",
                        Sql.ids(acts.stream().map(BillableAct::merchant).toList()))
                .param(
                        "warehouses",
                        Sql.uuids(acts.stream().map(BillableAct::warehouse).toList()))
                .param(
                        "kinds",
                        Sql.texts(acts.stream().map(act -> act.kind().name()).toList()))
                .param(
                        "quantities",
                        Sql.longs(acts.stream().map(BillableAct::quantity).toList()))
                .param("units", Sql.texts(acts.stream().map(BillableAct::unit).toList()))
                .param("roots", Sql.uuids(acts.stream().map(BillableAct::root).toList()))
                .param("causes", Sql.texts(acts.stream().map(BillableAct::cause).toList()))
                .param(
                        "amounts",
                        Sql.longs(acts.stream().map(BillableActs::minor).toList()))
                .param(
                        "currencies",
                        Sql.texts(acts.stream().map(BillableActs::currency).toList()))
                .update();
    }

    private static @Nullable Long minor(BillableAct act) {
        return act.amount() == null ? null : act.amount().minor();
    }

    private static @Nullable String currency(BillableAct act) {
        return act.amount() == null ? null : act.amount().currency();
    }
}
