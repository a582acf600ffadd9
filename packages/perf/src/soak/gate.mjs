import { once } from 'node:events';
import net from 'node:net';

/** A proxy in front of a cluster. While the gate is shut, it closes all connections and accepts none, so that the cluster is unreachable. */
export class Gate {
  #target;
  #server;
  #port = 0;
  #sockets = new Set();

  /** @param {number} target - the port of the cluster on this machine */
  static async open(target) {
    const gate = new Gate();
    gate.#target = target;
    await gate.open();
    return gate;
  }

  /** The port on which the gate listens. */
  get port() {
    return this.#port;
  }

  async open() {
    this.#server = net.createServer(client => {
      const cluster = net.connect(this.#target, '127.0.0.1');
      for (const [socket, other] of [
        [client, cluster],
        [cluster, client],
      ]) {
        this.#sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  async shut() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
