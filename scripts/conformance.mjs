// Asks AWS itself the questions of the sandbox's contract, in somebody's own account, and writes what it answered to a file.
//   npm run conformance -- --account 123456789012 [--region eu-west-1]   creates, tags and removes objects of IAM with the credentials of the shell
//   npm run conformance -- --account 123456789012 --clean                removes what an interrupted run left
//   npm run conformance -- --against sandbox|moto                        the same against a counterpart on this machine
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop, withProgress } from './lib/progress.mjs';
import { resultsDir, totalLine } from './lib/tally.mjs';

/** The account that results name in the place of the one that was asked. */
const ANY_ACCOUNT = '111122223333';

const { values: options } = parseArgs({
  options: {
    account: { type: 'string' },
    region: { type: 'string', default: 'eu-west-1' },
    against: { type: 'string', default: 'aws' },
    clean: { type: 'boolean', default: false },
  },
});

function checkOptions({ against, account = '', clean }) {
  if (!['aws', 'sandbox', 'moto'].includes(against)) {
    throw new Stop(`--against is "${against}": write aws, sandbox or moto.`);
  }
  if (against !== 'aws' && (clean || account !== '')) {
    throw new Stop('--account and --clean are for AWS itself.');
  }
  if (against === 'aws' && !/^\d{12}$/.test(account)) {
    throw new Stop(
      'Name the account to run in, as --account 123456789012. docs/contract.md says what is created in it, what that costs, and which permissions it needs.',
    );
  }
}

/** What one case came to, without the account's number. */
function caseOf(
  { title, status, invocations = 1, failureMessages },
  { account },
) {
  const [first = ''] = failureMessages;
  const message = first
    // eslint-disable-next-line no-control-regex -- colours of the terminal
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split('\n    at ')[0]
    .slice(0, 2_000);
  return {
    case: title,
    result: status,
    ...(invocations > 1 && { attempts: invocations }),
    ...(message && {
      message: account ? message.replaceAll(account, ANY_ACCOUNT) : message,
    }),
  };
}

/** Writes what can be sent in. Answers its cases. */
function writeResults(file, { testResults }, run) {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const cases = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(result => caseOf(result, options));
  const results = {
    ...{ version, against: options.against, region: options.region, run },
    date: new Date().toISOString(),
    cases,
  };
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  return cases;
}

/** Says what failed, and once what many cases have in common, such as missing credentials. */
function sayFailures(cases) {
  const byMessage = new Map();
  for (const { case: title, message = '' } of cases) {
    const titles = byMessage.get(message) ?? [];
    byMessage.set(message, [...titles, title]);
  }
  for (const [message, [title, ...others]] of byMessage) {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    process.stdout.write(`\n${title}${more}\n${message}\n`);
  }
}

await run(async () => {
  checkOptions(options);
  const tools = await setup();
  mkdirSync(resultsDir, { recursive: true });
  const report = inRoot('test-results', 'conformance.jest.json');
  rmSync(report, { force: true });
  const id = options.clean ? '' : randomBytes(4).toString('hex');
  say(
    options.clean
      ? `Removing what earlier runs left in account ${options.account}`
      : `Asking ${options.against}: run ${id}. Everything that it creates is named backstage-irsa-conformance-${id}-… and removed at the end.`,
  );
  const log = inRoot('test-results', 'conformance.log');
  const env = {
    ...tools.env,
    CI: 'true',
    CONFORMANCE_AGAINST: options.against,
    CONFORMANCE_ACCOUNT: options.account ?? '',
    CONFORMANCE_REGION: options.region,
    CONFORMANCE_RUN: id,
  };
  const cases = runToEnd({
    what: 'The conformance run',
    command: tools.node,
    args: [
      inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
      ...['package', 'test', '--watchAll=false', '--maxWorkers=1'],
      '--testPathIgnorePatterns=/node_modules/',
      ...['--json', `--outputFile=${report}`],
      'contract.aws.conformance',
      ...(options.clean ? ['--testNamePattern=leaves nothing'] : []),
    ],
    cwd: inRoot('packages', 'sandbox'),
    env,
    logFile: log,
  });
  // Failures are in its report; without one it did not run at all.
  await withProgress('Running the cases', cases).catch(error => {
    if (!existsSync(report)) throw error;
  });
  const results = inRoot(
    'test-results',
    `conformance-${options.clean ? 'clean' : options.against}.json`,
  );
  const ran = writeResults(
    results,
    JSON.parse(readFileSync(report, 'utf8')),
    id,
  );
  const failed = ran.filter(({ result }) => result === 'failed');
  sayFailures(failed);
  say(`Results: ${path.relative(inRoot(), results)}`);
  const passed = ran.length - failed.length;
  process.stdout.write(
    `${totalLine({ passed, failed: failed.length, skipped: 0 })}\n`,
  );
  if (failed.length > 0) process.exitCode = 1;
});
