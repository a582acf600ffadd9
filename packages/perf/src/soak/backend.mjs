import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startProbedBackend } from '../probedBackend.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { sandboxDir } from '../../../../scripts/lib/services.mjs';

/** Changes the kubeconfig of the backend, so that it reaches a cluster through another port, on which a gate forwards the traffic. */
export function leadThrough(cluster, port) {
  const file = path.join(sandboxDir(), 'backend-kubeconfig');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(`:${cluster}`, `:${port}`));
}

/**
 * Starts the backend of the host with the probe.
 * @param {string} samples - the file that the probe writes to
 */
export async function startMeasuredBackend(tools, ports, samples, sampleMs) {
  mkdirSync(path.dirname(samples), { recursive: true });
  rmSync(samples, { force: true });
  return startProbedBackend(tools, ports, {
    flags: ['--expose-gc'],
    probe: inRoot('packages', 'perf', 'src', 'soak', 'probe.cjs'),
    env: { SOAK_SAMPLES: samples, SOAK_SAMPLE_MS: String(sampleMs) },
  });
}
