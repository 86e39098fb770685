package dev.drlab.lab.simulation.network.balancer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a task, which carries one client's request at a time. On the loop's thread only. */
final class TargetConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TargetConnection.class);

    private final Target target;
    private ChannelHandlerContext context;
    private ClientConnection client;
    private boolean keepAlive;

    TargetConnection(Target target) {
        this.target = target;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** The answer that comes next is that client's. */
    void carry(ClientConnection next) {
        client = next;
        keepAlive = false;
    }

    /** Sends a part of the request, or holds it back for the next one. */
    void send(HttpObject part, boolean now) {
        if (now) {
            context.writeAndFlush(part, context.voidPromise());
        } else {
            context.write(part, context.voidPromise());
        }
    }

    /** False while the task does not take what it was sent. */
    boolean takesMore() {
        return context.channel().isWritable();
    }

    /** Reads on, or waits for a client that does not take what it was sent. */
    void read(boolean wanted) {
        context.channel().config().setAutoRead(wanted);
    }

    /** Gives up the request that it carries. */
    void abort() {
        client = null;
        Listener.reset(context.channel());
    }

    /** Closes it. */
    void close() {
        client = null;
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (client == null) { // spoke out of turn
            ReferenceCountUtil.release(message);
            abort();
            return;
        }
        if (message instanceof HttpResponse head) {
            if (head.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                lost();
                return;
            }
            keepAlive = HttpUtil.isKeepAlive(head);
        }
        client.answer((HttpObject) message);
        if (message instanceof LastHttpContent) {
            answered();
        }
    }

    private void answered() {
        ClientConnection served = client;
        client = null;
        boolean reusable = keepAlive && served.requestEnded();
        served.answered();
        if (reusable) {
            read(true);
            target.keep(this);
        } else {
            close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (client != null) {
            client.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (client != null) {
            client.targetTakesMore();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        target.ended(this);
        lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A task's connection failed", cause);
        Listener.reset(ctx.channel());
    }

    private void lost() {
        ClientConnection served = client;
        abort();
        if (served != null) {
            served.targetLost();
        }
    }
}
