package lvs.director.archive;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import lvs.director.archive.Picture.Curve;
import lvs.director.archive.Picture.Panel;
import lvs.director.archive.Picture.Shade;
import lvs.director.archive.Topic.Unit;
import org.rrd4j.graph.ElementsNames;
import org.rrd4j.graph.RrdGraph;
import org.rrd4j.graph.RrdGraphConstants;
import org.rrd4j.graph.RrdGraphDef;

/**
 * Paints a picture with rrd4j, one graph a panel, and puts them below each other. Loads AWT: nobody
 * touches this class who only records.
 */
final class Painter {
  private static final int UNIT_LETTERS = 7;
  private static final int BESIDE_PLOT_PIXELS = 60;
  private static final double TITLE_LETTER_PIXELS = 7.25;

  private static final String CLOCK = "HH:mm";
  private static final String CLOCK_WITH_SECONDS = "HH:mm:ss";
  private static final BasicStroke DASHES =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 2}, 0);

  static {
    // The director has no screen, and AWT must not look for one.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ImageIO.setUseCache(false);
  }

  private final Picture picture;
  private final Colours colours;
  private final int width;
  private final TimeZone zone;

  Painter(Picture picture, Colours colours, int widthPixels, TimeZone zone) {
    this.picture = picture;
    this.colours = colours;
    this.width = widthPixels;
    this.zone = zone;
  }

  byte[] png() throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    for (Panel panel : picture.panels()) {
      images.add(image(panel, panel == picture.panels().getFirst()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(below(images), "png", out);
    return out.toByteArray();
  }

  private BufferedImage below(List<BufferedImage> images) {
    int height = images.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage all =
        new BufferedImage(images.getFirst().getWidth(), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = all.createGraphics();
    int y = 0;
    for (BufferedImage image : images) {
      pen.drawImage(image, 0, y, null);
      y += image.getHeight();
    }
    pen.dispose();
    return all;
  }

  private BufferedImage image(Panel panel, boolean first) throws IOException {
    RrdGraphDef graph = new RrdGraphDef(picture.from(), picture.to());
    frame(graph, panel, first);
    axis(graph, panel);
    curves(graph, panel);
    boolean last = panel == picture.panels().getLast();
    shades(graph, last);
    marks(graph, last);
    graph.comment("\\l");
    byte[] png = new RrdGraph(graph).getRrdGraphInfo().getBytes();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private void frame(RrdGraphDef graph, Panel panel, boolean first) {
    graph.setFilename(RrdGraphConstants.IN_MEMORY_IMAGE);
    graph.setImageFormat("png");
    graph.setWidth(width);
    graph.setHeight(panel.heightPixels());
    if (first) {
      graph.setTitle(fitting(picture.title()));
    }
    graph.setVerticalLabel(panel.unit().label);
    graph.setUnitsLength(UNIT_LETTERS);
    graph.setShowSignature(false);
    graph.setAntiAliasing(true);
    graph.setTextAntiAliasing(true);
    graph.setLocale(Locale.ENGLISH);
    graph.setTimeZone(zone);
    graph.setFirstDayOfWeek(Calendar.MONDAY);
    shortTimes(graph);
    colour(graph);
  }

  /** For minutes rrd4j has no labels of its own. */
  private void shortTimes(RrdGraphDef graph) {
    double secondsEach = (double) (picture.to() - picture.from()) / width;
    if (secondsEach < 0.4) {
      graph.setTimeAxis(
          Calendar.SECOND, 10, Calendar.SECOND, 30, Calendar.SECOND, 30, 0, CLOCK_WITH_SECONDS);
    } else if (secondsEach < 1.5) {
      graph.setTimeAxis(Calendar.SECOND, 30, Calendar.MINUTE, 2, Calendar.MINUTE, 2, 0, CLOCK);
    }
  }

  private String fitting(String title) {
    int letters = (int) ((width + BESIDE_PLOT_PIXELS) / TITLE_LETTER_PIXELS);
    return title.length() <= letters ? title : title.substring(0, letters - 1) + "…";
  }

  private void colour(RrdGraphDef graph) {
    graph.setColor(ElementsNames.back, colours.ground());
    graph.setColor(ElementsNames.shadea, colours.ground());
    graph.setColor(ElementsNames.shadeb, colours.ground());
    graph.setColor(ElementsNames.canvas, colours.plot());
    graph.setColor(ElementsNames.grid, colours.grid());
    graph.setColor(ElementsNames.mgrid, colours.strongGrid());
    graph.setColor(ElementsNames.font, colours.text());
    graph.setColor(ElementsNames.frame, colours.ground());
    graph.setColor(ElementsNames.arrow, RrdGraphConstants.BLIND_COLOR);
    graph.setColor(ElementsNames.xaxis, colours.strongGrid());
    graph.setColor(ElementsNames.yaxis, colours.strongGrid());
  }

  private static void axis(RrdGraphDef graph, Panel panel) {
    Scale.Axis axis = Scale.axis(panel.greatest(), panel.unit(), panel.heightPixels());
    graph.setBase(panel.unit().isBinary() ? 1024 : 1000);
    graph.setMinValue(0);
    graph.setMaxValue(axis.top());
    graph.setRigid(true);
    graph.setValueAxis(axis.step(), 1);
    if (axis.top() < 1 && panel.unit() != Unit.SECONDS) {
      graph.setUnitsExponent(0);
    }
  }

  private void shades(RrdGraphDef graph, boolean last) {
    Set<String> explained = new HashSet<>();
    for (Shade shade : picture.shades()) {
      String words = last && explained.add(shade.words()) ? shade.words() : null;
      graph.vspan(shade.from(), shade.to(), shade.colour(), words);
    }
  }

  private void curves(RrdGraphDef graph, Panel panel) {
    int rows = (int) panel.curves().stream().filter(each -> !each.words().isEmpty()).count();
    Legend legend = new Legend(width, rows);
    graph.comment(legend.head());
    int row = 0;
    for (int i = 0; i < panel.curves().size(); i++) {
      Curve curve = panel.curves().get(i);
      String text = null;
      if (!curve.words().isEmpty()) {
        text = legend.row(curve.words(), curve.figures(), panel.unit(), row, row == rows - 1);
        row++;
      }
      curve(graph, "curve" + i, curve, text);
    }
  }

  private void curve(RrdGraphDef graph, String name, Curve curve, String legend) {
    graph.datasource(name, at -> value(curve.values(), at));
    switch (curve.style()) {
      case AREA -> graph.area(name, curve.colour(), legend);
      case LINE -> graph.line(name, curve.colour(), legend, 1.6f);
      case THIN_LINE -> graph.line(name, curve.colour(), legend, 1f);
    }
  }

  /** Of the interval that a time is in; its end belongs to it. */
  private double value(double[] values, long at) {
    long index = Math.ceilDiv(at - picture.firstEnd(), picture.stepSeconds());
    return index < 0 || index >= values.length ? Double.NaN : values[(int) index];
  }

  private void marks(RrdGraphDef graph, boolean last) {
    Set<Marks.Kind> explained =
        last ? EnumSet.noneOf(Marks.Kind.class) : EnumSet.allOf(Marks.Kind.class);
    for (Marks.Mark mark : picture.marks().marks()) {
      String words =
          explained.add(mark.kind())
              ? mark.kind().words + " (" + picture.marks().count(mark.kind()) + ")"
              : null;
      graph.vrule(mark.epochSeconds(), colour(mark.kind()), words, DASHES);
    }
  }

  private Color colour(Marks.Kind kind) {
    return switch (kind) {
      case FAULT, LOST -> colours.error();
      case FAILOVER -> colours.warning();
      case BACK -> colours.info();
      case START -> colours.rest();
    };
  }
}
