/** A guest's token lasts an hour. */
const TOKEN_MS = 10 * 60_000;
/** Longer than everything that the backend waits for itself. */
const PATIENCE_MS = 90_000;
/** What went wrong may be noticed so long after it has passed: requests are under way, and retries wait. */
const AFTERMATH_MS = 15_000;

/** What an answer is: `done`; `refused` for what a crowd may meet, as two who change the same; `unavailable` and `unexpected` else. */
function kindOf(status) {
  if (status >= 200 && status < 300) return 'done';
  if ([404, 409, 429].includes(status)) return 'refused';
  return status === 503 ? 'unavailable' : 'unexpected';
}

/** Sends requests as the guest of the host, and notes how each went, and in which weather. */
export class Client {
  #backend;
  #weather;
  #token;
  #tokenAt = 0;
  /** What was sent: name, time, milliseconds, status, kind, and of what failed the weather and the message. */
  requests = [];

  constructor({ backend, weather }) {
    this.#backend = backend;
    this.#weather = weather;
  }

  async #signedIn() {
    if (Date.now() - this.#tokenAt > TOKEN_MS) {
      this.#tokenAt = Date.now();
      this.#token = fetch(`${this.#backend}/api/auth/guest/refresh`, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      })
        .then(answer => answer.json())
        .then(({ backstageIdentity }) => backstageIdentity.token);
    }
    return this.#token;
  }

  /** Sends one request; answers with its status and body, and with status 0 when there was no answer. */
  async send(name, method, path, { body, headers } = {}) {
    const authorization = `Bearer ${await this.#signedIn()}`;
    const at = Date.now();
    const before = this.#weather.now;
    const started = performance.now();
    const answer = await this.#ask(`${this.#backend}${path}`, {
      method,
      headers: {
        authorization,
        'content-type': 'application/json',
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const kind = kindOf(answer.status);
    this.requests.push({
      name,
      at,
      ms: performance.now() - started,
      status: answer.status,
      kind,
      ...(kind !== 'done' && {
        weather: this.#weatherOf(at, before),
        message: messageOf(answer.body),
      }),
    });
    return answer;
  }

  /** The names of all components of the catalog. */
  async components() {
    const { body } = await this.send(
      'catalog',
      'GET',
      '/api/catalog/entities/by-query?filter=kind=component&limit=500',
    );
    return body.items.map(({ metadata }) => metadata.name);
  }

  async #ask(url, options) {
    try {
      const response = await fetch(url, {
        ...options,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        body: isJson ? JSON.parse(text) : text,
      };
    } catch (error) {
      return { status: 0, body: String(error.cause ?? error) };
    }
  }

  /** The worst that there was while the request was under way, or just before. */
  #weatherOf(at, before) {
    const { now, since, previous } = this.#weather;
    if (now !== 'calm') return now;
    if (before !== 'calm') return before;
    return at - since < AFTERMATH_MS ? previous : now;
  }
}

function messageOf(body) {
  return body?.error?.message ?? String(body).slice(0, 300);
}
