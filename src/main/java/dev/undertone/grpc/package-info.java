/**
 * gRPC on a port of its own: the service of {@code undertone.proto}, health, and reflection where it is asked for. The
 * messages are those of HTTP and WebSocket; no decision about audio or emotion is taken here, and nothing is computed on
 * the threads of the network.
 */
@NullMarked
package dev.undertone.grpc;

import org.jspecify.annotations.NullMarked;
