package dev.drlab.lab.simulation.network.balancer;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection: one request after the other, each to the task whose turn it is. On the loop's thread only. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private final Supplier<Optional<Target>> turn;
    private final long keepUntilNanos;
    /** Parts that came while the task's connection was not there yet, and requests before this one was answered. */
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();

    private ChannelHandlerContext context;
    /** That carries the request; null between requests, before it is there, and once the answer is the balancer's own. */
    private TargetConnection target;

    private boolean busy;
    private boolean connecting;
    private boolean requestEnded;
    private boolean answerBegan;
    private boolean answerEnded;
    private boolean keepAlive;

    ClientConnection(Supplier<Optional<Target>> turn, long keepUntilNanos) {
        this.turn = turn;
        this.keepUntilNanos = keepUntilNanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        proceed();
    }

    /** Handles what can be handled now, and reads no further while something has to wait. */
    private void proceed() {
        while (!waiting.isEmpty() && !connecting && !(busy && waiting.peek() instanceof HttpRequest)) {
            Object message = waiting.poll();
            if (message instanceof HttpRequest head) {
                begin(head);
            } else {
                more((HttpContent) message);
            }
        }
        context.channel().config().setAutoRead(waiting.isEmpty() && (target == null || target.takesMore()));
    }

    private void begin(HttpRequest head) {
        busy = true;
        requestEnded = false;
        answerBegan = false;
        answerEnded = false;
        keepAlive = HttpUtil.isKeepAlive(head);
        if (head.decoderResult().isFailure()) {
            ReferenceCountUtil.release(head);
            keepAlive = false; // where the next request begins is not known
            requestEnded = true;
            refuse(
                    head.decoderResult().cause() instanceof TooLongHttpLineException
                            ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                            : HttpResponseStatus.BAD_REQUEST);
            return;
        }
        Optional<Target> chosen = turn.get();
        if (chosen.isEmpty()) {
            ReferenceCountUtil.release(head);
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE);
            return;
        }
        ofThisHopNoMore(head);
        head.setProtocolVersion(HttpVersion.HTTP_1_1);
        connecting = true;
        chosen.get().take(head, this);
    }

    /** A task's connection is there for the request. */
    void connected(TargetConnection made, HttpRequest head) {
        connecting = false;
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(head);
            made.abort();
            return;
        }
        target = made;
        made.send(head, false);
        proceed();
    }

    /** No connection to the task could be had. */
    void unreachable(HttpRequest head, Throwable cause) {
        LOG.debug("A task cannot be reached", cause);
        connecting = false;
        ReferenceCountUtil.release(head);
        if (context.channel().isActive()) {
            refuse(
                    cause instanceof ConnectTimeoutException
                            ? HttpResponseStatus.GATEWAY_TIMEOUT
                            : HttpResponseStatus.BAD_GATEWAY);
            proceed();
        }
    }

    private void more(HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        boolean broken = part.decoderResult().isFailure();
        requestEnded |= last;
        if (broken) {
            ReferenceCountUtil.release(part);
            malformedBody();
        } else if (target == null) { // answered without it
            ReferenceCountUtil.release(part);
            endIfAnswered();
        } else {
            target.send(part, true);
        }
    }

    private void malformedBody() {
        keepAlive = false;
        requestEnded = true;
        giveUpTarget();
        if (answerBegan) {
            Listener.reset(context.channel());
        } else {
            refuse(HttpResponseStatus.BAD_REQUEST);
        }
    }

    /** The task takes more of the request again. */
    void targetTakesMore() {
        proceed();
    }

    /** Whether the whole request was passed on. */
    boolean requestEnded() {
        return requestEnded;
    }

    /** Passes on a part of the task's answer. */
    void answer(HttpObject part) {
        if (part instanceof HttpResponse head) {
            ofThisHopNoMore(head);
            beginAnswer(head);
        }
        context.write(part);
        if (!context.channel().isWritable()) {
            target.read(false);
            context.flush();
        }
    }

    /** Sends what was held back. */
    void flush() {
        context.flush();
    }

    /** The task's answer is complete. */
    void answered() {
        target = null;
        context.flush();
        answerEnded = true;
        endIfAnswered();
    }

    /** The task closed its connection in the middle. */
    void targetLost() {
        target = null;
        if (answerBegan) {
            Listener.reset(context.channel());
        } else {
            refuse(HttpResponseStatus.BAD_GATEWAY);
        }
    }

    /** Answers in the balancer's own name. */
    private void refuse(HttpResponseStatus status) {
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                Unpooled.copiedBuffer(
                        "<html><body><h1>" + status + "</h1></body></html>\r\n", StandardCharsets.US_ASCII));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html");
        HttpUtil.setContentLength(answer, answer.content().readableBytes());
        beginAnswer(answer);
        context.writeAndFlush(answer);
        answerEnded = true;
        endIfAnswered();
    }

    private void beginAnswer(HttpResponse head) {
        answerBegan = true;
        keepAlive &= System.nanoTime() - keepUntilNanos < 0;
        HttpUtil.setKeepAlive(head, keepAlive);
    }

    private void endIfAnswered() {
        if (!busy || !answerEnded) {
            return;
        }
        if (!keepAlive) {
            busy = false;
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (requestEnded) {
            busy = false;
            proceed();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (target != null && ctx.channel().isWritable()) {
            target.read(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            ctx.fireUserEventTriggered(event);
        } else if (busy && !answerBegan) {
            giveUpTarget();
            keepAlive = false;
            refuse(HttpResponseStatus.GATEWAY_TIMEOUT);
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        giveUpTarget();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A client's connection failed", cause);
        Listener.reset(ctx.channel());
    }

    private void giveUpTarget() {
        if (target != null) {
            TargetConnection given = target;
            target = null;
            given.abort();
        }
    }

    /** Takes out what is between two neighbours only (RFC 9110, section 7.6.1). */
    private static void ofThisHopNoMore(HttpMessage head) {
        head.headers().remove(HttpHeaderNames.CONNECTION);
        head.headers().remove("Keep-Alive");
        head.headers().remove(HttpHeaderNames.PROXY_CONNECTION);
        head.headers().remove(HttpHeaderNames.TE);
        head.headers().remove(HttpHeaderNames.UPGRADE);
    }
}
