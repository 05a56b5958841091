package dev.turnout.agents.router.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the very frames that an HTTP/2 server sends; HTTP clients hide them. */
final class Http2Frames extends SimpleChannelInboundHandler<Http2StreamFrame> {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Http2Frames() {}

  /** The frames of the answer to a request without a body. */
  static List<String> of(int port, String contentType) throws InterruptedException {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel connection = connect(group, port);
      Http2Frames frames = new Http2Frames();
      Channel stream =
          new Http2StreamChannelBootstrap(connection).handler(frames).open().sync().getNow();
      Http2Headers head =
          new DefaultHttp2Headers()
              .method("POST")
              .scheme("http")
              .path("/service/method")
              .authority("127.0.0.1:" + port)
              .add("content-type", contentType);
      stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, true)).sync();
      frames.ended.await(60, TimeUnit.SECONDS);
      return frames.seen;
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
    if (frame instanceof Http2HeadersFrame head) {
      note(
          "HEADERS end=%s grpc-status=%s"
              .formatted(head.isEndStream(), head.headers().get("grpc-status")),
          head.isEndStream());
    } else if (frame instanceof Http2DataFrame data) {
      note("DATA end=%s".formatted(data.isEndStream()), data.isEndStream());
    }
  }

  private void note(String frame, boolean last) {
    seen.add(frame);
    if (last) {
      ended.countDown();
    }
  }

  private static Channel connect(MultiThreadIoEventLoopGroup group, int port)
      throws InterruptedException {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        Http2FrameCodecBuilder.forClient().build(),
                        new Http2MultiplexHandler(
                            new ChannelInitializer<Channel>() {
                              @Override
                              protected void initChannel(Channel pushed) {}
                            }));
              }
            })
        .connect("127.0.0.1", port)
        .sync()
        .channel();
  }
}
