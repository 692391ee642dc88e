package lvs.director.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one HTTP/1.x answer, tolerant as browsers are: bare line feeds, no reason phrase, interim
 * answers, chunks in an HTTP/1.0 answer. Memory is bounded: header lines together stay under 64 KiB
 * and the body is handed on in pieces.
 */
final class HttpReader {
  private static final int HEADER_LIMIT_BYTES = 64 * 1024;
  private static final int LONGEST_CHUNK_LINE_BYTES = 4096;

  /** Takes the body piece by piece. */
  interface BodySink {
    void take(byte[] bytes, int offset, int length);
  }

  /**
   * @param status 100 to 999
   * @param lengthBytes Content-Length, -1 when there is none
   * @param location where a redirection points, may be empty
   */
  record Head(int status, long lengthBytes, boolean chunked, String location) {
    boolean hasBody() {
      return status != 204 && status != 304;
    }
  }

  private final Connection connection;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private int headerBytes;
  private boolean answered;

  HttpReader(Connection connection) {
    this.connection = connection;
  }

  /** The first head that is not interim (1xx). */
  Head readHead() throws IOException, BadAnswer {
    Head head = readOneHead();
    while (head.status() < 200 && head.status() != 101) {
      head = readOneHead();
    }
    return head;
  }

  private Head readOneHead() throws IOException, BadAnswer {
    int status = status(headerLine());
    long length = -1;
    boolean chunked = false;
    String location = "";
    for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      switch (colon < 1 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = contentLength(value);
        case "transfer-encoding" -> chunked |= value.toLowerCase(Locale.ROOT).endsWith("chunked");
        case "location" -> location = Wording.excerpt(value);
        default -> {
          // Other fields, and lines that are none, say nothing about health.
        }
      }
    }
    return new Head(status, length, chunked, location);
  }

  private static int status(String line) throws BadAnswer {
    String[] words = line.split(" +", 3);
    if (!words[0].startsWith("HTTP/") || words.length < 2 || !words[1].matches("[1-9][0-9]{2}")) {
      throw new BadAnswer("not an HTTP answer (begins: " + Wording.excerpt(line) + ")");
    }
    return Integer.parseInt(words[1]);
  }

  private static long contentLength(String value) throws BadAnswer {
    if (!value.matches("[0-9]{1,18}")) {
      throw new BadAnswer("Content-Length is not a number: " + Wording.excerpt(value));
    }
    return Long.parseLong(value);
  }

  private String headerLine() throws IOException, BadAnswer {
    String line = headerLineOrEnd();
    if (line == null) {
      throw new BadAnswer(
          answered
              ? "closed the connection before the headers ended"
              : "closed the connection without an answer");
    }
    return line;
  }

  private String headerLineOrEnd() throws IOException, BadAnswer {
    String line = line(HEADER_LIMIT_BYTES - headerBytes);
    headerBytes += line == null ? 0 : line.length() + 1;
    return line;
  }

  /** Hands on the whole body and returns its length in bytes. */
  long readBody(Head head, BodySink sink) throws IOException, BadAnswer {
    if (!head.hasBody()) {
      return 0;
    }
    if (head.chunked()) {
      return readChunks(sink);
    }
    return head.lengthBytes() >= 0
        ? readExactly(head.lengthBytes(), sink, "the body")
        : readToEnd(sink);
  }

  private long readToEnd(BodySink sink) throws IOException, BadAnswer {
    long total = 0;
    while (fill()) {
      total += limit - position;
      sink.take(buffer, position, limit - position);
      position = limit;
    }
    return total;
  }

  private long readExactly(long wanted, BodySink sink, String what) throws IOException, BadAnswer {
    for (long left = wanted; left > 0; ) {
      if (!fill()) {
        throw new BadAnswer(
            "closed the connection after %d of %d bytes of %s"
                .formatted(wanted - left, wanted, what));
      }
      int piece = (int) Math.min(left, limit - position);
      sink.take(buffer, position, piece);
      position += piece;
      left -= piece;
    }
    return wanted;
  }

  private long readChunks(BodySink sink) throws IOException, BadAnswer {
    long total = 0;
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      total += readExactly(size, sink, "a chunk");
      chunkLine();
    }
    skipTrailers();
    return total;
  }

  /** Some servers leave out even the empty line; the body is whole all the same. */
  private void skipTrailers() throws IOException, BadAnswer {
    for (String line = headerLineOrEnd(); line != null && !line.isEmpty(); ) {
      line = headerLineOrEnd();
    }
  }

  private long chunkSize() throws IOException, BadAnswer {
    String digits = chunkLine().split(";", 2)[0].strip();
    if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
      throw new BadAnswer("chunk size is not a number: " + Wording.excerpt(digits));
    }
    return Long.parseLong(digits, 16);
  }

  private String chunkLine() throws IOException, BadAnswer {
    String line = line(LONGEST_CHUNK_LINE_BYTES);
    if (line == null) {
      throw new BadAnswer("closed the connection before the last chunk");
    }
    return line;
  }

  /** The next line without its end, or null when the connection ends first. */
  private String line(int longestBytes) throws IOException, BadAnswer {
    StringBuilder line = new StringBuilder();
    while (fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.append(new String(buffer, position, end - position, StandardCharsets.ISO_8859_1));
      position = Math.min(end + 1, limit);
      if (line.length() > longestBytes) {
        throw new BadAnswer(
            longestBytes == LONGEST_CHUNK_LINE_BYTES
                ? "chunk size is not a number: " + Wording.excerpt(line.toString())
                : "headers are over " + HEADER_LIMIT_BYTES / 1024 + " KiB");
      }
      if (end < limit) {
        return withoutReturn(line);
      }
    }
    return null;
  }

  private static String withoutReturn(StringBuilder line) {
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  /** Makes sure that a byte is buffered; false at the end. */
  private boolean fill() throws IOException, BadAnswer {
    if (position < limit) {
      return true;
    }
    if (limit < 0) {
      return false;
    }
    position = 0;
    limit = connection.read(buffer, 0, buffer.length);
    answered |= limit > 0;
    return limit > 0;
  }

  /** Reads past the answer to see how the server ends the connection. */
  boolean endsProperly() throws IOException, BadAnswer {
    position = limit;
    while (fill()) {
      position = limit;
    }
    return connection.endedProperly();
  }
}
