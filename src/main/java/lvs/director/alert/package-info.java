/// Row 2: what to tell whom, when and how often. [lvs.director.alert.AlertEngine] takes events and
/// returns mails ([lvs.director.alert.Draft]) and what the next run must know; it is pure. A
/// `Matter` is something that was told, is to be told, or changed lately; all others need no
/// memory. *now* is how it is, *told* how the last mail says it is.
///
/// ### A matter (`Matter`)
///
/// | | nothing to tell: now = told | to be told: now ≠ told | flaps, told |
/// |---|---|---|---|
/// | seen as it is | the newest reason | the newest reason | - |
/// | another condition | to be told | another one: to be told; as told: a short outage, to be told as past | counted |
/// | the fourth change within 10 minutes | flaps, to be told | flaps, to be told | - |
/// | mailed | - | told := now; well: the thread ends | flaps, told |
/// | 10 minutes without a change | forgotten when well | it flaps: as short outages | stable, to be told with its sums |
/// | an hour after it was mailed | - | - | to be told with its sums, if it changed |
/// | checks rest | not told, not counted | not told until they run | not told |
/// | left the configuration | forgotten | told as wrong: to be told as removed; else forgotten | as before |
/// | restart | told is known, now is what is seen | told is known, now is what is seen | flaps, told, with its sums |
///
/// What is seen first after a start, or after checks rested, is how it is and no change: it counts
/// as no flap and as no short outage.
///
/// ### How soon (`Hastes`, `Timing`, `Pace`)
///
/// | haste | what | goes out |
/// |---|---|---|
/// | FAILOVER | MASTER; FAULT; stopped; BACKUP after MASTER; a second master; nobody serves | 1.5 s after the first of it, mail_grouping after the last mail with such |
/// | LOSS | a real server or its service is down | the longest delay_loop and 1.5 s after the first of it, 10 s at most; mail_grouping after the last mail |
/// | RECOVERY | well again; a short outage; stable; a lost server or service removed | 1.5 s after the first of it when with it all is well, else as REST; mail_grouping after the last mail |
/// | REST | BACKUP after a start or FAULT; a router removed; flaps; the table | mail_grouping after the first of it, and after the last mail |
///
/// A mail takes along all that is to be told. Within an hour mail_hourly_limit go out at most, over
/// restarts; a quarter of them is kept for FAILOVER and LOSS. What is over it stays to be told, so
/// it is summed up by itself. A silence keeps everything; short outages in it are forgotten at its
/// end, when one mail tells all that is wrong, whether it was told before or not. mail_repeat
/// reminds of what is told as wrong and does not flap.
///
/// ### What is wanted (`Wishes`)
///
/// Mail about something begins where the notice asks for it (smtp_alert, as keepalived 2.2.7), ends
/// when it was told that it is over. Besides: a lost quorum that was there, where mail about the
/// service's servers is wanted; a second master and a held router without one, where mail about the
/// router or its group is; changes in the kernel's table, where mail about anything in it is. What
/// is told once a minute while it lasts (`Thing.Kind#isSighting`) is over three minutes after it
/// was told last; table changes that were put right, after ten.
///
/// ### What differs from keepalived
///
/// A server or service that comes up at the start is no news. A failed check that changes nothing
/// is a reason in the mail about its server. A group speaks for its members, a service for the
/// servers whose loss cost its quorum, and many servers are one subject with their number.
package lvs.director.alert;
