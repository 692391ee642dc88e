package lvs.director.archive;

import java.util.Locale;
import lvs.director.archive.Topic.Unit;

/** Numbers with prefixes, and axes that end at round ones. */
final class Scale {
  private static final String[] SMALL = {"", "m", "µ", "n"};
  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};
  private static final double FEWEST_PIXELS = 24;

  private Scale() {}

  /** An axis from zero. */
  record Axis(double step, double top) {}

  /**
   * @param greatest value to show; not a number where nothing is known
   */
  static Axis axis(double greatest, Unit unit, int heightPixels) {
    double top = Double.isFinite(greatest) && greatest > 0 ? greatest : 1;
    double least = top / Math.max(2, heightPixels / FEWEST_PIXELS);
    double step = Math.max(round(least, unit), unit.isWhole() ? 1 : 0);
    return new Axis(step, Math.ceil(top * 1.001 / step) * step);
  }

  /** The least of 1, 2, 5, 10 … times a power of the base that is not less. */
  private static double round(double least, Unit unit) {
    double power = unit.isBinary() ? Math.pow(1024, Math.floor(log(least, 1024))) : 1;
    double decimal = power * Math.pow(10, Math.floor(Math.log10(least / power)));
    for (double each : ROUND) {
      boolean fits = !unit.isWhole() || each * decimal == Math.rint(each * decimal);
      if (fits && each * decimal >= least * 0.999_999) {
        return each * decimal;
      }
    }
    return 10 * decimal;
  }

  private static double log(double value, double base) {
    return Math.log(value) / Math.log(base);
  }

  /**
   * {@code 12.3 MB/s}, {@code 118 MiB}, {@code 3.20 ms}, {@code 17}; a dash for what is unknown.
   */
  static String print(double value, Unit unit) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (unit == Unit.SECONDS && Math.abs(value) < 0.9995 && value != 0) {
      return small(value);
    }
    double base = unit.isBinary() ? 1024 : 1000;
    int power = 0;
    double scaled = value;
    while (Math.abs(scaled) >= base * 0.9995 && power < LARGE.length - 1) {
      scaled /= base;
      power++;
    }
    String suffix = (unit.isBinary() ? BINARY : LARGE)[power] + suffix(unit);
    String number = digits(scaled, unit.isWhole() && power == 0);
    return suffix.isEmpty() ? number : number + " " + suffix;
  }

  /** Only times are usual in thousandths. */
  private static String small(double seconds) {
    int power = 0;
    double scaled = seconds;
    while (Math.abs(scaled) < 0.9995 && power < SMALL.length - 1) {
      scaled *= 1000;
      power++;
    }
    return digits(scaled, false) + " " + SMALL[power] + "s";
  }

  private static String suffix(Unit unit) {
    return switch (unit) {
      case BYTES_PER_SECOND -> "B/s";
      case BYTES -> "B";
      case SECONDS -> "s";
      case CONNECTIONS_PER_SECOND, PACKETS_PER_SECOND, ADVERTISEMENTS_PER_SECOND -> "/s";
      default -> "";
    };
  }

  /** Three digits, and of counted things no fraction that is none. */
  private static String digits(double value, boolean whole) {
    if (whole && Math.abs(value - Math.rint(value)) < 0.005 || value == 0) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
