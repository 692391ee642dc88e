package lvs.director.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import lvs.director.base.Json;

/**
 * What goes back to a browser.
 *
 * @param type of the body: a media type
 * @param headers besides those that every answer has
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json; charset=utf-8";

  static Answer json(int status, Object value) {
    byte[] body = (Json.compact(value) + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, JSON, body, Map.of("Cache-Control", "no-store"));
  }

  static Answer of(Rejection rejection) {
    return json(rejection.status(), Json.object("error", rejection.getMessage()))
        .with(rejection.headers());
  }

  static Answer redirect(String location) {
    return new Answer(302, "text/plain; charset=utf-8", new byte[0], Map.of("Location", location));
  }

  /**
   * 304 for who has it already.
   *
   * @param tags value of If-None-Match, null for none
   */
  Answer unlessKnown(String tags) {
    boolean known = tags != null && tags.contains(headers.get("ETag"));
    return known ? new Answer(304, type, new byte[0], headers) : this;
  }

  Answer with(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.putAll(more);
    return new Answer(status, type, body, Map.copyOf(all));
  }
}
