package lvs.director.archive;

import java.awt.Color;
import java.util.List;
import lvs.director.archive.Topic.Style;
import lvs.director.archive.Topic.Unit;

/**
 * Everything that a picture shows, in numbers.
 *
 * @param from begin, seconds since 1970
 * @param firstEnd end of the first interval of all curves
 * @param stepSeconds length of an interval
 * @param shades times in which the object was in a certain state
 */
record Picture(
    String title,
    long from,
    long to,
    long firstEnd,
    long stepSeconds,
    List<Panel> panels,
    Marks marks,
    List<Shade> shades) {

  /** One pair of axes; later curves cover earlier ones. */
  record Panel(Unit unit, int heightPixels, List<Curve> curves) {
    double greatest() {
      double greatest = Double.NaN;
      for (Curve curve : curves) {
        for (double value : curve.values()) {
          greatest = Double.isFinite(value) && !(value <= greatest) ? value : greatest;
        }
      }
      return greatest;
    }
  }

  /**
   * @param words in the legend; empty for none
   * @param values where the line or the edge of the area is
   * @param figures what the legend says
   */
  record Curve(String words, Color colour, Style style, double[] values, Figures figures) {}

  /**
   * A time that is coloured.
   *
   * @param words what the colour means
   */
  record Shade(long from, long to, Color colour, String words) {}

  /** Now, on average and at most; not a number where nothing is known. */
  record Figures(double current, double average, double greatest) {
    static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN);

    /**
     * @param peaks the greatest value of each interval
     */
    static Figures of(double[] averages, double[] peaks) {
      double current = Double.NaN;
      double sum = 0;
      int known = 0;
      for (double value : averages) {
        if (Double.isFinite(value)) {
          current = value;
          sum += value;
          known++;
        }
      }
      double greatest = Double.NaN;
      for (double value : peaks) {
        greatest = Double.isFinite(value) && !(value <= greatest) ? value : greatest;
      }
      return new Figures(current, known == 0 ? Double.NaN : sum / known, greatest);
    }
  }
}
