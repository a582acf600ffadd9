import type { StatementText } from '../iam';
import { isShared, policiesOf, type RolePolicy } from '../permissions';
import { FaultError, findService } from '../service';
import type { Fault } from './fault';

const isList = (action: string) => /^[^:]+:List/.test(action);

export const actionNotAllowed: Fault = {
  number: 34,
  plant(ref, world) {
    const service = findService(world, ref);
    const policy = policiesOf(service).find(
      ({ arn, statements }) =>
        (arn === undefined || !isShared(service, arn)) &&
        statements.some(losesActions),
    );
    if (!policy) {
      throw new FaultError(
        ref,
        'its role has no policy of its own from which an action could be taken',
      );
    }
    policy.rewrite(reduced(policy), world.now());
  },
};

function losesActions({ Effect, Action }: StatementText): boolean {
  return Effect === 'Allow' && ![Action ?? []].flat().every(isList);
}

/** The statements without the actions of the first that allows more than to list. */
function reduced({ statements }: RolePolicy): StatementText[] {
  const index = statements.findIndex(losesActions);
  const statement = statements[index];
  const actions = [statement.Action ?? []].flat();
  const left = actions.filter(isList);
  if (left.length === 0 && statements.length > 1) {
    return statements.filter(other => other !== statement);
  }
  const [service] = actions[0].split(':');
  return statements.with(index, {
    ...statement,
    Action: left.length === 0 ? `${service}:List*` : left,
  });
}
