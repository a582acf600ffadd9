import { LogoMark } from './LogoMark';

export const LogoIcon = () => (
  <svg aria-hidden width="28" height="28" viewBox="0 0 32 32">
    <LogoMark />
  </svg>
);
