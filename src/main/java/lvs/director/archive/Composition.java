package lvs.director.archive;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import lvs.director.archive.Picture.Curve;
import lvs.director.archive.Picture.Figures;
import lvs.director.archive.Picture.Panel;
import lvs.director.archive.Picture.Shade;
import lvs.director.archive.Topic.Plot;
import lvs.director.archive.Topic.Style;
import lvs.director.archive.Topic.Trace;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.Archives.Series;
import lvs.director.port.Archives.Subject;
import lvs.director.port.Refusal;

/** Makes curves of what the archives say. */
final class Composition {
  /** Of a service with more real servers only the sum is read and drawn. */
  private static final int MOST_SERVERS_READ = 256;

  private static final int MOST_SERVERS_SHOWN = 12;
  private static final int MOST_SHADES = 500;
  private static final List<String> STATES = List.of("INIT", "BACKUP", "MASTER", "FAULT");

  private final ArchiveFolder folder;
  private final Drawing drawing;
  private final Archive archive;
  private final Colours colours;
  private final Series averages;
  private final Series peaks;

  private record Both(Series averages, Series peaks) {}

  /** One real server's share. */
  private record Share(int index, String name, double[] averages, Figures figures) {}

  Composition(ArchiveFolder folder, Drawing drawing, Archive archive, Colours colours)
      throws Refusal {
    this.folder = folder;
    this.drawing = drawing;
    this.archive = archive;
    this.colours = colours;
    Both both = read(archive.id());
    this.averages = both.averages;
    this.peaks = both.peaks;
  }

  private Both read(String id) throws Refusal {
    return folder.read(
        id,
        db ->
            new Both(
                read(new SeriesReader(db, Consolidation.AVERAGE)),
                read(new SeriesReader(db, Consolidation.MAX))));
  }

  private Series read(SeriesReader reader) {
    return reader.read(drawing.fromEpochSeconds(), drawing.toEpochSeconds(), drawing.widthPixels());
  }

  Picture picture(String title, Topic topic, Marks marks) throws Refusal {
    List<Panel> panels = new ArrayList<>();
    for (Plot plot : topic.plots()) {
      int height = Math.max(40, drawing.heightPixels() * plot.share() / 100);
      panels.add(new Panel(plot.unit(), height, curves(plot)));
    }
    return new Picture(
        title,
        drawing.fromEpochSeconds(),
        drawing.toEpochSeconds(),
        averages.startEpochSeconds(),
        averages.stepSeconds(),
        panels,
        marks,
        shades());
  }

  private List<Curve> curves(Plot plot) throws Refusal {
    List<Share> shares = plot.perServer().isEmpty() ? List.of() : shares(plot.perServer());
    return shares.isEmpty() ? traces(plot) : stacked(shares, plot.traces().getFirst());
  }

  private List<Curve> traces(Plot plot) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < plot.traces().size(); i++) {
      Trace trace = plot.traces().get(i);
      Color colour = colours.curve(i);
      double[] average = values(averages, trace.quantity());
      double[] peak = values(peaks, trace.quantity());
      if (trace.style() == Style.AREA) {
        curves.add(0, new Curve("", colours.pale(colour), Style.AREA, fitting(peak), Figures.NONE));
      }
      curves.add(
          new Curve(trace.words(), colour, trace.style(), average, Figures.of(average, peak)));
    }
    return curves;
  }

  /** Peaks of another resolution than the averages are not drawn behind them. */
  private double[] fitting(double[] peak) {
    return peaks.stepSeconds() == averages.stepSeconds()
            && peaks.startEpochSeconds() == averages.startEpochSeconds()
        ? peak
        : new double[0];
  }

  private static double[] values(Series series, String quantity) {
    int index = series.names().indexOf(quantity);
    return index < 0 ? new double[0] : series.values()[index];
  }

  /** Each area reaches from the ground up to the sum of its own share and those below it. */
  private List<Curve> stacked(List<Share> shares, Trace total) {
    List<Share> shown = shown(shares);
    double[] sum = new double[averages.values()[0].length];
    Arrays.fill(sum, Double.NaN);
    List<Curve> curves = new ArrayList<>();
    for (Share share : shown) {
      sum = sum(sum, share.averages());
      Color colour = share.index() < 0 ? colours.rest() : colours.server(share.index());
      curves.addFirst(new Curve(share.name(), colour, Style.AREA, sum, share.figures()));
    }
    double[] all = values(averages, total.quantity());
    Figures figures = Figures.of(all, values(peaks, total.quantity()));
    curves.add(new Curve("all, " + total.words(), colours.text(), Style.THIN_LINE, all, figures));
    return curves;
  }

  private List<Share> shares(String quantity) throws Refusal {
    List<Archive> servers =
        folder.list().stream()
            .filter(each -> each.subject() == Subject.SERVER)
            .filter(each -> each.owner().equals(archive.owner()))
            .toList();
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < servers.size() && servers.size() <= MOST_SERVERS_READ; i++) {
      Both both = read(servers.get(i).id());
      double[] values = values(both.averages, quantity);
      Figures figures = Figures.of(values, values(both.peaks, quantity));
      if (Double.isFinite(figures.greatest()) || servers.get(i).live()) {
        String name = SubjectWords.endpoint(servers.get(i).server());
        int index = servers.size() <= MOST_SERVERS_SHOWN ? i : shares.size();
        shares.add(new Share(index, name, same(both.averages, values), figures));
      }
    }
    return shares;
  }

  /** A file of another step has other intervals; its values are taken at ours. */
  private double[] same(Series theirs, double[] values) {
    if (theirs.stepSeconds() == averages.stepSeconds()
        && theirs.startEpochSeconds() == averages.startEpochSeconds()) {
      return values;
    }
    double[] taken = new double[averages.values()[0].length];
    for (int i = 0; i < taken.length; i++) {
      long at = averages.startEpochSeconds() + i * averages.stepSeconds();
      long index = Math.ceilDiv(at - theirs.startEpochSeconds(), theirs.stepSeconds());
      taken[i] = index < 0 || index >= values.length ? Double.NaN : values[(int) index];
    }
    return taken;
  }

  /** The largest in the order of their names, and the sum of the rest. */
  private List<Share> shown(List<Share> shares) {
    if (shares.size() <= MOST_SERVERS_SHOWN) {
      return shares;
    }
    List<Share> bySize = new ArrayList<>(shares);
    bySize.sort(Comparator.comparingDouble(Composition::size).reversed());
    List<Share> shown = new ArrayList<>(bySize.subList(0, MOST_SERVERS_SHOWN));
    shown.sort(Comparator.comparingInt(Share::index));
    List<Share> result = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Share share = shown.get(i);
      result.add(new Share(i, share.name(), share.averages(), share.figures()));
    }
    result.addFirst(rest(bySize.subList(MOST_SERVERS_SHOWN, bySize.size())));
    return result;
  }

  private static double size(Share share) {
    double average = share.figures().average();
    return Double.isFinite(average) ? average : -1;
  }

  private Share rest(List<Share> rest) {
    double[] sum = new double[averages.values()[0].length];
    Arrays.fill(sum, Double.NaN);
    for (Share share : rest) {
      sum = sum(sum, share.averages());
    }
    return new Share(-1, rest.size() + " others", sum, Figures.of(sum, sum));
  }

  /** What is unknown adds nothing. */
  private static double[] sum(double[] left, double[] right) {
    double[] sum = left.clone();
    for (int i = 0; i < sum.length && i < right.length; i++) {
      if (Double.isFinite(right[i])) {
        sum[i] = Double.isFinite(left[i]) ? left[i] + right[i] : right[i];
      }
    }
    return sum;
  }

  /** Times in which the object was down, or in which state the virtual router was. */
  private List<Shade> shades() {
    boolean router = archive.subject() == Subject.ROUTER;
    double[] values = values(averages, router ? "state" : "up");
    List<Shade> shades = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= values.length && shades.size() < MOST_SHADES; i++) {
      if (i == values.length || !words(router, values[i]).equals(words(router, values[begin]))) {
        shade(shades, router, values[begin], begin, i);
        begin = i;
      }
    }
    return shades;
  }

  private void shade(List<Shade> shades, boolean router, double value, int begin, int end) {
    String words = words(router, value);
    if (!words.isEmpty()) {
      Color colour = router ? colours.states().get((int) Math.rint(value)) : colours.down();
      shades.add(new Shade(beginOf(begin), beginOf(end), colour, words));
    }
  }

  /** Empty for no colour: known to be up, unknown, or in several states within one interval. */
  private static String words(boolean router, double value) {
    if (!router) {
      return value < 0.5 ? "down" : "";
    }
    int state = (int) Math.rint(value);
    boolean one = Math.abs(value - state) < 1e-6 && state >= 0 && state < STATES.size();
    return one ? STATES.get(state) : "";
  }

  private long beginOf(int index) {
    return averages.startEpochSeconds() + (index - 1) * averages.stepSeconds();
  }
}
