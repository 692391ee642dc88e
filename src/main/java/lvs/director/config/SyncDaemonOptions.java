package lvs.director.config;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.LvsSettings.SyncDaemon;

/** What follows the interface of lvs_sync_daemon: named options, or instance and id by place. */
final class SyncDaemonOptions {
  private static final int DEFAULT_PORT = 8848;

  private Optional<String> virtualRouter = Optional.empty();
  private Optional<Integer> syncId = Optional.empty();
  private int maxLengthBytes;
  private int port = DEFAULT_PORT;
  private int ttl;
  private Optional<InetAddress> group = Optional.empty();

  static SyncDaemon read(Arguments arguments, String device) {
    SyncDaemonOptions options = new SyncDaemonOptions();
    while (arguments.hasNext()) {
      options.option(arguments, arguments.next().orElseThrow());
    }
    return new SyncDaemon(
        device,
        options.virtualRouter,
        options.syncId,
        options.maxLengthBytes,
        options.port,
        options.ttl,
        options.group);
  }

  /** Follows a virtual router, all else by default. */
  static SyncDaemon following(String device, String virtualRouter) {
    return new SyncDaemon(
        device, Optional.of(virtualRouter), Optional.empty(), 0, DEFAULT_PORT, 0, Optional.empty());
  }

  private void option(Arguments arguments, Word word) {
    switch (word.text()) {
      case "inst" -> virtualRouter = arguments.word();
      case "id" -> syncId = arguments.integer(0, 255);
      case "maxlen" -> arguments.integer(1, 65507).ifPresent(bytes -> maxLengthBytes = bytes);
      case "port" -> arguments.port(1).ifPresent(number -> port = number);
      case "ttl" -> arguments.integer(1, 255).ifPresent(hops -> ttl = hops);
      case "group" -> group = arguments.address();
      default -> byPlace(arguments, word);
    }
  }

  /** The old form: instance, then a bare id. */
  private void byPlace(Arguments arguments, Word word) {
    if (virtualRouter.isEmpty()) {
      virtualRouter = Optional.of(word.text());
    } else {
      syncId = arguments.number(word, 0, 255).map(Long::intValue);
    }
  }
}
