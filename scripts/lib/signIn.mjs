/**
 * Signs in as the guest of the host. Returns the token and a function that sends JSON to the backend with this token. That function throws an error
 * with `status` if the backend rejects the request.
 * @returns undefined if guests may not sign in
 * @throws if the backend does not answer
 */
export async function signIn(backend) {
  const answer = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!answer.ok) return undefined;
  const { backstageIdentity } = await answer.json();
  const { token } = backstageIdentity;
  const send = async (method, path, body) => {
    const response = await fetch(`${backend}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (!response.ok) {
      const { status } = response;
      throw Object.assign(new Error(JSON.stringify(json.error)), { status });
    }
    return json;
  };
  return { token, send };
}
