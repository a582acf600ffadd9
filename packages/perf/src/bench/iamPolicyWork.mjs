// Runs one measurement. iamPolicy.mjs runs it in a separate process, with `compared`, `speed`, or `memory`, and the compiled package. Prints JSON.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { median } from './measure.mjs';

const [, , what, directory] = process.argv;
const require = createRequire(path.join(directory, 'index.js'));
const megabytes = () => {
  globalThis.gc();
  return process.memoryUsage().rss / 1e6;
};

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function medianOf(runs, work) {
  return median(Array.from({ length: runs }, () => timed(work)));
}

/** Returns the CPU time of the work in milliseconds, which other processes do not affect. */
function processorTime(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const STEPS = 50_000_000;

/** Runs a fixed loop in which each step depends on the previous one. */
function pseudoRandom() {
  let state = 1;
  for (let i = 0; i < STEPS; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  }
  return state;
}

/** Returns the time of the loop, for comparing machines. */
function baseline() {
  const expected = pseudoRandom();
  return medianOf(5, () => {
    if (pseudoRandom() !== expected)
      throw new Error('The fixed loop returned a wrong result.');
  });
}

/** A policy like that of a typical service role: 3 services, a variable, conditions, and a Deny. */
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::uploads/*',
    },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::uploads',
      Condition: { StringLike: { 's3:prefix': 'in/*' } },
    },
    {
      Effect: 'Allow',
      Action: 'sqs:*',
      Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders-*',
    },
    {
      Effect: 'Allow',
      Action: 'dynamodb:*Item',
      Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}-*',
    },
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
};
const REQUESTS = [
  ['s3:GetObject', 'arn:aws:s3:::uploads/in/1'],
  ['s3:DeleteObject', 'arn:aws:s3:::uploads/in/1'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders-new'],
  [
    'dynamodb:PutItem',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/payments-1',
  ],
].map(([action, resource]) => ({
  principal: {
    kind: 'session',
    arn: 'arn:aws:sts::111122223333:assumed-role/orders/1',
  },
  action,
  resource,
  context: {
    'aws:SecureTransport': 'true',
    'aws:PrincipalTag/team': 'payments',
  },
  identityPolicies: [{ name: 'policy', document: POLICY }],
}));

function evaluationsPerSecond(evaluate) {
  const COUNT = 200_000;
  const run = () => {
    for (let i = 0; i < COUNT; i += 1) evaluate(REQUESTS[i % REQUESTS.length]);
  };
  run();
  const times = Array.from({ length: 5 }, () => processorTime(run));
  return (COUNT * 1000) / median(times);
}

/** Returns the memory of the compiled policies of a fleet in which each role has its own policy, in MB. */
function compiledMegabytes(evaluate) {
  const text = JSON.stringify(POLICY);
  const requests = Array.from({ length: 4000 }, (_, role) => ({
    ...REQUESTS[role % REQUESTS.length],
    identityPolicies: [
      {
        name: 'policy',
        document: JSON.parse(
          text
            .replaceAll('uploads', `uploads-${role}`)
            .replaceAll('orders', `orders-${role}`),
        ),
      },
    ],
  }));
  const heap = () => {
    globalThis.gc();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const before = heap();
  requests.forEach(request => evaluate(request));
  const compiled = heap() - before;
  // This use of `requests` keeps the documents, and so their compiled policies, in memory until here.
  if (requests.length === 0) throw new Error('No roles were compiled.');
  return compiled;
}

const managed = () =>
  JSON.parse(fs.readFileSync(path.join(directory, 'managed.json'), 'utf8'));

/** Runs the measurements that are also run for the baseline. */
async function compared() {
  const { evaluate, effectivePermissions, findRisks } = require('./index.js');
  const catalogue = await require('./catalogue/index.js').loadCatalogue();
  const documents = managed();
  // Uses a new document for each run, because compiled documents are cached.
  const timeOf = (name, work) => {
    const runs = Array.from({ length: 25 }, () => [
      { name, document: structuredClone(documents[name]) },
    ]);
    return median(runs.map(policies => processorTime(() => work(policies))));
  };
  const permissions = identityPolicies =>
    effectivePermissions({ identityPolicies }, { catalogue });
  return {
    compiled: compiledMegabytes(evaluate),
    evaluations: evaluationsPerSecond(evaluate),
    ReadOnlyAccess: timeOf('ReadOnlyAccess', permissions),
    AdministratorAccess: timeOf('AdministratorAccess', permissions),
    risks: timeOf('ReadOnlyAccess', policies =>
      findRisks(policies, { catalogue }),
    ),
  };
}

const LONG = 200_000;

function brokenDocuments() {
  const statement = '{"Effect":"Allow","Action":"s3:*","Resource":"*"}';
  const many = Array.from(
    { length: 1500 },
    () => '{"Effect":"Alow","Action":1,"Resource":[{}]}',
  );
  return {
    'not JSON': '{"Statement": [{"Effect": "Allow",}]}',
    'wrong types': '{"Version":2012,"Statement":"all","Id":[]}',
    'unknown operator': `{"Statement":[${statement.replace(
      '}',
      ',"Condition":{"StringIs":{"a:b":"c"}}}',
    )}]}`,
    '200 KB': `{"Statement":[${`${statement},`.repeat(
      LONG / statement.length,
    )}{}]}`,
    '130 KB without a quote': `{"Statement":"${'a'.repeat(130_000)}`,
    '1,500 wrong statements': `{"Statement":[${many.join()}]}`,
    '100,000 brackets deep': '['.repeat(100_000),
    '__proto__ keys':
      '{"__proto__":{"Statement":[]},"Statement":[{"__proto__":{"Effect":"Allow"}}]}',
  };
}

function brokenTimes({ parsePolicy, evaluate }) {
  return Object.fromEntries(
    Object.entries(brokenDocuments()).map(([name, text]) => {
      const times = Array.from({ length: 5 }, () =>
        timed(() => {
          const { document, errors } = parsePolicy(text);
          if (document || !(errors[0]?.line >= 1))
            throw new Error(`${name}: no error with a position.`);
          let value;
          try {
            value = JSON.parse(text);
          } catch {
            value = undefined;
          }
          const identityPolicies = [{ name, document: value }];
          const { decision } = evaluate({ ...REQUESTS[0], identityPolicies });
          if (decision === 'Allowed') throw new Error(`${name}: allowed.`);
        }),
      );
      return [name, Math.max(...times)];
    }),
  );
}

async function speed() {
  const policy = require('./index.js');
  const { loadCatalogue } = require('./catalogue/index.js');
  const document = managed().ReadOnlyAccess;
  const start = performance.now();
  const catalogue = await loadCatalogue();
  const loading = performance.now() - start;
  const first = timed(() =>
    policy.effectivePermissions(
      { identityPolicies: [{ name: 'ReadOnlyAccess', document }] },
      { catalogue },
    ),
  );
  return {
    loading,
    first,
    baseline: baseline(),
    broken: brokenTimes(policy),
  };
}

async function memory() {
  const bare = megabytes();
  const { loadCatalogue } = require('./catalogue/index.js');
  const catalogue = await loadCatalogue();
  return {
    bare,
    catalogue: megabytes(),
    services: catalogue.prefixes().length,
  };
}

const result = await { compared, speed, memory }[what]();
process.stdout.write(JSON.stringify(result));
