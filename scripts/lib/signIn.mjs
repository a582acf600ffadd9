/**
 * Signs in as the guest of the host. Gives the token and a function that sends JSON to the backend with it, and throws an error with `status` for what the
 * backend refuses.
 * @returns undefined where guests may not sign in
 * @throws where nothing answers
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
