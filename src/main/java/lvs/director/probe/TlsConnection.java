package lvs.director.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * TLS over a connection. SSLEngine rather than SSLSocket, for it tells whether the peer said
 * close_notify, and without the peer's name it never resumes a session: each run sees the
 * certificate that the server presents now.
 */
final class TlsConnection implements Connection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Connection raw;
  private final ByteBuffer received;
  private ByteBuffer plain;
  private boolean rawEnded;

  TlsConnection(SSLEngine engine, Connection raw) {
    this.engine = engine;
    this.raw = raw;
    received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).limit(0);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
  }

  /** Returns when both sides have finished; {@link #tlsFailure} words what goes wrong. */
  void handshake() throws IOException, BadAnswer {
    try {
      engine.beginHandshake();
      while (handshaking()) {
        if (rawEnded) {
          throw new BadAnswer("TLS: closed the connection during the handshake");
        }
      }
    } catch (SSLException failed) {
      throw tlsFailure(failed);
    } catch (RuntimeException broken) {
      // JSSE is not total: bytes that no honest server sends have come out as these before.
      throw new BadAnswer("TLS: the handshake makes no sense: " + broken);
    }
  }

  /** One step; false when nothing is left to do. */
  private boolean handshaking() throws IOException, BadAnswer {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> wrap(NOTHING);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
      case FINISHED, NOT_HANDSHAKING -> {
        return false;
      }
    }
    return true;
  }

  private void wrap(ByteBuffer source) throws IOException, BadAnswer {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(source, record);
    byte[] bytes = new byte[record.flip().remaining()];
    record.get(bytes);
    raw.write(bytes);
  }

  /** Decodes one record into {@link #plain}, fetching bytes when there is no whole one. */
  private void unwrap() throws IOException, BadAnswer {
    plain.clear();
    SSLEngineResult result = engine.unwrap(received, plain);
    plain.flip();
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> fetch();
      case BUFFER_OVERFLOW ->
          plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize() * 2).limit(0);
      case CLOSED -> rawEnded = true;
      case OK -> {
        // The loops look at what came of it.
      }
    }
  }

  private void fetch() throws IOException, BadAnswer {
    received.compact();
    int count = raw.read(received.array(), received.position(), received.remaining());
    rawEnded = count < 0;
    received.position(received.position() + Math.max(0, count)).flip();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException, BadAnswer {
    try {
      while (!plain.hasRemaining()) {
        if (rawEnded) {
          return -1;
        }
        unwrap();
        afterUnwrap();
      }
    } catch (SSLException failed) {
      throw tlsFailure(failed);
    }
    int count = Math.min(length, plain.remaining());
    plain.get(buffer, offset, count);
    return count;
  }

  /** TLS 1.3 sends tickets and key updates between the data. */
  private void afterUnwrap() throws IOException, BadAnswer {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> wrap(NOTHING);
        default -> {
          return;
        }
      }
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException, BadAnswer {
    ByteBuffer source = ByteBuffer.wrap(bytes);
    try {
      while (source.hasRemaining()) {
        wrap(source);
      }
    } catch (SSLException failed) {
      throw tlsFailure(failed);
    }
  }

  private static BadAnswer tlsFailure(SSLException failed) {
    String message = String.valueOf(failed.getMessage()).replaceFirst("^\\(\\w+\\) ", "");
    if (message.startsWith("Received fatal alert: ")) {
      return new BadAnswer(
          "TLS: the server answered with alert "
              + message.substring("Received fatal alert: ".length()));
    }
    return message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
        ? new BadAnswer("TLS: the server does not speak TLS on this port")
        : new BadAnswer("TLS: " + Wording.excerpt(message));
  }

  @Override
  public boolean endedProperly() {
    return engine.isInboundDone();
  }

  /** Says close_notify, for which the send buffer always has room, then closes. */
  @Override
  public void close() throws IOException {
    try {
      engine.closeOutbound();
      wrap(NOTHING);
    } catch (IOException | BadAnswer broken) {
      // The verdict is known; a farewell that does not arrive changes nothing.
    } finally {
      raw.close();
    }
  }
}
