import { readCommand } from './cliOptions';
import { faults } from '@backstage-irsa/core/model';

describe('the command line', () => {
  it.each<[string[], object]>([
    [[], { directory: '.sandbox' }],
    [
      ['--directory', 'x', '--aws-port', '0', '--cluster-ports', '0,1'],
      { directory: 'x', awsPort: 0, clusterPorts: [0, 1] },
    ],
    [
      ['--permissions', 'a.json', '--permissions', 'b.yaml'],
      { directory: '.sandbox', permissions: ['a.json', 'b.yaml'] },
    ],
    [
      ['--fleet', 'serviceAccounts=1000,pods=2000'],
      {
        directory: '.sandbox',
        fleet: { serviceAccounts: 1000, pods: 2000 },
      },
    ],
    [
      ['--aws-export', 'a.json', '--kube-export', 'prod=b.json'],
      {
        directory: '.sandbox',
        exports: { accounts: ['a.json'], clusters: { prod: ['b.json'] } },
      },
    ],
    [['--latency', '20'], { directory: '.sandbox', latencyMs: 20 }],
    [
      ['--fault', 'thumbprint'],
      {
        directory: '.sandbox',
        faults: [
          { fault: 'thumbprint', service: 'prod-eu/production/orders-api' },
        ],
      },
    ],
    [
      [
        '--fault=old-sdk@staging-eu/shop/catalogue',
        '--fault',
        'global-sts@prod-eu/payments/ledger',
      ],
      {
        directory: '.sandbox',
        faults: [
          { fault: 'old-sdk', service: 'staging-eu/shop/catalogue' },
          { fault: 'global-sts', service: 'prod-eu/payments/ledger' },
        ],
      },
    ],
  ])('starts the sandbox with %j', (args, options) => {
    expect(readCommand(args, {})).toEqual({ kind: 'start', options });
  });

  it('reads missing options from the environment', () => {
    const env = {
      IRSA_SANDBOX_DIRECTORY: 'd',
      IRSA_SANDBOX_AWS_PORT: '1',
      IRSA_SANDBOX_CLUSTER_PORTS: '2,3',
    };
    expect(readCommand(['--aws-port', '4'], env)).toEqual({
      kind: 'start',
      options: { directory: 'd', awsPort: 4, clusterPorts: [2, 3] },
    });
  });

  it('accepts IAM delays in seconds', () => {
    expect(readCommand(['--propagation', 'reads=10, trust=45'], {})).toEqual({
      kind: 'start',
      options: {
        directory: '.sandbox',
        propagation: { reads: 10_000, trust: 45_000 },
      },
    });
  });

  it.each([
    [['--fault', 'gremlins'], 'unknown fault gremlins; use one of'],
    [['--fault', 'old-sdk@ledger'], '"ledger" is not a service: use'],
    [['--fault', 'old-sdk@'], '"" is not a service: use'],
    [['--aws-port', 'x'], '--aws-port: "x" is not a port'],
    [
      ['--propagation', 'reads=1,trust'],
      '--propagation: "trust" must be reads, staleReads, trust, tags, permissions, newAssociations or associations',
    ],
    [['--propagation', 'reads=601'], 'seconds from 0 to 600'],
  ])('rejects %j', (args, message) => {
    expect(() => readCommand(args, {})).toThrow(message);
  });

  it('lists the faults and how to plant one', () => {
    const list = readCommand(['--faults'], {});
    const lines = list.kind === 'print' ? list.text.trimEnd().split('\n') : [];
    expect(lines).toHaveLength(faults.length);
    expect(lines[8]).toMatch(/^thumbprint +The OIDC provider/);
    expect(readCommand(['-h'], {})).toEqual({
      kind: 'print',
      text: expect.stringContaining(
        '--fault <name>[@<cluster>/<namespace>/<service>]',
      ),
    });
  });
});
