// Generates random requests to compare evaluators, reproducible by the seed. Half of them have random policies with every element of the policy
// language, and half have AWS managed policies and actions of the catalogue.
import fc from 'fast-check';

const BATCH = 1000;
const SEED = 85_528;
const ACCOUNT = '111122223333';

/** Yields requests. Generates them in batches, so that not all of them are in memory at the same time. */
export function* randomRequests(
  count,
  { arbitraryRequest, catalogue, managed },
) {
  const ofManaged = managedRequest(catalogue, managed);
  for (let batch = 0; batch < count / BATCH; batch += 1) {
    const arbitrary = batch % 2 === 0 ? arbitraryRequest : ofManaged;
    yield* fc.sample(arbitrary, { seed: SEED + batch, numRuns: BATCH });
  }
}

/** Returns requests for an action on a resource of a matching type. Most actions are of a service that the policies name. */
function managedRequest(catalogue, managed) {
  const services = catalogue
    .prefixes()
    .map(prefix => catalogue.service(prefix))
    .filter(({ actions }) => actions.length > 0);
  const policy = fc.constantFrom(...managed);
  const context = fc.record(
    {
      'aws:SecureTransport': fc.constantFrom('true', 'false'),
      'aws:RequestedRegion': fc.constantFrom('eu-west-1', 'us-east-1'),
      'aws:ResourceTag/team': fc.constantFrom('orders', 'payments'),
      'iam:PassedToService': fc.constantFrom(
        'ec2.amazonaws.com',
        'lambda.amazonaws.com',
      ),
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      identityPolicies: fc.array(policy, { minLength: 1, maxLength: 3 }),
      permissionsBoundary: fc.option(policy, { nil: undefined }),
      serviceControlPolicies: fc.option(fc.array(fc.tuple(policy)), {
        nil: undefined,
      }),
      context,
      service: fc.nat(),
      isNamed: fc.integer({ min: 0, max: 9 }).map(chance => chance > 0),
      action: fc.nat(),
      format: fc.nat(),
      name: fc.constantFrom('a', 'orders', 'prod-1', 'aws-service'),
    })
    .map(({ service, isNamed, action, format, name, ...request }) => {
      const named = isNamed ? servicesOf(request.identityPolicies[0]) : [];
      const known = named
        .map(prefix => catalogue.service(prefix))
        .filter(found => found?.actions.length > 0);
      const { prefix, actions } = pick(
        known.length > 0 ? known : services,
        service,
      );
      const asked = pick(actions, action);
      return {
        ...request,
        principal: {
          kind: 'session',
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/orders/one`,
        },
        action: `${prefix}:${asked.name}`,
        resource: arnOf(pick(['*', ...asked.resources], format), name),
      };
    });
}

function pick(list, at) {
  return list[at % list.length];
}

function servicesOf({ document }) {
  const actions = [document.Statement]
    .flat()
    .flatMap(({ Action = [] }) => Action);
  return [...new Set(actions.map(text => text.split(':')[0]))];
}

const PLACES = { Partition: 'aws', Region: 'eu-west-1', Account: ACCOUNT };

function arnOf(format, name) {
  return format.replace(/\$\{([^}]*)\}/g, (_, place) => PLACES[place] ?? name);
}
