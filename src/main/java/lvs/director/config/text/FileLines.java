package lvs.director.config.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of one file that keepalived would look at. */
final class FileLines implements Iterator<SourceLine> {
  /** keepalived's line buffer is 1024 bytes, the last of them a zero. */
  static final int LONGEST_LINE_BYTES = 1023;

  /** Longer lines, in characters, are not read. */
  private static final int ABSURD_LINE = 16_384;

  /** As many characters of such a line stand in the problem. */
  private static final int SHOWN = 200;

  private final String file;
  private final ProblemList problems;
  private final String text;
  private int begin;
  private int number;
  private SourceLine next;

  FileLines(String file, byte[] bytes, ProblemList problems) {
    this.file = file;
    this.problems = problems;
    String decoded = new String(bytes, charset(bytes));
    boolean mark = decoded.startsWith("\ufeff");
    this.text = mark ? decoded.substring(1) : decoded;
    if (mark) {
      marked();
    }
    if (charset(bytes) == StandardCharsets.UTF_16) {
      wide();
    }
    this.next = usable();
  }

  /** UTF-8, unless the file begins as an editor on Windows begins UTF-16. */
  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfffe || first == 0xfeff ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private SourceLine firstLine() {
    int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
    return SourceLine.of(file, 1, stripReturns(text.substring(0, end)));
  }

  private void wide() {
    problems.warning(
        "utf-16",
        firstLine(),
        0,
        "The file is UTF-16; keepalived would understand nothing of it.",
        "Save the file as UTF-8.");
  }

  private void marked() {
    problems.warning(
        "byte-order-mark",
        firstLine(),
        0,
        "The file begins with a byte order mark; keepalived would take it as part of the first"
            + " word.",
        "Save the file as UTF-8 without BOM.");
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public SourceLine next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    SourceLine line = next;
    next = usable();
    return line;
  }

  private SourceLine usable() {
    while (begin < text.length()) {
      int feed = text.indexOf('\n', begin);
      int end = feed < 0 ? text.length() : feed;
      SourceLine line = SourceLine.of(file, ++number, stripReturns(text.substring(begin, end)));
      begin = end + 1;
      if (readable(line)) {
        return line;
      }
    }
    return null;
  }

  private static String stripReturns(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    return line.substring(0, end);
  }

  private boolean readable(SourceLine line) {
    if (tooLong(line)) {
      return false;
    }
    int zero = line.text().indexOf('\0');
    if (zero >= 0) {
      problems.error(
          "zero-byte",
          line,
          zero,
          "A zero byte stands in this line, so it is not read.",
          "Remove it; the file may be damaged or not a configuration.");
    }
    return zero < 0;
  }

  /** True for a line that is so long that it cannot be meant. */
  private boolean tooLong(SourceLine line) {
    boolean absurd = line.length() > ABSURD_LINE;
    if (line.length() * 3 <= LONGEST_LINE_BYTES) {
      return false;
    }
    int bytes = line.text().getBytes(StandardCharsets.UTF_8).length;
    String what = "This line has " + bytes + " bytes; keepalived ignores lines of more than ";
    String remedy = "Break it into shorter lines.";
    if (absurd) {
      problems.error(
          "line-not-read",
          SourceLine.of(file, number, line.text().substring(0, SHOWN)),
          0,
          what + LONGEST_LINE_BYTES + ", this director of more than " + ABSURD_LINE + ".",
          remedy);
    } else if (bytes > LONGEST_LINE_BYTES) {
      problems.warning("line-too-long", line, 0, what + LONGEST_LINE_BYTES + ".", remedy);
    }
    return absurd;
  }
}
