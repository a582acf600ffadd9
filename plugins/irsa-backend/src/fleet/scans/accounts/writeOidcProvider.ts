import { accountIdOf } from '@backstage-irsa/core/arn';
import {
  assess,
  rowId,
  type GovernanceContext,
  type ProviderSubject,
} from '@backstage-irsa/core/findings';
import type { ProviderFacts } from '@backstage-irsa/core/model';
import { digestOf } from '../../../database/digest';
import { toList } from '../../../database/lists';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import type { LocationStore } from '../../store/inventory/LocationStore';
import type { ProviderRow } from '../../store/inventory/rows';
import type { ScannedWriter } from '../../store/inventory/ScannedRows';
import { issuersPart } from '../governanceContext';
import { placeOf } from '../placing';
import { unreadTest } from '../unreadFindings';

/** Writes the row and findings of one OIDC provider. */
export async function writeOidcProvider(
  facts: ProviderFacts,
  job: { scope: string; context: GovernanceContext; findings: FindingWriter },
  rows: ScannedWriter<ProviderRow>,
  places: LocationStore,
): Promise<void> {
  const accountId = accountIdOf(facts.arn);
  const [cluster] = Object.entries(job.context.issuers).flatMap(
    ([name, issuer]) => (issuer === facts.url ? [name] : []),
  );
  const ownership = { entityRef: null, owners: [] };
  const subject: ProviderSubject = {
    kind: 'oidc-provider',
    id: rowId('oidc-provider', facts.arn),
    accountId,
    facts,
    ...(cluster !== undefined && { cluster }),
    ...ownership,
  };
  const row = {
    id: subject.id,
    arn: facts.arn,
    account_id: accountId,
    issuer: facts.url,
    facts: JSON.stringify(facts),
    entity_ref: null,
    owners: toList([]),
  };
  if (rows.take({ ...row, digest: digestOf([row, cluster]) })) {
    const place = placeOf(
      { name: facts.url, account_id: accountId, ...(cluster && { cluster }) },
      ownership,
    );
    await places.replace(job.scope, 'oidc-provider', [
      { rowId: row.id, places: [place] },
    ]);
  }
  const { findings, context } = job;
  findings.keepAbout(subject.id, unreadTest([issuersPart(context)]));
  findings.take(assess(subject, context));
}
