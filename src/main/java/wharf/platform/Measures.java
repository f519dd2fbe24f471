package wharf.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks every {@link Measure} now and then and offers the answers as gauges. What a scrape reads is at most so old; a scrape itself asks the
 * database nothing, so that nobody can load it by asking often.
 */
@Component
class Measures implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Measures.class);

    private final List<Measure> measures;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final Duration every;
    private @Nullable Thread thread;
    private volatile boolean running;

    /** @param every how often; zero for never */
    Measures(
            ObjectProvider<Measure> measures,
            MeterRegistry registry,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${wharf.metrics.every:15s}") Duration every) {
        this.measures = measures.orderedStream().toList();
        this.jdbc = jdbc;
        this.every = every;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        for (var measure : this.measures)
            gauges.put(
                    measure.name(),
                    MultiGauge.builder(measure.name())
                            .description(measure.description())
                            .register(registry));
    }

    /** Asks all of them now. One that fails keeps its last answer and does not hinder the others. */
    void refresh() {
        for (var measure : measures) {
            try {
                var rows = Context.background("metrics")
                        .call(() -> reading.execute(status ->
                                jdbc.sql(measure.query()).query(Measures::row).list()));
                var gauge = gauges.get(measure.name());
                if (gauge != null && rows != null) gauge.register(whole(measure, rows), true);
            } catch (RuntimeException fault) {
                LOG.warn("{} cannot be measured now", measure.name(), fault);
            }
        }
    }

    private record Told(Tags labels, double value) {}

    private static List<MultiGauge.Row<?>> whole(Measure measure, List<Told> told) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        var seen = new HashSet<Tag>();
        for (var one : told) {
            one.labels().forEach(seen::add);
            rows.add(MultiGauge.Row.of(one.labels(), one.value()));
        }
        for (var value : measure.values())
            if (!seen.contains(Tag.of(measure.label(), value)))
                rows.add(MultiGauge.Row.of(Tags.of(measure.label(), value), 0));
        return rows;
    }

    private static Told row(ResultSet row, int n) throws SQLException {
        var tags = new ArrayList<Tag>();
        var columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equals("value")) continue;
            tags.add(Tag.of(columns.getColumnLabel(i), String.valueOf(row.getString(i))));
        }
        return new Told(Tags.of(tags), row.getDouble("value"));
    }

    @Override
    public void start() {
        if (every.isZero()) return;
        running = true;
        thread = Thread.ofVirtual().name("measures").start(this::always);
    }

    private void always() {
        while (running) {
            refresh();
            try {
                Thread.sleep(every);
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
