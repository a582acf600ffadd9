import net from 'node:net';
import { Stop } from './progress.mjs';

/** All ports of the product: key, name, environment variable, and default. */
const PORTS = [
  ['app', 'the app', 'IRSA_APP_PORT', 3000],
  ['backend', 'the backend', 'IRSA_BACKEND_PORT', 7007],
  ['aws', "the sandbox's AWS", 'IRSA_SANDBOX_AWS_PORT', 4566],
  ['prod', 'cluster prod-eu', 'IRSA_SANDBOX_PROD_PORT', 6443],
  ['staging', 'cluster staging-eu', 'IRSA_SANDBOX_STAGING_PORT', 6444],
];

function isFree(port, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', error => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** Returns all ports, from the environment or the defaults. Throws a {@link Stop} if one of the ports in `keys` is in use. */
export async function choosePorts(keys) {
  const chosen = {};
  const taken = [];
  for (const [key, name, variable, port] of PORTS) {
    const text = process.env[variable] ?? String(port);
    if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) {
      throw new Stop(`${variable} is "${text}". Use a port from 1 to 65535.`);
    }
    chosen[key] = Number(text);
    if (!keys.includes(key)) continue;
    // Some servers listen only on loopback, others on all addresses. Both must be free.
    const free =
      (await isFree(chosen[key], '127.0.0.1')) &&
      (await isFree(chosen[key], '::'));
    if (!free)
      taken.push(
        `Port ${text} for ${name} is in use. Set ${variable} to another port, such as ${variable}=${
          Number(text) + 100
        }.`,
      );
  }
  if (taken.length > 0) throw new Stop(taken.join('\n'));
  return chosen;
}
