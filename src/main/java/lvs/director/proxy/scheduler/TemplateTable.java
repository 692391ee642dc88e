package lvs.director.proxy.scheduler;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lvs.director.model.Persistence;

/**
 * Persistence templates of one service: which server a client network belongs to.
 *
 * <p>A template lives while connections made from it are open and for the timeout after the last
 * one began or ended. A template of a removed server goes with it. One of a server with weight 0
 * stays, as with the kernel's default {@code expire_quiescent_template=0}: persistent clients
 * finish where they are.
 */
final class TemplateTable {
  /** So that clients cannot fill the memory; one more client is scheduled without a template. */
  static final int MAXIMUM = 262_144;

  private final Map<Network, Template> templates = new HashMap<>();
  private Persistence persistence;

  TemplateTable(Persistence persistence) {
    this.persistence = persistence;
  }

  /** The client's address with the host part cleared. */
  record Network(long upper, long lower) {
    static Network of(InetAddress address, int prefixLength) {
      byte[] bytes = address.getAddress();
      if (bytes.length == 4) {
        return new Network(0, mask(AddressHash.fold(address) & 0xffffffffL, prefixLength - 32));
      }
      long upper = word(bytes, 0);
      long lower = word(bytes, 8);
      return new Network(
          mask(upper, Math.min(0, prefixLength - 64)),
          prefixLength > 64 ? mask(lower, prefixLength - 128) : 0);
    }

    /** Clears the lowest -shift bits. */
    private static long mask(long word, int shift) {
      return shift <= -64 ? 0 : word >>> -shift << -shift;
    }

    private static long word(byte[] bytes, int start) {
      long word = 0;
      for (int i = start; i < start + 8; i++) {
        word = word << 8 | bytes[i] & 0xff;
      }
      return word;
    }
  }

  /** One client network at one server. */
  static final class Template {
    final PoolServer server;
    private final InetAddress client;
    private int open;
    private long expiresNanos;

    private Template(PoolServer server, InetAddress client) {
      this.server = server;
      this.client = client;
    }

    boolean expired(long nowNanos) {
      return open == 0 && expiresNanos - nowNanos <= 0;
    }
  }

  /** New timeouts hold from the next use on; another granularity starts from nothing. */
  void update(Persistence wanted) {
    if (wanted.prefixLength() != persistence.prefixLength()) {
      templates.values().forEach(template -> template.server.templates(-1));
      templates.clear();
    }
    persistence = wanted;
  }

  /** The living template of a client, or null. */
  Template find(Flow flow) {
    Network network = Network.of(flow.client(), persistence.prefixLength());
    Template template = templates.get(network);
    if (template != null && template.expired(flow.nowNanos())) {
      templates.remove(network);
      template.server.templates(-1);
      return null;
    }
    return template;
  }

  /** Remembers a choice; null when the table is full. */
  Template make(Flow flow, PoolServer server) {
    if (templates.size() >= MAXIMUM) {
      return null;
    }
    Template template = new Template(server, flow.client());
    templates.put(Network.of(flow.client(), persistence.prefixLength()), template);
    server.templates(1);
    return template;
  }

  void begin(Template template, long nowNanos) {
    template.open++;
    touch(template, nowNanos);
  }

  void end(Template template, long nowNanos) {
    template.open--;
    touch(template, nowNanos);
  }

  private void touch(Template template, long nowNanos) {
    template.expiresNanos = nowNanos + TimeUnit.SECONDS.toNanos(persistence.timeoutSeconds());
  }

  void expire(long nowNanos) {
    removeIf(nowNanos, null);
  }

  void forget(PoolServer server) {
    removeIf(0, server);
  }

  private void removeIf(long nowNanos, PoolServer gone) {
    for (Iterator<Template> each = templates.values().iterator(); each.hasNext(); ) {
      Template template = each.next();
      if (gone == null ? template.expired(nowNanos) : template.server == gone) {
        each.remove();
        template.server.templates(-1);
      }
    }
  }

  /** Gives each template's client (as first met), server and remaining nanoseconds. */
  void each(long nowNanos, int limit, Visitor visitor) {
    templates.values().stream()
        .limit(limit)
        .forEach(t -> visitor.visit(t.client, t.server, Math.max(0, t.expiresNanos - nowNanos)));
  }

  /** Receives templates. */
  interface Visitor {
    void visit(InetAddress client, PoolServer server, long remainingNanos);
  }
}
