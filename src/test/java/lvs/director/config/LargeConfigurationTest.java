package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;

/** The largest keepalived configuration on record: 2,277 services with 37,205 real servers. */
class LargeConfigurationTest {
  private static final int SERVICES = 2277;
  private static final int SERVERS = 37205;

  @Test
  void theLargestConfigurationOnRecordIsReadWhole() {
    Configuration configuration = Reading.clean(text());
    assertEquals(SERVICES, configuration.virtualServices().size());
    assertEquals(
        SERVERS,
        configuration.virtualServices().stream().mapToInt(s -> s.realServers().size()).sum());
  }

  static String text() {
    StringBuilder text = new StringBuilder();
    for (int service = 0; service < SERVICES; service++) {
      text.append("virtual_server 10.").append(service / 250).append('.').append(service % 250);
      text.append(".1 80 {\n  delay_loop 6\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
      int servers = SERVERS / SERVICES + (service < SERVERS % SERVICES ? 1 : 0);
      for (int server = 0; server < servers; server++) {
        text.append("  real_server 127.").append(service / 250).append('.').append(service % 250);
        text.append('.').append(server + 1).append(" 8080 {\n    weight 1\n    TCP_CHECK {\n");
        text.append("      connect_timeout 3\n    }\n  }\n");
      }
      text.append("}\n");
    }
    return text.toString();
  }
}
