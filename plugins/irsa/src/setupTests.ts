import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// Whole pages are drawn, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

// jsdom lays nothing out, so that it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => {};

// Flows with many key presses take long on a busy machine.
jest.setTimeout(30_000);
