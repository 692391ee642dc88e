package lvs.director.console;

import java.util.Map;

/** A request that is not carried out; the message says why and what would work. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  Rejection(int status, String why) {
    this(status, why, Map.of());
  }

  Rejection(int status, String why, Map<String, String> headers) {
    super(why, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
