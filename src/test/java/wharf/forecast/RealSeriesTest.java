package wharf.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sales of car parts (R. J. Hyndman's expsmooth): slow, intermittent, more than a thousand series of 51 months. */
class RealSeriesTest {
    private static final Path FILE =
            Path.of(System.getProperty("wharf.shared.data", "../shared/data"), "demand_series", "carparts_monthly.csv");
    private static final int HORIZON = 6;

    @Test
    @Tag("slow")
    void slowPartsAreForecastBetterThanByAnySimpleMethod() throws IOException {
        assumeTrue(Files.exists(FILE), () -> "skipped: " + FILE + " is not here");
        var series = complete();
        var known =
                series.stream().map(s -> Arrays.copyOf(s, s.length - HORIZON)).toList();

        double ours = error(
                series,
                Forecaster.standard(12).forecast(known, HORIZON).stream()
                        .map(Forecast::demand)
                        .toList());

        assertThat(ours).isLessThan(0.725);
        for (var simple : List.of(
                SimpleMethods.naive(),
                SimpleMethods.seasonalNaive(12),
                SimpleMethods.ses(),
                IntermittentMethods.croston(),
                IntermittentMethods.sba(),
                IntermittentMethods.tsb()))
            assertThat(ours)
                    .as(simple.name())
                    .isLessThan(error(
                            series,
                            known.stream().map(s -> simple.forecast(s, HORIZON)).toList()));
    }

    private static double error(List<double[]> series, List<double[]> forecasts) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            double squares = 0;
            for (int h = 0; h < HORIZON; h++)
                squares += Math.pow(
                        series.get(i)[series.get(i).length - HORIZON + h]
                                - forecasts.get(i)[h],
                        2);
            sum += Math.sqrt(squares / HORIZON);
        }
        return sum / series.size();
    }

    private static List<double[]> complete() throws IOException {
        var rows = Files.readAllLines(FILE).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        var series = new ArrayList<double[]>();
        for (int c = 1; c < rows.getFirst().length; c++) {
            int column = c;
            if (rows.stream().anyMatch(row -> row[column].equals("NA"))) continue;
            series.add(rows.stream()
                    .mapToDouble(row -> Double.parseDouble(row[column]))
                    .toArray());
        }
        return series;
    }
}
