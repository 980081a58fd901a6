package dev.diverge.testapps.bench;

import java.util.Arrays;
import java.util.Locale;

/** The middle and both ends of some measurements. */
public record Spread(double least, double median, double most) {

  /** A line of a Markdown table: both arms of a measurement, and the ratio of each round. */
  public static String row(String what, String format, double[] none, double[] idle) {
    return "| %s | %s | %s | %s |"
        .formatted(what, of(none).as(format), of(idle).as(format), ofRatios(idle, none).as("%.3f"));
  }

  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(sorted[0], median, sorted[n - 1]);
  }

  /** Of {@code values[i] / to[i]}: pairs that were measured one after the other. */
  static Spread ofRatios(double[] values, double[] to) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / to[i];
    }
    return of(ratios);
  }

  public String as(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + "–" + format + ")", median, least, most);
  }
}
