# client.pl FIFO FIFO: takes commands from the first and answers each into the second, line by line
# client.pl load ADDRESS PORT [SOURCE]: one request after the other; prints "MILLISECONDS ANSWER" for each
#
# Several commands of a line are parted by semicolons.
#
#   tcp COUNT ADDRESS PORT [SOURCE [PORT]]   so many HTTP requests, each with its own connection
#   udp COUNT ADDRESS PORT [SOURCE [PORT]]   so many datagrams, each with its own socket
#   hold LABEL ADDRESS PORT [SOURCE]         a request whose connection stays
#   again LABEL                              one more request on that connection
#   drop LABEL                               closes it
#   read FILE                                the file's text
#
# An answer is the name of the server that answered, or "! " and why there was none.
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6);

my $patience = 10;
my $late = qr/temporarily unavailable|in progress|timed out/;
my %held;
$SIG{PIPE} = 'IGNORE';
$| = 1;

sub name_of {
    my ($address, $port) = @_;
    my $six = $address =~ /:/;
    my $packed = inet_pton($six ? AF_INET6 : AF_INET, $address) // die "no address: $address";
    return $six ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
}

# Its errors are those of connect; a system call that waits gives up after the patience.
sub connected {
    my ($type, $address, $port, $source, $source_port) = @_;
    my $socket;
    socket($socket, $address =~ /:/ ? AF_INET6 : AF_INET, $type, 0) or die "socket: $!";
    setsockopt($socket, SOL_SOCKET, $_, pack('l!l!', $patience, 0)) for SO_RCVTIMEO, SO_SNDTIMEO;
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
    if (defined $source) {
        bind($socket, name_of($source, $source_port // 0)) or die "bind $source: $!";
    }
    return connect($socket, name_of($address, $port)) ? $socket : undef;
}

# What follows the header, whose length it says; an end before that is an error.
sub heard {
    my ($socket) = @_;
    my $text = '';
    while ($text !~ /\r\n\r\n/ || length($') < ($text =~ /Content-Length: (\d+)/i)[0]) {
        my $got = sysread($socket, $text, 65536, length $text);
        return "! $!" unless defined $got;
        return '! closed' unless $got;
    }
    return $text =~ s/.*\r\n\r\n//sr;
}

sub asked {
    my ($socket, $version) = @_;
    return "! $!" unless defined $socket;
    syswrite($socket, "GET / HTTP/$version\r\nHost: virtual\r\n\r\n") or return "! $!";
    return heard($socket);
}

sub datagram {
    my $socket = connected(SOCK_DGRAM, @_) or return "! $!";
    defined send($socket, 'name?', 0) or return "! $!";
    my $answer;
    return defined recv($socket, $answer, 65536, 0) ? $answer : "! $!";
}

sub held {
    my ($label, @where) = @_;
    my $socket = connected(SOCK_STREAM, @where);
    my $answer = asked($socket, '1.1');
    $held{$label} = $socket;
    return $answer;
}

sub text {
    my ($file) = @_;
    open(my $in, '<', $file) or return "! $!";
    local $/;
    return <$in> =~ s/\n\z//r;
}

# After one that was not answered in time nothing more is tried.
sub repeated {
    my ($what, $count, @where) = @_;
    my @answers;
    while (@answers < $count && !(@answers && $answers[-1] =~ /$late/)) {
        push @answers, $what eq 'udp' ? datagram(@where) : asked(connected(SOCK_STREAM, @where), '1.0');
    }
    return @answers;
}

sub answers {
    my ($what, @words) = @_;
    if ($what eq 'tcp' || $what eq 'udp') {
        my $count = shift @words;
        return repeated($what, $count, @words);
    }
    return held(@words) if $what eq 'hold';
    return asked($held{$words[0]}, '1.1') if $what eq 'again';
    return delete $held{$words[0]} ? 'dropped' : '! not held' if $what eq 'drop';
    return text(@words) if $what eq 'read';
    return "! no such command: $what";
}

sub load {
    while (1) {
        my $answer = asked(connected(SOCK_STREAM, @_), '1.0');
        printf "%d %s\n", 1000 * (split ' ', text('/proc/uptime'))[0], $answer;
        select(undef, undef, undef, 0.01);
    }
}

load(@ARGV[1 .. $#ARGV]) if $ARGV[0] eq 'load';
my ($commands, $replies) = @ARGV;
open(my $in, '+<', $commands) or die "$commands: $!";
print "ready\n";
while (my $line = <$in>) {
    my @answers = eval { map { answers(split ' ', $_) } split /;/, $line };
    @answers = ("! $@") if $@;
    open(my $out, '>', $replies) or die "$replies: $!";
    print $out map { "$_\n" } @answers;
    close $out;
}
