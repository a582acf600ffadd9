// Runs the sandbox's contract against AWS itself, in an account of yours, and writes a report of the responses: contributing/test-reports.md.
//   npm run conformance -- --account 123456789012 [--region eu-west-1]   with the credentials of the shell
//   npm run conformance -- --account 123456789012 --clean                removes what an interrupted run left
//   npm run conformance -- --against sandbox|moto                        runs against a local counterpart instead
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setup } from '../../../../scripts/lib/install.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../../scripts/lib/processes.mjs';
import { run, say, Stop } from '../../../../scripts/lib/progress.mjs';

/** The account ID that replaces the real one in results. */
const ANY_ACCOUNT = '111122223333';

const { values: options } = parseArgs({
  options: {
    account: { type: 'string', default: '' },
    region: { type: 'string', default: 'eu-west-1' },
    against: { type: 'string', default: 'aws' },
    clean: { type: 'boolean', default: false },
  },
});

function checkOptions({ against, account, clean }) {
  if (!['aws', 'sandbox', 'moto'].includes(against)) {
    throw new Stop(`--against is "${against}": write aws, sandbox or moto.`);
  }
  if (against !== 'aws' && (clean || account !== '')) {
    throw new Stop('--account and --clean are for AWS itself.');
  }
  if (against === 'aws' && !/^\d{12}$/.test(account)) {
    throw new Stop(
      'Name the account to run in, as --account 123456789012. contributing/test-reports.md says what the run creates there and which permissions it needs.',
    );
  }
}

/** Returns the result of each case, without the real account ID. */
function casesOf({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ title, status, failureMessages: [message = ''] }) => ({
      case: title,
      result: status,
      message: message
        .split('\n    at ')[0]
        .replaceAll(options.account || ANY_ACCOUNT, ANY_ACCOUNT),
    }));
}

await run(async () => {
  checkOptions(options);
  const { account, against, region, clean } = options;
  const tools = await setup();
  const reports = inRoot('test-results', 'reports');
  mkdirSync(reports, { recursive: true });
  const report = inRoot('test-results', 'conformance.jest.json');
  rmSync(report, { force: true });
  const id = clean ? '' : randomBytes(4).toString('hex');
  say(
    clean
      ? `Removing what earlier runs left in account ${account}`
      : `Everything that this run creates is named backstage-irsa-conformance-${id}-… and removed at the end.`,
  );
  try {
    await runToEnd({
      what: 'The conformance run',
      command: tools.node,
      args: [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        ...['package', 'test', '--watchAll=false', '--maxWorkers=1', '--json'],
        ...['--testPathIgnorePatterns=/node_modules/'],
        ...[`--outputFile=${report}`, 'contract.aws.conformance'],
        ...(clean ? ['--testNamePattern=leaves nothing'] : []),
      ],
      cwd: inRoot('packages', 'sandbox'),
      env: {
        ...tools.env,
        ...{ CI: 'true', NO_COLOR: '1', CONFORMANCE_AGAINST: against },
        ...{ CONFORMANCE_ACCOUNT: account, CONFORMANCE_REGION: region },
        CONFORMANCE_RUN: id,
      },
    });
  } finally {
    const cases = casesOf(JSON.parse(readFileSync(report, 'utf8')));
    const results = { against, region, date: new Date(), run: id, cases };
    const file = `${reports}/conformance-${against}.json`;
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
    say(`Results: ${file}`);
  }
});
