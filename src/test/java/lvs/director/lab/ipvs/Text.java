package lvs.director.lab.ipvs;

import java.util.List;

/** Blocks of keepalived.conf. */
final class Text {
  private Text() {}

  /**
   * @param head what follows {@code virtual_server}
   * @param keywords each a line of its own
   * @param realServers as {@link #realServer} writes them
   */
  static String virtualServer(String head, List<String> keywords, List<String> realServers) {
    return block("virtual_server " + head, keywords) + String.join("", realServers) + "}\n";
  }

  /**
   * @param head what follows {@code real_server}
   */
  static String realServer(String head, String... keywords) {
    return block("real_server " + head, List.of(keywords)) + "}\n";
  }

  private static String block(String head, List<String> keywords) {
    return head + " {\n" + String.join("\n", keywords) + "\n";
  }
}
