package wharf.restock;

import java.time.LocalDate;
import java.util.List;

/**
 * The forecast as it is kept for the chart.
 *
 * @param from first day of the first period
 * @param bucketDays days in a period
 * @param expected units a period
 * @param high units a period that are exceeded once in ten times
 */
record Outlook(LocalDate from, int bucketDays, List<Double> expected, List<Double> high) {}
