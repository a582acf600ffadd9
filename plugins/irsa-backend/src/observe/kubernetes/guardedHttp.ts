import { ResponseContext, type RequestContext } from '@kubernetes/client-node';
import { fetch, type Response } from 'undici';
import { InvalidResponseError } from '@backstage-irsa/core/model';

/** The maximum size of an answer, in bytes. A page of 500 large pods has a third of it. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

async function readLimited(body: Response['body']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      throw new InvalidResponseError(
        `a response of more than ${LONGEST_ANSWER / 1024 / 1024} MiB`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends a request of the Kubernetes client. Does not follow redirects and limits the answer size, in case an impostor answers for the cluster. */
export async function sendGuarded(
  request: RequestContext,
): Promise<ResponseContext> {
  const answer = await fetch(request.getUrl(), {
    method: request.getHttpMethod(),
    body: request.getBody() as string | undefined,
    headers: request.getHeaders(),
    signal: request.getSignal(),
    dispatcher: request.getDispatcher(),
    redirect: 'manual',
  });
  if (answer.status >= 300 && answer.status < 400) {
    await answer.body?.cancel();
    throw new InvalidResponseError('a redirect, which is not followed');
  }
  const binary = () => readLimited(answer.body);
  return new ResponseContext(
    answer.status,
    Object.fromEntries(answer.headers),
    {
      binary,
      text: async () => (await binary()).toString('utf8'),
      stream: () => answer.body as ReadableStream<Uint8Array> | null,
    },
  );
}
