package dev.drlab.lab.simulation.network.balancer;

import dev.drlab.lab.simulation.network.health.Health;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** A task that serves: its health, and the connections to it. What is not said to be safe is for the loop's thread only. */
final class Target {
    /**
     * As an Application Load Balancer's, see
     * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html">HTTP
     * 504: Gateway timeout</a>.
     */
    private static final int CONNECT_MILLIS = 10_000;

    private final EventLoop loop;
    private final int port;
    private final Health health;
    /** The most recently used first. */
    private final ArrayDeque<TargetConnection> idle = new ArrayDeque<>();

    private boolean deregistered;

    Target(EventLoop loop, int port, Health health) {
        this.loop = loop;
        this.port = port;
        this.health = health;
    }

    /** Its port on 127.0.0.1; safe. */
    int port() {
        return port;
    }

    /** Whether its last probes say so; safe. */
    boolean healthy() {
        return health.healthy();
    }

    /** Takes a request on an idle connection, else on a new one; the client is told which, or why none. */
    void take(HttpRequest head, ClientConnection client) {
        TargetConnection kept = idle.poll();
        if (kept != null) {
            kept.carry(client);
            client.connected(kept, head);
            return;
        }
        TargetConnection made = new TargetConnection(this);
        ChannelFuture connect = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), made);
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        connect.addListener(done -> {
            if (!done.isSuccess()) {
                client.unreachable(head, done.cause());
            } else {
                made.carry(client);
                client.connected(made, head);
            }
        });
    }

    /** Keeps a connection that has nothing to carry, but not of a task that gets no more requests. */
    void keep(TargetConnection connection) {
        if (deregistered) {
            connection.close();
        } else {
            idle.push(connection);
        }
    }

    /** One of its connections has ended. */
    void ended(TargetConnection connection) {
        idle.remove(connection);
    }

    /** Gives it no more requests; those under way go on. */
    void deregister() {
        deregistered = true;
        while (!idle.isEmpty()) {
            idle.poll().close();
        }
    }
}
