package lvs.director.console.browser;

import lvs.director.port.Event.Severity;
import lvs.director.staged.StagedEvents;

/** What the scene's configuration says, and what happened before. */
final class SceneText {
  static final String CLUSTER =
      """
      global_defs {
          router_id lb1.example.net
      }
      vrrp_script uplink {
          script "/bin/true"
          interval 2
      }
      vrrp_sync_group outside {
          group {
              web
              gateway
          }
      }
      vrrp_instance web {
          interface lo
          virtual_router_id 51
          priority 150
          virtual_ipaddress {
              198.51.100.10/24
              198.51.100.11/24
          }
          track_script {
              uplink
          }
      }
      vrrp_instance gateway {
          interface lo
          virtual_router_id 52
          priority 150
          virtual_ipaddress {
              10.8.0.1/24
          }
      }
      vrrp_instance database {
          interface lo
          virtual_router_id 60
          priority 100
          virtual_ipaddress {
              10.8.1.1/24
          }
      }
      """
          + http("198.51.100.10", 80, "wlc", 2, "10.8.0.11", "10.8.0.12", "10.8.0.13", "10.8.0.14")
          + http("198.51.100.10", 443, "wlc", 2, "10.8.0.11", "10.8.0.12", "10.8.0.13", "10.8.0.14")
          + tcp("198.51.100.11", 25, "rr", "10.8.0.21", "10.8.0.22")
          + tcp("198.51.100.11", 993, "lc", "10.8.0.21", "10.8.0.22")
          + tcp("198.51.100.11", 8443, "sh", "10.8.0.31", "10.8.0.32", "10.8.0.33");

  private SceneText() {}

  private static String http(
      String address, int port, String scheduler, int quorum, String... servers) {
    StringBuilder text = new StringBuilder(service(address, port, scheduler));
    text.append("    quorum ").append(quorum).append("\n    sorry_server 10.8.0.99 80\n");
    for (String server : servers) {
      text.append(
          """
              real_server %s %d {
                  HTTP_GET {
                      url {
                          path /
                          status_code 200
                      }
                  }
              }
          """
              .formatted(server, port));
    }
    return text.append("}\n").toString();
  }

  private static String tcp(String address, int port, String scheduler, String... servers) {
    StringBuilder text = new StringBuilder(service(address, port, scheduler));
    for (String server : servers) {
      text.append(
          "    real_server %s %d {\n        TCP_CHECK {\n        }\n    }\n"
              .formatted(server, port));
    }
    return text.append("}\n").toString();
  }

  private static String service(String address, int port, String scheduler) {
    return "virtual_server %s %d {\n    lb_algo %s\n    lb_kind NAT\n    protocol TCP\n"
        .formatted(address, port, scheduler);
  }

  /** Events of the last day; the newest is some minutes old. */
  static void tellTheNight(StagedEvents events, long now) {
    String web = Scene.WEB;
    events.happen(
        now - 86_000_000,
        Severity.INFO,
        "ROUTER_MASTER",
        "web",
        "",
        "virtual router web is MASTER: 10.8.0.3 said that it leaves; priority 150");
    events.happen(
        now - 52_000_000,
        Severity.WARNING,
        "TRACKER_DOWN",
        "uplink",
        "",
        "script uplink is down: exit status 1");
    events.happen(
        now - 51_960_000,
        Severity.INFO,
        "TRACKER_UP",
        "uplink",
        "",
        "script uplink is up: exit status 0");
    events.happen(
        now - 31_000_000,
        Severity.ERROR,
        "SERVER_DOWN",
        web,
        "10.8.0.11:80",
        "real server 10.8.0.11:80 of TCP 198.51.100.10:80 is down: 503 for /, wanted 200 (3 of 3"
            + " attempts); 3 of 4 servers up");
    events.happen(
        now - 28_700_000,
        Severity.INFO,
        "SERVER_UP",
        web,
        "10.8.0.11:80",
        "real server 10.8.0.11:80 of TCP 198.51.100.10:80 is up: every check passes; 4 of 4 servers"
            + " up");
    events.happen(
        now - 9_000_000,
        Severity.WARNING,
        "TABLE_MENDED",
        "",
        "",
        "1 difference, put right: weight of 10.8.0.22:25 in TCP 198.51.100.11:25 was 0 instead of"
            + " 1");
    events.happen(
        now - 760_000,
        Severity.ERROR,
        "SERVER_DOWN",
        web,
        Scene.LOST,
        "real server 10.8.0.13:80 of TCP 198.51.100.10:80 is down: connection refused after 0.4 ms"
            + " (3 of 3 attempts); 3 of 4 servers up");
    events.happen(
        now - 240_000,
        Severity.INFO,
        "SERVER_OVERRIDE",
        Scene.WEB_TLS,
        Scene.DRAINED,
        "real server 10.8.0.12:443 of TCP 198.51.100.10:443 is drained by an operator: kernel"
            + " update, ticket 4711");
  }
}
