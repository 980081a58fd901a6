package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

@Versions(
    value = {"io.grpc:grpc-netty:1.30.0", "io.grpc:grpc-netty:1.85.1"},
    unforked = true)
class GrpcTest implements LibraryTest {
  private static final MethodDescriptor<String, String> WHO_ASKS =
      MethodDescriptor.<String, String>newBuilder(new Text(), new Text())
          .setType(MethodType.UNARY)
          .setFullMethodName("shop/whoAsks")
          .build();

  @Override
  public void describe(Emitters emitters) {
    emitters.add("connection", GrpcTest::channelToServer, GrpcTest::ask).slow();
  }

  private static ManagedChannel channelToServer() throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("shop")
                    .addMethod(WHO_ASKS, (call, headers) -> answer(call))
                    .build())
            .build()
            .start();
    return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  private static ServerCall.Listener<String> answer(ServerCall<String, String> call) {
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onHalfClose() {
        call.sendHeaders(new Metadata());
        call.sendMessage(String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
        call.close(Status.OK, new Metadata());
      }
    };
  }

  private static String ask(ManagedChannel channel) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    ClientCall<String, String> call = channel.newCall(WHO_ASKS, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(String message) {
            answer.complete(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            answer.completeExceptionally(status.asException()); // unless there was an answer
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage("?");
    call.halfClose();
    return answer.get();
  }

  private static final class Text implements Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
