import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a change request system whose responses a test sets. */
export async function changeRequests() {
  const state = {
    opened: [] as Record<string, string>[],
    status: 200,
    answer: { approval: 'requested' } as Record<string, string>,
  };
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const query = decodeURIComponent(req.url ?? '').split('correlation_id=')[1];
    if (req.method === 'POST') {
      const asked = JSON.parse(Buffer.concat(parts).toString());
      state.opened.push({ number: `CHG${state.opened.length + 1}`, ...asked });
    }
    const found =
      req.method === 'POST'
        ? state.opened.at(-1)
        : state.opened.find(each => each.correlation_id === query);
    const isAllowed = req.headers.authorization === 'Bearer secret-of-test';
    const result = found && { ...found, ...state.answer };
    res.statusCode = isAllowed ? state.status : 401;
    res.end(
      JSON.stringify({
        result: req.method === 'POST' ? result : [result].filter(Boolean),
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    state,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}
