import { KubeConfig } from '@kubernetes/client-node';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeconfigFiles } from './KubeconfigFiles';

const folder = mkdtempSync(join(tmpdir(), 'irsa-kubeconfig-'));
const FILE = join(folder, 'config');
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of clusters, each with a context and a user of its name, and sets its modification time. */
function write(servers: Record<string, string>, seconds: number): void {
  const names = Object.keys(servers);
  writeFileSync(
    FILE,
    JSON.stringify({
      clusters: names.map(name => ({
        name,
        cluster: { server: servers[name], 'certificate-authority': 'ca.crt' },
      })),
      users: names.map(name => ({ name, user: { token: `token-of-${name}` } })),
      contexts: names.map(name => ({
        name,
        context: { cluster: name, user: name },
      })),
      'current-context': names[0],
    }),
  );
  utimesSync(FILE, seconds, seconds);
}

describe('a kubeconfig file', () => {
  let files: KubeconfigFiles;
  beforeEach(() => {
    files = new KubeconfigFiles();
    write({ prod: 'https://prod', staging: 'https://staging' }, 1_000);
  });

  const loaded = (name?: string) => {
    const config = new KubeConfig();
    files.load(config, FILE, name);
    return config;
  };

  it.each([
    ['the named context', 'staging', 'staging'],
    ['the current context if none is named', undefined, 'prod'],
  ])('provides only %s', (_, named, expected) => {
    const config = loaded(named);
    expect(config.getCurrentCluster()).toMatchObject({
      server: `https://${expected}`,
      caFile: join(folder, 'ca.crt'),
    });
    expect(config.getCurrentUser()?.token).toBe(`token-of-${expected}`);
    expect(config.getClusters()).toHaveLength(1);
    expect(config.getUsers()).toHaveLength(1);
  });

  it('provides nothing for an unknown context', () => {
    expect(loaded('other').getCurrentCluster()).toBeNull();
  });

  it('is read again after a change', () => {
    loaded('prod');
    write({ prod: 'https://moved' }, 2_000);
    expect(loaded('prod').getCurrentCluster()?.server).toBe('https://moved');
    expect(loaded('staging').getCurrentCluster()).toBeNull();
  });

  it('that does not exist causes an error with its path', () => {
    expect(() => files.load(new KubeConfig(), join(folder, 'none'))).toThrow(
      join(folder, 'none'),
    );
  });
});
