package lvs.director.config.text;

import java.util.Arrays;

/**
 * A line, or what substitution made of it, where every character still knows its column in the
 * file. Substituted text stands in the column of the reference that brought it in.
 */
final class SourceLine {
  private final String file;
  private final int number;
  private final String raw;
  private final String text;

  /** UTF-16 index into {@code raw} for each character; null while text is a piece of raw. */
  private final int[] indexes;

  /** Where text begins in raw while {@code indexes} is null. */
  private final int offset;

  private SourceLine(String file, int number, String raw, String text, int[] indexes, int offset) {
    this.file = file;
    this.number = number;
    this.raw = raw;
    this.text = text;
    this.indexes = indexes;
    this.offset = offset;
  }

  static SourceLine of(String file, int number, String raw) {
    return new SourceLine(file, number, raw, raw, null, 0);
  }

  String file() {
    return file;
  }

  int number() {
    return number;
  }

  /** The line as it stands in the file. */
  String raw() {
    return raw;
  }

  String text() {
    return text;
  }

  char charAt(int index) {
    return text.charAt(index);
  }

  int length() {
    return text.length();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** The place of a character; an index behind the last one is the place behind the line. */
  Position at(int index) {
    int inRaw = Math.clamp(rawIndex(index), 0, raw.length());
    return new Position(file, number, raw.codePointCount(0, inRaw) + 1);
  }

  private int rawIndex(int index) {
    if (indexes == null) {
      return offset + index;
    }
    if (index < indexes.length) {
      return indexes[index];
    }
    return indexes.length == 0 ? offset : indexes[indexes.length - 1] + 1;
  }

  SourceLine from(int begin) {
    return slice(begin, text.length());
  }

  SourceLine slice(int begin, int end) {
    int[] part = indexes == null ? null : Arrays.copyOfRange(indexes, begin, end);
    return new SourceLine(file, number, raw, text.substring(begin, end), part, rawIndex(begin));
  }

  /** The same length, other characters: look-alikes replaced. */
  SourceLine withText(String sameLength) {
    return new SourceLine(file, number, raw, sameLength, indexes, offset);
  }

  /** Without blanks at both ends. */
  SourceLine strip() {
    int begin = 0;
    int end = text.length();
    while (begin < end && Blanks.isBlank(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && Blanks.isBlank(text.charAt(end - 1))) {
      end--;
    }
    return begin == 0 && end == text.length() ? this : slice(begin, end);
  }

  /** With a piece replaced; the new text points at where the piece began. */
  SourceLine replace(int begin, int end, String value) {
    int[] next = new int[begin + value.length() + text.length() - end];
    for (int i = 0; i < next.length; i++) {
      int behind = i - value.length() - begin + end;
      next[i] = rawIndex(i < begin ? i : i < begin + value.length() ? begin : behind);
    }
    String replaced = text.substring(0, begin) + value + text.substring(end);
    return new SourceLine(file, number, raw, replaced, next, rawIndex(begin));
  }

  /** A further line of a multi-line definition; all of it points at one place. */
  SourceLine standIn(int index, String value) {
    int[] all = new int[value.length()];
    Arrays.fill(all, rawIndex(index));
    return new SourceLine(file, number, raw, value, all, rawIndex(index));
  }
}
