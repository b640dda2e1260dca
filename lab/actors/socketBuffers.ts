import type { Socket } from "node:dgram";

/** Large enough for a burst of bulk data; the kernel may grant less. */
const BUFFER_BYTES = 4 << 20;

/**
 * A process that is busy for a moment loses datagrams as soon as the kernel's buffer is full, and on a shared machine
 * an actor often is. Each loss costs SCTP a timeout of a second (RFC 9260 §6.3.1).
 */
export function widenBuffers(socket: Socket): void {
  socket.setRecvBufferSize(BUFFER_BYTES);
  socket.setSendBufferSize(BUFFER_BYTES);
}
