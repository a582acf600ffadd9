import { accountIdOf } from '@backstage-irsa/core/arn';
import { rowId } from '@backstage-irsa/core/findings';
import type { RoleFacts, UserFacts } from '@backstage-irsa/core/model';
import {
  policySetHash,
  trustedPrincipals,
  userPolicies,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { digestOf } from '../../../database/digest';
import { toList } from '../../../database/lists';
import type { PrincipalDetail } from '../../store/inventory/PrincipalStore';
import type { PrincipalRow } from '../../store/inventory/rows';
import type { NewRow, ScannedWriter } from '../../store/inventory/ScannedRows';
import type { PolicySetCollector } from './PolicySetCollector';
import { permissionPoliciesOf } from './permissionPoliciesOf';
import { roleRowId } from './roleRow';

interface Found {
  row: Omit<
    NewRow<PrincipalRow>,
    'policy_set' | 'account_id' | 'digest' | 'entity_ref' | 'owners' | 'detail'
  >;
  detail: PrincipalDetail;
  set: PolicySet;
}

/** Writes the rows of users, and of roles that neither a ServiceAccount nor a node has. */
export class PrincipalWriter {
  readonly #rows: ScannedWriter<PrincipalRow>;
  readonly #sets: PolicySetCollector;

  constructor(rows: ScannedWriter<PrincipalRow>, sets: PolicySetCollector) {
    this.#rows = rows;
    this.#sets = sets;
  }

  async take(some: {
    users: UserFacts[];
    otherRoles: RoleFacts[];
  }): Promise<void> {
    const all = [...some.users.map(ofUser), ...some.otherRoles.map(ofRole)];
    const sets = all.map(({ set }) => ({ set, hash: policySetHash(set) }));
    for (const [index, { row, detail }] of all.entries()) {
      const whole = {
        ...row,
        account_id: accountIdOf(row.arn),
        policy_set: sets[index].hash,
        detail: JSON.stringify(detail),
        entity_ref: null,
        owners: toList([]),
      };
      this.#rows.take({ ...whole, digest: digestOf(whole) });
    }
    await this.#sets.collect(sets);
    // The rows come first: another scan deletes sets that no row uses.
    await this.#rows.flush();
    await this.#sets.flush();
  }
}

function ofUser(facts: UserFacts): Found {
  const { arn, name, tags } = facts;
  const { set, groups } = userPolicies(facts);
  return {
    row: { id: rowId('user', arn), kind: 'user', arn, name, trusted: '[]' },
    detail: { tags, groups },
    set,
  };
}

function ofRole(facts: RoleFacts): Found {
  const { arn, name, tags, trust } = facts.role;
  return {
    row: {
      id: roleRowId(arn),
      kind: 'role',
      arn,
      name,
      trusted: JSON.stringify(trustedPrincipals(trust.text)),
    },
    detail: { tags, groups: {} },
    set: permissionPoliciesOf(facts),
  };
}
