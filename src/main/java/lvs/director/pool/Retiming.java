package lvs.director.pool;

import lvs.director.model.Check;
import lvs.director.model.Check.Timing;

/** Tells whether two checks ask the same question, however often they ask it. */
final class Retiming {
  private Retiming() {}

  /** True when the checks differ in nothing but their timing. */
  static boolean differsInTimingOnly(Check one, Check other) {
    return one.getClass() == other.getClass() && with(one, other.timing()).equals(other);
  }

  private static Check with(Check check, Timing t) {
    return switch (check) {
      case Check.Tcp(_, var target) -> new Check.Tcp(t, target);
      case Check.Http h ->
          new Check.Http(
              t, h.target(), h.tls(), h.version(), h.urls(), h.fastRecovery(), h.tlsCompliant());
      case Check.Smtp(_, var target, var helo) -> new Check.Smtp(t, target, helo);
      case Check.Dns(_, var target, var type, var name) -> new Check.Dns(t, target, type, name);
      case Check.Udp u ->
          new Check.Udp(
              t,
              u.target(),
              u.payload(),
              u.requireReply(),
              u.reply(),
              u.minReplyLength(),
              u.maxReplyLength());
      case Check.Ping(_, var target) -> new Check.Ping(t, target);
      case Check.Misc(_, var server, var script, var dynamic) ->
          new Check.Misc(t, server, script, dynamic);
      case Check.File(_, var server, var file, var weight, var reverse) ->
          new Check.File(t, server, file, weight, reverse);
      case Check.Bfd(_, var server, var instance) -> new Check.Bfd(t, server, instance);
    };
  }
}
