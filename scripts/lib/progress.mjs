const started = Date.now();

/** Returns the seconds since the command started, as text of fixed width. */
function clock() {
  return `${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s`;
}

/** Prints a progress line with the time since the start. */
export function say(text) {
  process.stdout.write(`[${clock()}] ${text}\n`);
}

/** Prints a message every 10 seconds until a long step settles. */
export async function withProgress(text, promise) {
  say(`${text} …`);
  const timer = setInterval(() => say(`${text} … still running`), 10_000);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}

/** An error that the user can fix. It stops the command and is printed without a stack trace. */
export class Stop extends Error {}

/** Runs the main function of a command. Prints only the message of a {@link Stop}, and the stack trace of any other error. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      error instanceof Stop ? `\n${error.message}\n` : `\n${error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
