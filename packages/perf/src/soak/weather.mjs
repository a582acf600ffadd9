// What goes wrong meanwhile, one thing after the other, with calm between; every eighth of the run is the same.
const CYCLES = 8;

const every = (kind, rate, more) => [
  { kind, service: '*', operation: '*', rate, ...more },
];

/** Shares of a cycle. What is disturbed are the sandbox's answers, of AWS and of both clusters. */
const CYCLE = [
  { name: 'calm', share: 0.12 },
  { name: 'throttled', share: 0.1, disturbances: every('throttle', 0.3) },
  { name: 'calm', share: 0.08 },
  { name: 'failing', share: 0.08, disturbances: every('fail', 0.2) },
  { name: 'calm', share: 0.08 },
  {
    name: 'slow',
    share: 0.1,
    disturbances: every('delay', 0.5, { milliseconds: 400 }),
  },
  { name: 'calm', share: 0.08 },
  { name: 'cut off', share: 0.08, disturbances: every('cut-off', 0.15) },
  { name: 'calm', share: 0.08 },
  { name: 'cluster gone', share: 0.1, gone: true },
  { name: 'calm', share: 0.1 },
];

/** The weather of a run of so many milliseconds: each with its beginning and end since the start. */
export function forecast(durationMs) {
  const phases = [];
  let from = 0;
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    for (const { share, ...phase } of CYCLE) {
      const to = from + (durationMs / CYCLES) * share;
      phases.push({ ...phase, from, to });
      from = to;
    }
  }
  return phases;
}

async function disturb(aws, disturbances) {
  const answer = await fetch(`${aws}/__sandbox/disturbances`, {
    method: 'POST',
    body: JSON.stringify({ disturbances }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The weather as it is now. */
export class Weather {
  #aws;
  #gate;
  #isGone = false;
  /** What is wrong now, or `calm`. */
  now = 'calm';
  /** What was wrong before. */
  previous = 'calm';
  /** Since when, by `Date.now()`. */
  since = Date.now();

  constructor({ aws, gate }) {
    this.#aws = aws;
    this.#gate = gate;
  }

  async set({ name, disturbances = [], gone = false }) {
    if (gone !== this.#isGone) {
      await (gone ? this.#gate.shut() : this.#gate.open());
      this.#isGone = gone;
    }
    await disturb(this.#aws, disturbances);
    if (name === this.now) return;
    this.previous = this.now;
    this.now = name;
    this.since = Date.now();
  }
}
