import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { anyJson, anyText, fuzz, mutated } from '@backstage-irsa/fuzz';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { command, faults } from '@backstage-irsa/core/model';
import { readTrustPolicy } from '@backstage-irsa/core/trust';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  readDocument,
} from '@backstage-irsa/core/model';
import fc from 'fast-check';
import {
  AUTHORITY,
  bundleOf,
  componentOf,
  OTHER_AUTHORITY,
  realErrors,
} from '../__testUtils__/core';
import {
  checks,
  compactTrust,
  repairRoleArn,
  lintTrust,
  namedSubjects,
  faultOf,
} from '@backstage-irsa/core/checks';
import { readLimits } from '../config/limits';
import { readIrsaConfig } from '../config/readIrsaConfig';
import { diagnose, redact } from '@backstage-irsa/core/diagnosis';
import {
  createCatalogIndex,
  meets,
  parseSelector,
} from '@backstage-irsa/core/ownership';
import { certificatesOf } from '../observe/certificates';
import { readQuestion } from '@backstage-irsa/core/permissions';
import { sameDocument } from '@backstage-irsa/core/planning';
import { classifyStsError } from '../verification/proof/classify';
import { cutDocument, namedServices } from '@backstage-irsa/core/rightSizing';
import { toCsv } from '../lib/table/tableFile';
import { positionOf } from '../lib/page';
import { fromList, toList } from '../database/lists';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/irsa/orders';
const CLUSTER = {
  name: 'prod-eu',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'kubeconfig', file: '/a', context: 'prod-eu' },
};
const CONFIG = {
  irsa: {
    development: true,
    rolePath: '/irsa/',
    aws: { endpoint: 'http://127.0.0.1:1' },
    clusters: [
      CLUSTER,
      {
        ...CLUSTER,
        name: 'staging-eu',
        accountId: '444455556666',
        access: { type: 'eks', url: 'https://a', caData: 'YQ==' },
      },
    ],
    namespaceRules: [
      {
        owners: ['group:default/team'],
        clusters: ['*'],
        namespaces: ['team-*'],
        resources: ['*'],
        accounts: ['111122223333'],
      },
    ],
    guardrails: {
      deniedActions: ['iam:*'],
      requiredTags: [{ key: 'team', pattern: '^a' }],
      permissionsBoundaries: [{ arn: ROLE_ARN }],
      maximumPermissions: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    },
    limits: readLimits(undefined),
    liveProof: { enabled: true, maxPerMinute: 60 },
    scans: { enabled: true, frequency: { minutes: 10 } },
    notifications: { enabled: true },
    timeouts: { awsMs: 1000, kubernetesMs: 1000 },
  },
  aws: { accounts: [{ accountId: '111122223333', roleName: 'a' }] },
};

const metas = checks.map(({ meta }) => meta);

/** Log texts: real errors with other text inserted, several errors or texts joined, and repeated fragments. */
const logs = fc.oneof(
  fc
    .tuple(fc.constantFrom(...realErrors), fc.nat(400), anyText)
    .map(([{ text }, at, other]) => text.slice(0, at) + other + text.slice(at)),
  fc
    .array(
      fc.oneof(fc.constantFrom(...realErrors.map(({ text }) => text)), anyText),
      { maxLength: 6 },
    )
    .map(parts => parts.join('\n').slice(0, 20_000)),
  fc
    .tuple(
      fc.constantFrom(
        'arn:aws:iam::',
        'User: ',
        'AccessDenied',
        'is not authorized to perform: ',
        'token=',
        'secret ',
        'eyJ',
        '"',
        ' : ',
        'a',
        '\n',
        '.',
        ')',
        ' ',
        '=',
        'arn:aws:iam::111122223333:role/a on resource: ',
      ),
      fc.nat(20_000),
      anyText,
    )
    .map(([part, times, end]) => (part.repeat(times) + end).slice(-20_000)),
);

const SECRETS = {
  key: 'AKIAIOSFODNN7EXAMPLE',
  token: `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJh'.repeat(4)}.c2lnbmF0dXJl`,
};

const TRUST: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: {
        Federated:
          'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A',
      },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringLike: {
          'oidc.eks.eu-west-1.amazonaws.com/id/A:sub':
            'system:serviceaccount:a:*',
        },
      },
    },
  ],
};
const POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 'sqs:*'], Resource: '*' },
    { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
  ],
};

/** Parses CSV according to RFC 4180. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  const fields = /("(?:[^"]|"")*"|[^,"\n]*)(,|\n|$)/gy;
  for (const [whole, field, end] of csv.matchAll(fields)) {
    if (whole === '') break;
    const row = rows[rows.length - 1];
    row.push(
      field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
    );
    if (end === '\n') rows.push([]);
  }
  return rows.filter(row => row.length > 0);
}

describe('fuzz: parsers of the backend', () => {
  fuzz('diagnose', logs, text => {
    const { recognized, candidates } = diagnose(text, [], {
      mechanism: 'irsa',
      roleArn: ROLE_ARN,
      checks: metas,
      decide: () => undefined,
    });
    expect(recognized.length).toBeLessThanOrEqual(10);
    for (const { text: shown } of recognized) {
      expect(shown.length).toBeLessThanOrEqual(500);
    }
    expect(candidates).toEqual(expect.any(Array));
  });

  fuzz('redact', fc.tuple(logs, logs), ([before, after]) => {
    const { key, token } = SECRETS;
    const said = redact(`${before}\n${key}\n ${token} \n${after}`);
    expect(said).not.toContain(key);
    expect(said).not.toContain(token);
  });

  fuzz('errors of STS', logs, text => {
    const error = Object.assign(new Error(text), {
      name: text.slice(0, 30),
      $fault: 'client',
    });
    const { kind, reason } = classifyStsError(error);
    expect(['refused', 'failed', 'transient']).toContain(kind);
    // The AWS message is passed on as one plain line.
    expect(reason).not.toMatch(/\p{Cc}/u);
    expect(reason.length).toBeLessThan(1_200);
    const fault = faultOf(text);
    expect([undefined, ...faults.map(({ id }) => id)]).toContain(fault);
  });

  fuzz(
    'certificates',
    fc.oneof(
      anyText,
      fc
        .array(anyText, { maxLength: 4 })
        .map(parts =>
          bundleOf(
            `${parts.join(
              '-----BEGIN CERTIFICATE-----\n',
            )}\n-----END CERTIFICATE-----`,
          ),
        ),
    ),
    text => {
      certificatesOf(text);
      // Text between the certificates of a bundle is ignored.
      const bundle = bundleOf(AUTHORITY, text, OTHER_AUTHORITY);
      expect(certificatesOf(bundle)).toHaveLength(2);
    },
  );

  fuzz(
    'documents of IAM',
    fc.tuple(mutated(TRUST), anyText),
    ([value, text]) => {
      for (const each of [JSON.stringify(value) ?? '', text]) {
        const { document, errors } = readDocument(each, 'trust');
        expect(document === undefined).toBe(errors.length > 0);
        if (!document) continue;
        const statements = readTrustPolicy(document);
        const risks = lintTrust(document, {
          roleArn: 'arn:aws:iam::111122223333:role/a',
          at: '2026-11-24T12:00:00.000Z',
          claims: {
            issuer: 'oidc.eks.eu-west-1.amazonaws.com/id/A',
            providerArn: 'arn:aws:iam::111122223333:oidc-provider/a',
            subject: 'system:serviceaccount:a:b',
            audience: 'sts.amazonaws.com',
          },
        });
        for (const { risk } of risks) expect(risk.text).toMatch(/\w/);
        expect(namedSubjects(statements)).toEqual(expect.any(Array));
        expect(
          JSON.stringify(compactTrust(document)).length,
        ).toBeLessThanOrEqual(JSON.stringify(document).length);
        expect(sameDocument(document, structuredClone(document))).toBe(true);
      }
    },
  );

  fuzz('cutting documents', mutated(POLICY), value => {
    const { document } = readDocument(JSON.stringify(value) ?? '', 'identity');
    if (!document) return;
    const [service] = namedServices(document);
    if (service === undefined) return;
    const cut = cutDocument(document, {
      drop: new Set([service]),
      actions: new Set(),
    });
    expect(cut ? namedServices(cut) : []).not.toContain(service);
  });

  fuzz(
    'malformed ARNs of roles',
    fc.oneof(
      anyText,
      fc
        .tuple(fc.nat(44), anyText)
        .map(([at, text]) => ROLE_ARN.slice(0, at) + text + ROLE_ARN.slice(at)),
    ),
    text => {
      const resolved = repairRoleArn(text, CLUSTER as never);
      if (resolved !== undefined) expect(parseRoleArn(resolved)).toBeDefined();
    },
  );

  fuzz(
    'shell commands',
    fc.array(anyText, { minLength: 1, maxLength: 4 }),
    args => {
      const line = command(...args);
      // One line with balanced quotes, for any input.
      expect(line).not.toMatch(/\p{Cc}/u);
      const quoted = /\$'(?:\\.|[^\\'])*'|'[^']*'|\\'/g;
      const outside = line.replace(quoted, '');
      expect(outside).toMatch(/^[\w@%+=:,./ -]*$/);
    },
  );

  fuzz(
    'label selectors',
    fc.tuple(
      fc.oneof(
        anyText,
        fc
          .array(
            fc.tuple(
              anyText,
              fc.constantFrom('=', '==', '!=', ' in (', ' notin (', ',', '!'),
              anyText,
            ),
            { maxLength: 4 },
          )
          .map(parts => parts.map(part => part.join('')).join(',')),
      ),
      fc.dictionary(anyText, anyText, { noNullPrototype: true }),
    ),
    ([text, labels]) => {
      const requirements = parseSelector(text);
      if (!requirements) return;
      expect(requirements.length).toBeGreaterThan(0);
      expect(typeof meets(labels, requirements)).toBe('boolean');
    },
  );

  const entity: Entity = {
    ...componentOf('ledger', 'group:default/team', {
      [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
      'backstage.io/kubernetes-id': 'ledger',
      'backstage.io/kubernetes-label-selector': 'app=ledger,a in (b,c)',
      'backstage.io/kubernetes-namespace': 'payments',
      'backstage.io/kubernetes-cluster': 'prod-eu',
    }),
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/team' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
  const keys = Object.keys(entity.metadata.annotations ?? {});

  fuzz(
    'catalog annotations',
    fc.tuple(
      fc.dictionary(fc.oneof(fc.constantFrom(...keys), anyText), anyText, {
        noNullPrototype: true,
      }),
      anyText,
      anyText,
    ),
    ([annotations, namespace, name]) => {
      const claimed = structuredClone(entity);
      Object.assign(claimed.metadata.annotations ?? {}, annotations);
      const index = createCatalogIndex([claimed, entity], {
        rules: [
          {
            owners: ['group:default/team'],
            clusters: ['*'],
            namespaces: ['payments'],
            resources: ['*'],
          },
        ],
        clusters: [],
      });
      const object = {
        cluster: 'prod-eu',
        namespace,
        name,
        labels: annotations,
        annotations,
      };
      for (const { entityRef, owners } of [
        index.serviceAccount(object),
        index.workload(object),
        index.role({ accountId: '1', tags: annotations, holders: [] }),
      ]) {
        expect([null, 'component:default/ledger']).toContain(entityRef);
        expect(owners).toEqual(expect.any(Array));
      }
    },
  );

  fuzz('the configuration', fc.oneof(mutated(CONFIG), anyJson), value => {
    let refusal: unknown;
    try {
      readIrsaConfig(new ConfigReader(value as JsonObject));
    } catch (error) {
      refusal = error;
    }
    if (!refusal) return;
    // The error must name the setting. An internal error of our code says nothing about the configuration.
    expect(refusal).toBeInstanceOf(Error);
    const { name, message } = refusal as Error;
    const isOwn = !['TypeError', 'RangeError', 'SyntaxError'].includes(name);
    expect(isOwn || / in config /.test(message) ? '' : message).toBe('');
  });

  fuzz(
    'cursors',
    fc.oneof(
      anyText,
      anyText.map(text => Buffer.from(text).toString('base64url')),
    ),
    cursor => {
      let place;
      try {
        place = positionOf({ cursor, limit: 10 });
      } catch (error) {
        expect((error as Error).name).toBe('InputError');
        return;
      }
      expect(Object.values(place.after ?? {}).join('')).not.toContain('\0');
    },
  );

  fuzz(
    'lists in columns',
    fc.array(anyText.map(text => text.replaceAll('|', ''))),
    names => {
      const kept = names.filter(name => name !== '');
      expect(fromList(toList(kept)).sort()).toEqual(kept.sort());
    },
  );

  fuzz(
    'questions of access',
    fc.tuple(anyText, anyText, fc.boolean()),
    async ([action, resource, isKnown]) => {
      const answer = readQuestion(
        { action: isKnown ? 's3:GetObject' : action, resource },
        await loadCatalogue(),
      );
      if (!Array.isArray(answer)) {
        expect(answer.resource).toBe(resource);
        return;
      }
      for (const { rule } of answer)
        expect(rule).toMatch(/^(action|resource)-/);
    },
  );

  fuzz(
    'exports as CSV',
    fc.array(
      fc.record({ name: anyText, owners: fc.array(anyText, { maxLength: 2 }) }),
      { minLength: 1, maxLength: 3 },
    ),
    async rows => {
      const csv = await textOf(
        toCsv(Readable.from(rows), ['name', 'owners', 'subject.kind']),
      );
      const [header, ...lines] = readCsv(csv.replace(/^\ufeff/, ''));
      expect(header).toEqual(['name', 'owners', 'subject.kind']);
      expect(lines).toHaveLength(rows.length);
      lines.forEach(([name, owners], at) => {
        const wanted = [rows[at].name, rows[at].owners.join(' ')];
        // UTF-8 cannot encode lone surrogates.
        expect([name, owners].map(text => text.replace(/^'/, ''))).toEqual(
          wanted.map(text => text.toWellFormed().replace(/^'/, '')),
        );
        for (const text of [name, owners]) {
          expect(text).not.toMatch(/^[=+\-@\t\r]/);
        }
      });
    },
  );
});
