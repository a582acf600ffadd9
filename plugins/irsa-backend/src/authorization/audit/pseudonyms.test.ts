import { pseudonymsWith } from './pseudonyms';

const SECRET = 'a-secret-of-at-least-32-characters';

describe('the names of users', () => {
  const nameUser = pseudonymsWith(SECRET);

  it('are kept without a secret', () => {
    expect(pseudonymsWith(undefined)('user:default/ada')).toBe(
      'user:default/ada',
    );
  });

  it('become the HMAC that an administrator can compute with the secret', () => {
    // Made with: printf user:default/ada | openssl dgst -sha256 -hmac a-secret-of-at-least-32-characters
    expect(nameUser('user:default/ada')).toBe(
      'user:pseudonym/a8d239cc22e5c49a0f21d7236bd5d28e',
    );
    expect(nameUser('User:Default/Ada')).toBe(nameUser('user:default/ada'));
  });

  it('differ by user and secret, and group names are kept', () => {
    const names = [
      nameUser('user:default/ada'),
      nameUser('user:default/eve'),
      pseudonymsWith(`${SECRET}-other`)('user:default/ada'),
    ];
    expect(new Set(names).size).toBe(3);
    expect(nameUser('group:default/team')).toBe('group:default/team');
  });
});
