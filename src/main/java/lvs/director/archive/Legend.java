package lvs.director.archive;

import lvs.director.archive.Picture.Figures;
import lvs.director.archive.Topic.Unit;

/**
 * The rows below a plot: what a colour means, its value now, on average and at most. In one column,
 * or in two where there are many rows and room for them.
 */
final class Legend {
  /** Of rrd4j's font, 10 points, of which all letters are as wide. */
  private static final double LETTER_PIXELS = 6.03;

  private static final double BOX_PIXELS = 16;
  private static final double BETWEEN_PIXELS = 13;

  /** What the axis and its label add to the plot's width, less the margins. */
  private static final int BESIDE_PLOT_PIXELS = 52;

  private static final int FIGURE_LETTERS = 11;
  private static final int FEWEST_LETTERS = 12;
  private static final int MOST_LETTERS = 30;
  private static final int ROWS_OF_ONE_COLUMN = 4;

  private final int columns;
  private final int words;
  private final int figures;

  Legend(int plotWidthPixels, int rows) {
    double all = plotWidthPixels + BESIDE_PLOT_PIXELS;
    boolean two =
        rows > ROWS_OF_ONE_COLUMN
            && letters((all - BETWEEN_PIXELS) / 2) >= FEWEST_LETTERS + 3 * FIGURE_LETTERS;
    this.columns = two ? 2 : 1;
    int room = letters(two ? (all - BETWEEN_PIXELS) / 2 : all);
    this.figures = room >= FEWEST_LETTERS + 3 * FIGURE_LETTERS ? 3 : 1;
    this.words = Math.clamp(room - figures * FIGURE_LETTERS, 4, MOST_LETTERS);
  }

  private static int letters(double pixels) {
    return (int) ((pixels - BOX_PIXELS) / LETTER_PIXELS);
  }

  /** The names of the figures, as wide as a row. */
  String head() {
    String column =
        " ".repeat(words) + cell("now") + (figures == 3 ? cell("average") + cell("max") : "");
    // Where a row has its box, the head has blanks.
    String one = "  " + column;
    return columns == 2 ? one + " ".repeat(5) + column + "\\l" : one + "\\l";
  }

  /**
   * @param index of the row, from 0
   */
  String row(String name, Figures values, Unit unit, int index, boolean last) {
    StringBuilder row = new StringBuilder(cut(name));
    row.repeat(' ', Math.max(0, words - row.length()));
    row.append(cell(Scale.print(values.current(), unit)));
    if (figures == 3) {
      row.append(cell(Scale.print(values.average(), unit)));
      row.append(cell(Scale.print(values.greatest(), unit)));
    }
    boolean ends = last || index % columns == columns - 1;
    return row.append(ends ? "\\l" : "").toString();
  }

  private String cut(String name) {
    return name.length() <= words ? name : name.substring(0, words - 1) + "…";
  }

  private static String cell(String text) {
    return " ".repeat(Math.max(1, FIGURE_LETTERS - text.length())) + text;
  }
}
