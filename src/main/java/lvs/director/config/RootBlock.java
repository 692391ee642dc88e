package lvs.director.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the top level of a configuration says. */
final class RootBlock {
  static final BlockGrammar<RootBlock> GRAMMAR = grammar();

  final DirectorBlock director = new DirectorBlock();
  final VrrpDraft vrrp = new VrrpDraft();
  final SslBlock ssl = new SslBlock();
  final Map<String, VirtualServerGroupBlock> groups = new LinkedHashMap<>();
  final List<VirtualServerBlock> virtualServers = new ArrayList<>();

  private static BlockGrammar<RootBlock> grammar() {
    BlockGrammar<RootBlock> g = new BlockGrammar<>("the top level");
    g.block("director", "", DirectorBlock.GRAMMAR, (a, d) -> d.director(a))
        .once()
        .note("the director's own settings; keepalived does not know it");
    g.block("SSL", "", SslBlock.GRAMMAR, (a, d) -> a.block(SslBlock.GRAMMAR, d.ssl))
        .once()
        .note("for SSL_GET");
    g.items("virtual_server_group", "NAME", (a, d) -> d.group(a))
        .note(
            "items: IP [PORT], IP-N [PORT], IP-IP [PORT], IP/PREFIX [PORT], fwmark N [inet|inet6]");
    g.block(
        "virtual_server",
        ServiceAddress.SYNTAX,
        VirtualServerBlock.GRAMMAR,
        (a, d) -> d.virtualServers.add(new VirtualServerBlock(a)));
    g.include(VrrpDraft.ROOT, d -> d.vrrp);
    return g;
  }

  private void director(Arguments arguments) {
    arguments.block(DirectorBlock.GRAMMAR, director);
    director.check();
  }

  private void group(Arguments arguments) {
    arguments
        .next()
        .ifPresent(
            name -> {
              VirtualServerGroupBlock group = new VirtualServerGroupBlock(arguments);
              if (groups.putIfAbsent(name.text(), group) != null) {
                arguments.error(
                    "duplicate-name",
                    name,
                    "There is already a virtual_server_group " + name + ".",
                    "Give this one another name.");
              }
            });
  }
}
