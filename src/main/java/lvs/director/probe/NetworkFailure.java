package lvs.director.probe;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.util.Locale;

/** Says in an operator's words what the kernel reported. */
final class NetworkFailure {
  private NetworkFailure() {}

  static String reason(IOException failed, Attempt attempt) {
    if (failed instanceof PortUnreachableException) {
      return "port unreachable after " + attempt.elapsed();
    }
    String message = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    if (message.contains("Connection refused")) {
      return "connection refused after " + attempt.elapsed();
    }
    if (message.contains("No route to host")) {
      return "no route to host";
    }
    if (message.contains("Network is unreachable")) {
      return "network is unreachable: this director has no route there";
    }
    if (message.contains("Connection reset") || message.contains("Broken pipe")) {
      return "the server reset the connection after " + attempt.elapsed();
    }
    if (message.contains("Connection timed out")) {
      return "no answer, the kernel gave up after " + attempt.elapsed();
    }
    return Dialer.ofOurMaking(failed) ? ours(message) : lowerFirst(message);
  }

  private static String ours(String message) {
    String what = "this director could not check: " + lowerFirst(message);
    return message.contains("Too many open files")
        ? what + "; raise LimitNOFILE or ulimit -n"
        : what;
  }

  private static String lowerFirst(String message) {
    return message.isEmpty()
        ? "the connection failed"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
