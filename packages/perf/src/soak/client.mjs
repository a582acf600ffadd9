/** The time after which the client gets a new token, in milliseconds. A guest token is valid for 1 hour. */
const TOKEN_MS = 10 * 60_000;
/** The request timeout, in milliseconds. It is longer than all timeouts of the backend. */
const PATIENCE_MS = 90_000;
/** The time after a disturbance in which it can still affect requests, because of open requests and retries, in milliseconds. */
const AFTERMATH_MS = 15_000;

/** Classifies a response: `done`, `refused` (normal under load, such as concurrent changes), `unavailable`, or `unexpected`. */
function kindOf(status) {
  if (status >= 200 && status < 300) return 'done';
  if ([404, 409, 429].includes(status)) return 'refused';
  return status === 503 ? 'unavailable' : 'unexpected';
}

/** Sends requests as the guest of the host, and records the result of each and the disturbance ("weather") during failures. */
export class Client {
  #backend;
  #weather;
  #token;
  #tokenAt = 0;
  /** The sent requests: name, time, milliseconds, status, and kind; for failed ones also the weather and the message. */
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

  /** Sends one request. Returns the status and body of the response, or status 0 if there was no response. */
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

  /** Returns the names of all components in the catalog. */
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

  /** Returns the disturbance while the request was open or shortly before, or `calm`. */
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
