package lvs.director.lab.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a web server from a host of the LAN. */
public final class Http {
  private static final int PATIENCE_MILLIS = 20_000;

  private Http() {}

  /**
   * @param path with its query, encoded as it goes on the wire
   * @return status, one blank, body
   */
  public static String get(Host client, String address, int port, String path) {
    return Inside.call(
        client.namespace(),
        () -> {
          try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + address + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
          }
        });
  }

  private static String answer(String text) throws IOException {
    int body = text.indexOf("\r\n\r\n");
    if (body < 0) {
      throw new IOException("no answer: " + text);
    }
    return text.split(" ", 3)[1] + " " + text.substring(body + 4);
  }
}
