import type { ObjectApi } from '../objectApi';
import { timestamp } from '../metadata';
import { jobs } from '../resources/jobs';
import { createPod, isReady, podsOf } from './podsOf';

/** Has the pods of a Job running; nothing runs in them, so a Job never completes. */
export function reconcileJob(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const job = api.store.get(jobs, namespace, name);
  if (!job || job.metadata.deletionTimestamp) {
    return;
  }
  const uid = job.metadata.uid ?? '';
  const labels = {
    ...job.spec.template.metadata?.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'job-name': name,
  };
  const template = {
    ...job.spec.template,
    metadata: { ...job.spec.template.metadata, labels },
  };
  const missing = (job.spec.parallelism ?? 1) - podsOf(api, job).length;
  Array.from({ length: Math.max(missing, 0) }).every(() =>
    createPod(api, job, template, { name: '', generateName: `${name}-` }),
  );
  const owned = podsOf(api, job);
  api.setStatus(jobs, {
    ...job,
    status: {
      active: owned.length,
      ready: owned.filter(isReady).length,
      startTime: job.status?.startTime ?? timestamp(api.now()),
    },
  });
}
