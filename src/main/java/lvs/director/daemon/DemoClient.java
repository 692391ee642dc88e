package lvs.director.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import lvs.director.base.Endpoint;

/** A patient client of the demo: a few requests a second through the virtual service. */
final class DemoClient implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Endpoint service;
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Thread thread;

  DemoClient(Endpoint service) {
    this.service = service;
    this.thread = Thread.ofVirtual().name("demo-client").start(this::run);
  }

  long answered() {
    return answered.sum();
  }

  long failed() {
    return failed.sum();
  }

  private void run() {
    byte[] request =
        ("GET / HTTP/1.0\r\nHost: " + service + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ask(request);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(byte[] request) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(service.socketAddress(), TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      boolean good = new String(in.readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
      in.transferTo(java.io.OutputStream.nullOutputStream());
      (good ? answered : failed).increment();
    } catch (IOException refused) {
      failed.increment();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
