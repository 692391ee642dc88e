/// Row 2: virtual services and their real servers: health, quorum, sorry server, weights, drain.
///
/// [lvs.director.pool.PoolEngine] takes events and returns effects; it is pure. The rules are those
/// of keepalived's checker, with the differences that are named below. Each cell of these tables
/// has a row in `ProbeStateTest`, `ServerTransitionTest`, `QuorumTest` or `QuorumTransitionTest`.
///
/// ### A check (`ProbeState`)
///
/// Equal checks are one probe. *s* is the step (the URL of an HTTP check), *n* how many there are,
/// *f* the failures tolerated so far.
///
/// | state | good run | bad run | next run |
/// |---|---|---|---|
/// | Unchecked(s), no verdict | s+1 < n: Unchecked(s+1), else Up(0) | Down(s) | delay_loop; at once in our own way or with fast_recovery |
/// | Believed(s, f), no verdict, served when this run began | s+1 < n: Believed(s+1, 0), else Up(0) | f < retry: Believed(s, f+1), else Down(s) | as Unchecked; delay_before_retry after a failure |
/// | Up(s), verdict UP | Up((s+1) mod n) | retry > 0: Retrying(s, 1), else Down(s) | delay_loop |
/// | Retrying(s, f), verdict UP | Up((s+1) mod n) | f < retry: Retrying(s, f+1), else Down(s) | delay_before_retry after the failure |
/// | Down(s), verdict DOWN | n = 1: Up(0), else Recovering(0) | Down(s) | delay_loop; HTTP the longer of both delays |
/// | Recovering(s), verdict DOWN | s+1 < n: Recovering(s+1), else Up(0) | Down(s) | delay_loop; at once with fast_recovery |
///
/// delay_loop counts from start to start, delay_before_retry from the end of the failed run, and no
/// run starts before the last one has ended. The first run comes after a random time up to warmup
/// where warmup is set; otherwise probes start half a millisecond apart, closer where they would
/// need more than one delay_loop. A probe that starts late by more than a quarter of delay_loop
/// (the machine was paused) runs once and gets a new random place among the others. A failure that
/// took more than twice its timeout and five seconds is not counted, once in a row, but run again.
///
/// ### A real server (`ServerState.Health`)
///
/// A check votes GOOD when its verdict is UP and BAD when it is DOWN. Without a verdict it votes
/// BAD with alpha, GOOD with `serve_before_first_check` (keepalived's way), else PENDING. A check
/// that this version cannot run votes GOOD. On a server that serves already, a new check votes GOOD
/// until its verdict. Any BAD is DOWN, else any PENDING is PENDING, else UP.
///
/// | from | to UP | to DOWN | to PENDING |
/// |---|---|---|---|
/// | PENDING | enters the table; notice "is up"; scripts and FIFO only if they were told otherwise before | notice "is down at start"; scripts and FIFO DOWN | nothing |
/// | UP | nothing; a changed weight: notice, table, quorum | notice "is down", table, script, FIFO, quorum | cannot happen |
/// | DOWN | notice "is up", table, script, FIFO, quorum | a further check that fails: notice CHECK_FAILED | nothing |
///
/// Order of effects: notice, table, script, FIFO, then those of the quorum. A step wants at most
/// one table, at the place of its first change. Scripts and FIFO readers take a server that is not
/// alpha for up until they are told otherwise, as with keepalived; `rs_init_notifies` tells them
/// the first state too.
///
/// | standing | UP | UP, sorry server serves | not UP |
/// |---|---|---|---|
/// | ENABLED | its weight | inhibit: weight 0, else no entry | inhibit: weight 0, else no entry |
/// | DRAINING | weight 0 | weight 0 | inhibit: weight 0, else no entry |
/// | DISABLED, counts as not up | no entry | no entry | no entry |
///
/// A drain ends with the second count in which no connection and no persistence template is left
/// (the first may be older than the weight of 0), and is announced. Where a removal shall follow,
/// the standing becomes DISABLED then, or at the deadline, and says why; a deadline also comes for
/// a server that is not configured at the moment. The end of the operator's change goes before the
/// deadline.
///
/// The weight is the operator's, else what a dynamic MISC_CHECK asked for, else the configured one,
/// plus what FILE_CHECKs add, from 0 to 2147483647.
///
/// ### Quorum (`Quorum`)
///
/// *sum* is the weight that is up, *possible* the same with PENDING servers, *q* quorum, *h*
/// hysteresis. Too little is 0 or less than q - h.
///
/// | state | sum ≥ q + h | possible too little | sum too little | otherwise |
/// |---|---|---|---|---|
/// | UNDECIDED, since start | UP | LOST | UNDECIDED | UNDECIDED |
/// | UP | UP | LOST | LOST | UP |
/// | LOST | UP | LOST | LOST | LOST |
///
/// | | with sorry server | without |
/// |---|---|---|
/// | to UP | notice; sorry server leaves (inhibit: weight 0) and good servers enter; script; FIFO | notice; script; FIFO |
/// | to LOST | notice; good servers leave and sorry server enters with weight 1; script; FIFO | notice; script; FIFO; servers that are up serve on |
///
/// A new service whose servers could not gain quorum all together begins as LOST, with its sorry
/// server: PENDING and up weigh less than q + h. A service that is not alpha is taken for up until
/// scripts are told otherwise.
///
/// ### Start with a table that an earlier run left (`Adoption`)
///
/// After SIGKILL or `stop --keep-table` the kernel's table is still there and carries connections.
/// What the first configuration finds there under one of a service's keys begins so, without a
/// notice of its own; what it does not find begins as above. A new run that finds what the last one
/// wanted, wants the same.
///
/// | found | begins | scripts and FIFO readers take it for |
/// |---|---|---|
/// | weight above 0 | votes GOOD, its checks are Believed; with a MISC_CHECK or FILE_CHECK that changes the weight, the weight found counts until it is heard | UP |
/// | weight 0, inhibit, and neither configuration nor operator say 0 | votes PENDING, weight 0 | DOWN |
/// | weight 0 otherwise | votes PENDING, keeps its entry with weight 0 until its verdict, its checks are Believed | UP |
/// | disabled by the operator | as if not found | |
/// | the sorry server with weight, all others with 0 or gone | LOST, the sorry server serves | DOWN |
/// | servers, and a sorry server that rests | UP unless the sum is too little | UP |
/// | servers, no sorry server configured | UP if the sum is q + h, else UNDECIDED | UP unless alpha |
///
/// A real server that is the sorry server too is taken for the sorry server when its entry is the
/// one the sorry server would have.
///
/// ### Reload
///
/// A service is known again by its id, a server by address and port, a check by being equal or
/// different in timing only; what is known keeps state, counters and results. Operators' changes
/// stay, also for servers that are not configured at the moment.
package lvs.director.pool;
