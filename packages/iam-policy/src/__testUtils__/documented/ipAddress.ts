import type { ConditionTable } from './types';

const family = 'IP address';
const page = 'IAM JSON policy elements: Condition operators';

export const ipAddressTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'For example, the following statement uses the IpAddress condition operator with the aws:SourceIp key to specify that the request must come from the IP range 203.0.113.0 to 203.0.113.255.',
    rows: [
      ['IpAddress', '203.0.113.0/24', '203.0.113.0', true],
      ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
      ['IpAddress', '203.0.113.0/24', '203.0.114.1', false],
    ],
  },
  {
    family,
    page,
    says: 'The value must be in the standard CIDR format (for example, 203.0.113.0/24 or 2001:DB8:1234:5678::/64).',
    rows: [
      ['IpAddress', '10.0.0.0/20', '10.0.15.255', true],
      ['IpAddress', '10.0.0.0/20', '10.0.16.0', false],
      ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::1', true],
      ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ],
  },
  {
    family,
    page,
    says: 'If you specify an IP address without the associated routing prefix, IAM uses the default prefix value of /32.',
    rows: [
      ['IpAddress', '203.0.113.5', '203.0.113.5', true],
      ['IpAddress', '203.0.113.5', '203.0.113.6', false],
    ],
  },
  {
    family,
    page,
    says: "The following example shows how to mix IPv4 and IPv6 addresses to cover all of your organization's valid IP addresses.",
    rows: [
      [
        'IpAddress',
        ['203.0.113.0/24', '2001:DB8:1234:5678::/64'],
        '2001:db8:1234:5678::9',
        true,
      ],
      [
        'IpAddress',
        ['203.0.113.0/24', '2001:DB8:1234:5678::/64'],
        '198.51.100.1',
        false,
      ],
    ],
  },
  {
    family,
    page,
    says: 'All IP addresses except the specified IP address or range',
    rows: [
      ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
      ['NotIpAddress', '203.0.113.0/24', '203.0.113.1', false],
      ['NotIpAddress', '203.0.113.0/24', '2001:db8::1', true],
    ],
  },
  {
    family,
    page,
    says: 'The aws:SourceIp key is always present in the request context, except when the requester uses a VPC endpoint to make the request.',
    rows: [
      ['IpAddress', '0.0.0.0/0', undefined, false],
      ['NotIpAddress', '203.0.113.0/24', undefined, true],
    ],
  },
];
