import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// Whole pages are drawn, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
