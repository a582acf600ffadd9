import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Counts as plugins do by the metrics service, and prints what Prometheus reads at a port. */
const PROGRAM = `
const { mockServices, ServiceFactoryTester } = require('@backstage/backend-test-utils');
const { metricsServiceFactory } = require('@backstage/backend-defaults/alpha');
(async () => {
  const tester = ServiceFactoryTester.from(metricsServiceFactory, {
    dependencies: [mockServices.rootConfig.factory()],
  });
  const metrics = await tester.getSubject('irsa');
  metrics.createCounter('irsa.scans').add(1, { kind: 'cluster' });
  const url = 'http://localhost:' + process.argv[1] + '/metrics';
  const answer = await fetch(url).then(a => a.text(), () => 'nothing listens');
  console.log(answer);
  process.exit();
})();
`;

async function freePort(): Promise<string> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

async function readMetrics(
  port: string,
  env: Record<string, string>,
): Promise<string> {
  const instrumentation = resolve(__dirname, 'instrumentation.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', instrumentation, '-e', PROGRAM, port],
    { cwd: __dirname, env: { PATH: process.env.PATH, ...env } },
  );
  return stdout;
}

describe('the instrumentation', () => {
  it('serves the metrics of plugins to Prometheus, and no arguments of the process', async () => {
    const port = await freePort();
    const metrics = await readMetrics(port, {
      OTEL_EXPORTER_PROMETHEUS_PORT: port,
    });
    expect(metrics).toMatch(
      /^irsa_scans_total\{kind="cluster",otel_scope_name="backstage-plugin-irsa"\} 1$/m,
    );
    expect(metrics).not.toContain('process_command');
  }, 60_000);

  it('serves nothing without a port', async () => {
    const port = await freePort();
    expect((await readMetrics(port, {})).trim()).toBe('nothing listens');
  }, 60_000);
});
