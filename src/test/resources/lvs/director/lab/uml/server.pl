# server.pl NAME PROTOCOL/ADDRESS/PORT ...
# A real server: answers HTTP requests over TCP, and each datagram over UDP, with its name. The TCP
# address :: means every address, IPv4 too; a datagram's answer comes from the address it went to
# only when that address is named. Says "ready" when all of it listens.
use strict;
use warnings;
use Socket qw(:DEFAULT IPPROTO_IPV6 IPV6_V6ONLY inet_pton pack_sockaddr_in6);

my ($name, @endpoints) = @ARGV;
my (%listening, %datagrams, %connections);
$SIG{PIPE} = 'IGNORE';
$| = 1;

sub opened {
    my ($protocol, $address, $port) = split m{/}, shift;
    my $six = $address =~ /:/;
    my $type = $protocol eq 'tcp' ? SOCK_STREAM : SOCK_DGRAM;
    socket(my $socket, $six ? AF_INET6 : AF_INET, $type, 0) or die "socket: $!";
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die "reuse: $!";
    if ($six) {
        setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, pack('i', $address eq '::' ? 0 : 1)) or die "v6only: $!";
    }
    my $packed = inet_pton($six ? AF_INET6 : AF_INET, $address) // die "no address: $address";
    my $name = $six ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
    bind($socket, $name) or die "bind $address $port: $!";
    if ($protocol eq 'tcp') {
        listen($socket, 128) or die "listen $address $port: $!";
        $listening{fileno $socket} = $socket;
    } else {
        $datagrams{fileno $socket} = $socket;
    }
}

# A request ends with an empty line; HTTP/1.1 keeps the connection.
sub hear {
    my ($number) = @_;
    my $connection = $connections{$number};
    my $got = sysread($connection->{socket}, $connection->{text}, 65536, length $connection->{text});
    return delete $connections{$number} unless $got;
    while ($connection->{text} =~ s{^\S+ \S+ HTTP/1\.(\d).*?\r?\n\r?\n}{}s) {
        my $kept = $1 eq '1';
        syswrite($connection->{socket}, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
            . length($name) . "\r\nConnection: " . ($kept ? 'keep-alive' : 'close') . "\r\n\r\n$name");
        return delete $connections{$number} unless $kept;
    }
}

opened($_) for @endpoints;
print "ready\n";
while (1) {
    my $wanted = '';
    vec($wanted, $_, 1) = 1 for keys %listening, keys %datagrams, keys %connections;
    next if select(my $ready = $wanted, undef, undef, undef) < 0;
    for my $number (grep { vec $ready, $_, 1 } keys %listening) {
        accept(my $socket, $listening{$number}) or next;
        $connections{fileno $socket} = {socket => $socket, text => ''};
    }
    for my $number (grep { vec $ready, $_, 1 } keys %datagrams) {
        my $from = recv($datagrams{$number}, my $text, 65536, 0) // next;
        send($datagrams{$number}, $name, 0, $from);
    }
    hear($_) for grep { vec($ready, $_, 1) && $connections{$_} } keys %connections;
}
