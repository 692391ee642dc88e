package lvs.director.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Only its help: what else stands behind {@code ipvs} never meets picocli. */
@CommandLine.Command(
    name = "ipvs",
    customSynopsis = {
      "lvs-director ipvs [-L|-l] [SERVICE] [-n] [-X] [--nosort] [VIEW | -c | --timeout | --daemon]",
      "       lvs-director ipvs -A|-E SERVICE [-s SCHEDULER] [-p [SECONDS]] [-M MASK] [--pe sip]"
          + " [-o]",
      "                         [-b FLAG,…] [--keep]",
      "       lvs-director ipvs -a|-e SERVICE -r SERVER [-g | -i [TUNNEL] | -m] [-w WEIGHT] [-x"
          + " MAX]",
      "                         [-y MIN] [--keep]",
      "       lvs-director ipvs -D SERVICE | -d SERVICE -r SERVER | -Z [SERVICE] | -C",
      "       lvs-director ipvs -S [-n] [--complete] | -R [--all-or-nothing]",
      "       lvs-director ipvs --set TCP TCPFIN UDP",
      "       lvs-director ipvs --start-daemon|--stop-daemon master|backup [DAEMON]"
    },
    description = {
      "Shows and changes the kernel's IPVS table as ipvsadm 1.31 does, without a director.",
      "",
      "  SERVICE  -t, -u or --sctp-service ADDRESS:PORT, or -f MARK [-6]",
      "  SERVER   ADDRESS[:PORT]",
      "  VIEW     --stats, --rate, --thresholds, --persistent-conn or --tun-info",
      "  TUNNEL   --tun-type ipip|gue|gre, --tun-port, --tun-nocsum, --tun-csum, --tun-remcsum",
      "  DAEMON   --mcast-interface, --syncid, --sync-maxlen, --mcast-group, --mcast-port,"
          + " --mcast-ttl",
      "",
      "All of ipvsadm's options, long and short, mean here what they mean there. Ours are:",
      "",
      "  --keep            with -E or -e: what is not given stays; else it is reset, with a"
          + " warning",
      "  --complete        with -S: thresholds, timeouts and daemons too; ipvsadm -R reads it as"
          + " well",
      "  --all-or-nothing  with -R: when a line is refused, what the others did is undone",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 what was to be listed is not there; 2 options that do not fit, or a",
      "kernel without IPVS; 255 the kernel refused, or an option that does not exist.",
      "",
      "Example: lvs-director ipvs -Ln --stats",
      "Example: lvs-director ipvs -S -n --complete > table",
      "Example: lvs-director ipvs -R --all-or-nothing < table"
    })
final class IpvsCommand extends Command {
  @Parameters(hidden = true)
  private String[] words = {};

  IpvsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    return IpvsProgram.ofThisProcess(surroundings).execute(List.of(words));
  }
}
