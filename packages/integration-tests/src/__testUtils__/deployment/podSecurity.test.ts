import { restrictedFaults } from './podSecurity';

describe('violations of the "restricted" Pod Security Standard', () => {
  it('are listed with container and field', () => {
    const careful = {
      name: 'careful',
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    };
    const pod = {
      hostNetwork: true,
      containers: [{ name: 'bare' }, careful],
      volumes: [{ name: 'node', hostPath: { path: '/' } }],
    };
    expect(restrictedFaults(pod)).toEqual([
      'host',
      'hostPath',
      'bare: allowPrivilegeEscalation',
      'bare: runAsNonRoot',
      'bare: capabilities.drop',
      'bare: seccompProfile',
      'careful: runAsNonRoot',
      'careful: seccompProfile',
    ]);
  });
});
