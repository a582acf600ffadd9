import { AWS, BACKEND } from './product';

/** The input values of the template "Service with S3 access". */
export interface TemplateValues {
  name: string;
  owner: string;
  cluster: string;
  namespace: string;
  bucket: string;
  access: 'read' | 'write' | 'read-write';
}

/** A request that the sandbox answered. */
export interface SandboxCall {
  service: string;
  operation: string;
  write: boolean;
}

/** Signs in, by default as the guest, and returns a function that sends JSON to the backend. */
export async function signIn(provider: 'guest' | 'colleague' = 'guest') {
  const answer = await fetch(`${BACKEND}/api/auth/${provider}/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${BACKEND}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** Runs the template "Service with S3 access" and waits until it ends. */
export function runTemplate(values: Partial<TemplateValues>) {
  return runTemplateNamed('service-with-s3', values);
}

/** Runs a template and waits until it ends. Returns its status, log lines, and output. */
export async function runTemplateNamed(name: string, values: object) {
  const send = await signIn();
  const task = await send('POST', '/api/scaffolder/v2/tasks', {
    templateRef: `template:default/${name}`,
    values,
  });
  if (task.status !== 201) {
    return { status: 'refused', log: JSON.stringify(task.body), output: {} };
  }
  for (;;) {
    const { body } = await send(
      'GET',
      `/api/scaffolder/v2/tasks/${task.body.id}`,
    );
    if (!['open', 'processing'].includes(body.status)) {
      const events = await send(
        'GET',
        `/api/scaffolder/v2/tasks/${task.body.id}/events`,
      );
      const log = events.body
        .map((event: { body: { message: string } }) => event.body.message)
        .join('\n');
      const last = events.body.at(-1);
      return {
        status: body.status as string,
        log,
        output: last?.body?.output ?? {},
      };
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** Returns the write requests since a time that mention a name. */
export async function writesOf(
  name: string,
  since: Date,
): Promise<SandboxCall[]> {
  const calls = await sandboxCalls(since);
  return calls.filter(
    call => call.write && JSON.stringify(call).toLowerCase().includes(name),
  );
}

/** Returns the requests that the sandbox received since a time. */
export async function sandboxCalls(since: Date): Promise<SandboxCall[]> {
  const answer = await fetch(
    `${AWS}/__sandbox/calls?since=${since.toISOString()}`,
  );
  return (await answer.json()).calls;
}
