package lvs.director.archive;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lvs.director.port.Refusal;

/**
 * Reads what {@code rrdtool dump} printed, of version 0001 to 0005. Nothing that a text can ask for
 * is fetched or expanded, and its size is bounded.
 */
final class DumpReader {
  private static final int LONGEST_TEXT = 128 << 20;
  private static final int MOST_SOURCES = 100;
  private static final int MOST_RESOLUTIONS = 100;
  private static final int MOST_VALUES = 8_000_000;
  private static final long LARGEST = 1L << 40;
  private static final Set<String> VERSIONS = Set.of("0001", "0002", "0003", "0004", "0005");

  private final XMLStreamReader xml;
  private final List<String> sources = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private long step;
  private long lastUpdate;
  private int values;

  /** Rows as they are read; their times are known at the end. */
  private static final class Draft {
    private String consolidation = "";
    private long steps;
    private final List<double[]> rows = new ArrayList<>();
  }

  private DumpReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /**
   * @throws Refusal saying what is wrong, and where
   */
  static Dump read(String text) throws Refusal {
    if (text.startsWith("RRD\0")) {
      throw new Refusal("this is a binary file of rrdtool: give what 'rrdtool dump FILE' prints");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal("the text is longer than " + LONGEST_TEXT + " characters");
    }
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
      try {
        return new DumpReader(xml).dump();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException broken) {
      // The JDK's reader has exceptions of its own for some broken texts.
      throw new Refusal("this is no XML of 'rrdtool dump': " + oneLine(broken.getMessage()));
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static String oneLine(String message) {
    return message == null ? "" : message.replace('\n', ' ').replace('\r', ' ');
  }

  private Dump dump() throws XMLStreamException, Refusal {
    if (!nextElement() || !xml.getLocalName().equals("rrd")) {
      throw wrong("its first element is not <rrd>");
    }
    while (nextElement()) {
      switch (xml.getLocalName()) {
        case "version" -> version(text());
        case "step" -> step = whole();
        case "lastupdate" -> lastUpdate = whole();
        case "ds" -> source();
        case "rra" -> resolution();
        default -> skip();
      }
    }
    return finished();
  }

  private void version(String version) throws Refusal {
    if (!VERSIONS.contains(version)) {
      throw wrong("version '" + version + "' of the dump is not known");
    }
  }

  /** The next child of the element under way; false at its end. */
  private boolean nextElement() throws XMLStreamException, Refusal {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw wrong("it refers to an entity");
        default -> {
          // Blanks and comments.
        }
      }
    }
    return false;
  }

  private void skip() throws XMLStreamException, Refusal {
    int depth = 1;
    while (depth > 0) {
      depth += nextElement() ? 1 : -1;
    }
  }

  private String text() throws XMLStreamException {
    return xml.getElementText().strip();
  }

  private long whole() throws XMLStreamException, Refusal {
    String text = text();
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= LARGEST) {
        return value;
      }
    } catch (NumberFormatException other) {
      // Said below, as for a number out of range.
    }
    throw wrong("'" + text + "' is no number in its range");
  }

  private void source() throws XMLStreamException, Refusal {
    String name = "";
    while (nextElement()) {
      if (xml.getLocalName().equals("name")) {
        name = text();
      } else {
        skip();
      }
    }
    sources.add(name);
    if (sources.size() > MOST_SOURCES) {
      throw wrong("it has more than " + MOST_SOURCES + " data sources");
    }
  }

  private void resolution() throws XMLStreamException, Refusal {
    Draft draft = new Draft();
    while (nextElement()) {
      switch (xml.getLocalName()) {
        case "cf" -> draft.consolidation = text();
        case "pdp_per_row" -> draft.steps = whole();
        case "database" -> database(draft);
        default -> skip();
      }
    }
    drafts.add(draft);
    if (drafts.size() > MOST_RESOLUTIONS) {
      throw wrong("it has more than " + MOST_RESOLUTIONS + " archives");
    }
  }

  private void database(Draft draft) throws XMLStreamException, Refusal {
    while (nextElement()) {
      double[] row = new double[sources.size()];
      int column = 0;
      while (nextElement()) {
        if (column == row.length) {
          throw wrong("a row has more values than there are data sources");
        }
        row[column++] = value(text());
      }
      if (column < row.length) {
        throw wrong("a row has fewer values than there are data sources");
      }
      draft.rows.add(row);
      values += row.length + 1;
      if (values > MOST_VALUES) {
        throw wrong("it has more than " + MOST_VALUES + " values");
      }
    }
  }

  /** Unknown is written as NaN, nan or -nan; an infinite value says as little. */
  private double value(String text) throws Refusal {
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.endsWith("nan") || plain.endsWith("inf") || plain.equals("u")) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(plain);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException other) {
      throw wrong("'" + text + "' is no value");
    }
  }

  private Dump finished() throws Refusal {
    if (step == 0 || lastUpdate == 0 || sources.isEmpty() || drafts.isEmpty()) {
      throw new Refusal("this is no whole dump: step, lastupdate, ds or rra is missing");
    }
    List<Dump.Rows> rows = new ArrayList<>();
    for (Draft draft : drafts) {
      rows.add(rows(draft));
    }
    return new Dump(step, lastUpdate, List.copyOf(sources), rows);
  }

  private Dump.Rows rows(Draft draft) throws Refusal {
    long resolution = step * draft.steps;
    if (draft.steps == 0 || draft.steps > LARGEST / step) {
      throw new Refusal("this is no whole dump: pdp_per_row of an archive is missing or too large");
    }
    long end = lastUpdate - lastUpdate % resolution;
    double[][] byRow = draft.rows.toArray(double[][]::new);
    double[][] bySource = new double[sources.size()][byRow.length];
    for (int row = 0; row < byRow.length; row++) {
      for (int source = 0; source < bySource.length; source++) {
        bySource[source][row] = byRow[row][source];
      }
    }
    long firstEnd = end - (byRow.length - 1) * resolution;
    return new Dump.Rows(draft.consolidation, resolution, firstEnd, bySource);
  }

  private Refusal wrong(String what) {
    return new Refusal(
        "line " + xml.getLocation().getLineNumber() + " of the dump: " + oneLine(what));
  }
}
