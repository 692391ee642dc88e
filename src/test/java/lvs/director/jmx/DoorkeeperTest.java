package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import lvs.director.http.Credentials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's address, which a test on the loopback interface alone cannot choose. */
class DoorkeeperTest {
  private final Doorkeeper doorkeeper =
      new Doorkeeper(new Credentials(Optional.empty(), Optional.empty()));
  private Caller reached;

  private int statusFor(String address) throws Exception {
    Knock knock = new Knock(new InetSocketAddress(address, 40000));
    doorkeeper.doFilter(
        knock, new Filter.Chain(List.of(), inside -> reached = Caller.CURRENT.get()));
    return knock.status;
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "2001:db8::7", "fe80::1", "0.0.0.0"})
  void callersFromOtherMachinesAreTurnedAway(String address) throws Exception {
    assertEquals(403, statusFor(address));
    assertNull(reached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1"})
  void callersOfThisMachineAreGuests(String address) throws Exception {
    assertEquals(0, statusFor(address));
    assertEquals(Caller.ANONYMOUS, reached);
  }

  /** A POST request with a right Host header from any address. */
  private static final class Knock extends HttpExchange {
    private final InetSocketAddress from;
    private final Headers request = new Headers();
    private final Headers response = new Headers();
    private int status;

    Knock(InetSocketAddress from) {
      this.from = from;
      request.set("Host", "127.0.0.1:8778");
    }

    @Override
    public Headers getRequestHeaders() {
      return request;
    }

    @Override
    public Headers getResponseHeaders() {
      return response;
    }

    @Override
    public URI getRequestURI() {
      return URI.create("/jolokia");
    }

    @Override
    public String getRequestMethod() {
      return "POST";
    }

    @Override
    public HttpContext getHttpContext() {
      return null;
    }

    @Override
    public void close() {}

    @Override
    public InputStream getRequestBody() {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public OutputStream getResponseBody() {
      return new ByteArrayOutputStream();
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
      status = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
      return from;
    }

    @Override
    public int getResponseCode() {
      return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
      return new InetSocketAddress("127.0.0.1", 8778);
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public Object getAttribute(String name) {
      return null;
    }

    @Override
    public void setAttribute(String name, Object value) {}

    @Override
    public void setStreams(InputStream in, OutputStream out) {}

    @Override
    public HttpPrincipal getPrincipal() {
      return null;
    }
  }
}
