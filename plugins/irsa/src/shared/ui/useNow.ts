import { useEffect, useState } from 'react';

const REFRESH_MILLISECONDS = 30_000;

/** Returns the present time in milliseconds since the epoch, updated often enough for texts such as "3 min ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
