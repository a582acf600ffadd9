import { randomInt } from 'node:crypto';
import type { Account } from '../state/account';
import type { Resource } from '../state/resources';
import type { OperationContext } from './operation';

type Kind = Resource['kind'];

/** The account and region in which a resource is created, and the time of creation. */
export interface Place {
  account: Pick<Account, 'id' | 'partition'>;
  region: string;
  at: Date;
}

/** Returns the account, region, and time of the caller's request. */
export function placeOf({ caller, region, now }: OperationContext): Place {
  return { account: caller.account, region, at: now };
}

/** The resource parts of ARNs ("Actions, resources, and condition keys for AWS services", Service Authorization Reference). */
const FORMS: Record<Kind, (name: string) => [service: string, id: string]> = {
  queue: name => ['sqs', name],
  topic: name => ['sns', name],
  secret: name => ['secretsmanager', `secret:${name}`],
  table: name => ['dynamodb', `table/${name}`],
  stream: name => ['kinesis', `stream/${name}`],
  'state-machine': name => ['states', `stateMachine:${name}`],
  function: name => ['lambda', `function:${name}`],
  repository: name => ['ecr', `repository/${name}`],
  'event-bus': name => ['events', `event-bus/${name}`],
};

/** Returns the ARN of a resource. `owner` defaults to the account of `place`. */
export function resourceArn(
  { account, region }: Omit<Place, 'at'>,
  {
    kind,
    name,
    owner = account.id,
  }: { kind: Kind; name: string; owner?: string },
): string {
  const [service, id] = FORMS[kind](name);
  return `arn:${account.partition}:${service}:${region}:${owner}:${id}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Returns the random suffix of a secret's ARN. A secret that is deleted and created again gets another ARN. */
function secretSuffix(): string {
  return Array.from({ length: 6 }, () => LETTERS[randomInt(52)]).join('');
}

/** Returns the common fields of a new resource of any kind. */
export function newResource<K extends Kind>(
  place: Place,
  { kind, name, keyId }: { kind: K; name: string; keyId?: string },
) {
  return {
    kind,
    name,
    arn: resourceArn(place, {
      kind,
      name: kind === 'secret' ? `${name}-${secretSuffix()}` : name,
    }),
    accountId: place.account.id,
    region: place.region,
    createdAt: place.at,
    ...(keyId !== undefined && { keyId }),
  };
}
