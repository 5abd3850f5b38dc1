package dev.rollcall.local.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder of a connection and Vert.x, which answers an unknown version of HTTP
 * without a document, and a body that breaks its own framing not at all.
 */
final class BrokenFraming extends ChannelInboundHandlerAdapter {

  private static final Set<HttpVersion> KNOWN = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

  private static final int NONE = 0;

  /** Requests of the connection whose heads have been read; pipelined ones may wait their turn. */
  private int read;

  /** Requests that have had their turn: the one that is being answered is the last of them. */
  private int begun;

  /** The request, by its place, whose body can't be read. Nothing behind it is a request. */
  private int broken = NONE;

  private @Nullable Runnable onBrokenBody;

  private BrokenFraming() {}

  /** Watches a connection from its first request on. */
  static void watch(HttpConnection connection) {
    ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
    vertx
        .pipeline()
        .addBefore(vertx.name(), BrokenFraming.class.getSimpleName(), new BrokenFraming());
  }

  /**
   * The next request of the connection has its turn.
   *
   * @param broken what happens when its body can't be read, while it has its turn
   * @return whether that is known already, since it was sent before its turn came
   */
  static boolean begins(HttpConnection connection, Runnable broken) {
    BrokenFraming watched =
        ((ConnectionBase) connection).channelHandlerContext().pipeline().get(BrokenFraming.class);
    watched.begun++;
    watched.onBrokenBody = broken;
    return watched.broken == watched.begun;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      read++;
    }
    if (message instanceof HttpRequest request && !KNOWN.contains(request.protocolVersion())) {
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("unknown version of HTTP")));
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    } else if (isBrokenBody(message)) {
      ReferenceCountUtil.release(message);
      broken = read;
      if (onBrokenBody != null && begun == read) {
        onBrokenBody.run();
      }
      return;
    }
    context.fireChannelRead(message);
  }

  private static boolean isBrokenBody(Object message) {
    return message instanceof HttpContent content
        && !(message instanceof HttpRequest)
        && content.decoderResult().isFailure();
  }
}
