package lvs.director.ipvs;

/** The names of {@code -b}. */
final class SchedulerFlagNames {
  private SchedulerFlagNames() {}

  /**
   * @param names with commas between; empty ones do not count
   * @return IP_VS_SVC_F_SCHED*
   */
  static int parse(String scheduler, String names) throws WrongArguments {
    int flags = 0;
    for (String name : names.split(",")) {
      flags |= name.isEmpty() ? 0 : flag(scheduler, name);
    }
    return flags;
  }

  private static int flag(String scheduler, String name) throws WrongArguments {
    return switch (name) {
      case "flag-1" -> IpvsService.SCHEDULER_1;
      case "flag-2" -> IpvsService.SCHEDULER_2;
      case "flag-3" -> IpvsService.SCHEDULER_3;
      case "sh-fallback", "mh-fallback" -> own(scheduler, name, IpvsService.SCHEDULER_1);
      case "sh-port", "mh-port" -> own(scheduler, name, IpvsService.SCHEDULER_2);
      default ->
          throw WrongArguments.illegal(
              "-b '"
                  + name
                  + "': there are sh-fallback, sh-port, mh-fallback, mh-port, flag-1, flag-2 and"
                  + " flag-3, with commas between");
    };
  }

  private static int own(String scheduler, String name, int flag) throws WrongArguments {
    String owner = name.substring(0, 2);
    if (!owner.equals(scheduler)) {
      throw WrongArguments.illegal(
          "-b '" + name + "' is for the scheduler " + owner + ", not for " + scheduler);
    }
    return flag;
  }
}
