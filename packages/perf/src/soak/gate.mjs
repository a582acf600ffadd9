import { once } from 'node:events';
import net from 'node:net';

/** Stands before a cluster, which is gone while the gate is shut: what is connected is cut off, and nobody answers. */
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

  /** Where it listens. */
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
