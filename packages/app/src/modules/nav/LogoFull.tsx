import { LogoMark } from './LogoMark';

export const LogoFull = () => (
  <svg aria-hidden width="184" height="28" viewBox="0 0 218 32">
    <LogoMark />
    <text
      x="40"
      y="22"
      fill="currentColor"
      fontFamily="system-ui, sans-serif"
      fontSize="16"
      fontWeight="600"
    >
      IRSA for Backstage
    </text>
  </svg>
);
