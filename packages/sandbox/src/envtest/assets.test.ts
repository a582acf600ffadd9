import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubebuilderAssets } from './assets';

describe('kubebuilderAssets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (program: string, mode: number) =>
    writeFileSync(join(folder, program), '', { mode });

  it('returns the folder that contains all programs', () => {
    for (const program of ['etcd', 'kube-apiserver', 'kube-controller-manager'])
      write(program, 0o755);
    expect(kubebuilderAssets({ KUBEBUILDER_ASSETS: folder })).toBe(folder);
  });

  it('says which variable to set when it is missing', () => {
    expect(() => kubebuilderAssets({})).toThrow(
      'packages/sandbox/src/envtest/kube-assets.sh',
    );
  });

  it('names the program that is missing', () => {
    write('etcd', 0o755);
    expect(() => kubebuilderAssets({ KUBEBUILDER_ASSETS: folder })).toThrow(
      'no kube-apiserver that can be run',
    );
  });

  it('names the program that cannot be run', () => {
    write('etcd', 0o644);
    expect(() => kubebuilderAssets({ KUBEBUILDER_ASSETS: folder })).toThrow(
      'no etcd that can be run',
    );
  });
});
