import { expect, type Locator, type Page } from '@playwright/test';

/** The notes that the page takes during keyboard use. */
interface Notes {
  /** The texts that live regions announced. */
  said: string[];
  /** The elements of the plugin that look the same with and without focus. */
  withoutIndicator: string[];
}

declare global {
  interface Window {
    accessibilityNotes: Notes;
  }
}

/** Collects the notes. Runs in the page, before any code of the app. */
function takeNotes(parts: string) {
  const notes: Notes = { said: [], withoutIndicator: [] };
  window.accessibilityNotes = notes;
  const LIVE = '[role=status], [role=alert], [role=log], [aria-live]';
  const INDICATORS = [
    'outline',
    'boxShadow',
    'borderColor',
    'borderWidth',
    'backgroundColor',
    'textDecoration',
  ] as const;

  /** Returns the visual style of an element, its descendants, and its ancestors. */
  const lookOf = (element: Element) => {
    const around = [element, ...element.querySelectorAll('*')].slice(0, 12);
    for (let up = element.parentElement, n = 0; up && n < 4; n += 1) {
      around.push(up);
      up = up.parentElement;
    }
    return around
      .flatMap(one => {
        const styles = [
          getComputedStyle(one),
          getComputedStyle(one, '::after'),
        ];
        return styles.map(style => INDICATORS.map(name => style[name]).join());
      })
      .join('\n');
  };
  const nameOf = (element: Element) =>
    `${element.tagName} "${(
      element.getAttribute('aria-label') ??
      element.textContent ??
      ''
    ).slice(0, 60)}"`;

  let focused: { element: Element; look: string } | undefined;
  const look = () => {
    const { activeElement: element } = document;
    focused =
      element && element !== document.body
        ? { element, look: lookOf(element) }
        : undefined;
  };
  document.addEventListener('keydown', look, { capture: true });
  document.addEventListener('focusout', () => {
    const left = focused;
    focused = undefined;
    // A dialog gets the focus only so that screen readers announce its name. It is not a control.
    if (
      !left?.element.closest(parts) ||
      left.element.matches('[role=dialog]')
    ) {
      return;
    }
    setTimeout(() => {
      const { element } = left;
      if (!element.isConnected || document.activeElement === element) return;
      // The button of an open list keeps its focus ring, because the list returns the focus to it.
      if (element.ariaExpanded === 'true') return;
      if (lookOf(element) === left.look) {
        notes.withoutIndicator.push(nameOf(element));
      }
    }, 400);
  });

  const heard = new WeakMap<Element, string>();
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      const text = region?.textContent?.trim();
      if (!region || !text || heard.get(region) === text) continue;
      heard.set(region, text);
      notes.said.push(text);
    }
    // Screen readers announce an alert when it appears. Other live regions must exist before their text changes.
    for (const alert of document.querySelectorAll('[role=alert]')) {
      const text = alert.textContent?.trim();
      if (!text || heard.get(alert) === text) continue;
      heard.set(alert, text);
      notes.said.push(text);
    }
  }).observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  });
}

/** A page that is used only by keyboard. */
export interface Keys {
  /** Presses Tab, or Shift+Tab with `back`, until the element has the focus. Fails if an element traps the focus. */
  to: (element: Locator, way?: 'on' | 'back') => Promise<void>;
  press: (...keys: string[]) => Promise<void>;
  type: (text: string) => Promise<void>;
  /** Expects that a live region has announced the text. */
  expectSaid: (text: RegExp) => Promise<void>;
  /** Expects that every element of the plugin that had the focus showed a focus indicator. */
  expectVisibleFocus: () => Promise<void>;
}

const TABS_AT_MOST = 120;

/** Returns a text that identifies the element with the focus. */
function focusOf(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing';
    const box = element.getBoundingClientRect();
    return [
      element.tagName,
      element.id,
      element.ariaLabel,
      element.textContent?.slice(0, 40),
      Math.round(box.x + window.scrollX),
      Math.round(box.y + window.scrollY),
    ].join(' ');
  });
}

/** Takes notes until `end`, because they slow down every key press and change. Call it before the page opens. `ours` selects the plugin's parts. */
export async function keysOf(
  page: Page,
  ours: string,
): Promise<{ keys: Keys; end: () => Promise<void> }> {
  const notes = await page.addInitScript(takeNotes, ours);
  const isFocused = (element: Locator) =>
    element.evaluate(async one => {
      // After 2 frames, the focus indicator is drawn, even on a busy machine.
      for (let frame = 0; frame < 2; frame += 1) {
        await new Promise(requestAnimationFrame);
      }
      return one === document.activeElement;
    });

  const used: Keys = {
    async to(element, way = 'on') {
      await expect(element).toBeVisible();
      let before = '';
      for (let count = 0; count < TABS_AT_MOST; count += 1) {
        if (await isFocused(element)) return;
        await page.keyboard.press(way === 'on' ? 'Tab' : 'Shift+Tab');
        const now = await focusOf(page);
        expect(now, 'the focus is trapped').not.toBe(before);
        before = now;
      }
      await expect(element, `after ${TABS_AT_MOST} times Tab`).toBeFocused();
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: text => page.keyboard.type(text, { delay: 10 }),
    async expectSaid(text) {
      await expect
        .poll(() => page.evaluate(() => window.accessibilityNotes.said))
        .toEqual(expect.arrayContaining([expect.stringMatching(text)]));
    },
    async expectVisibleFocus() {
      // The page checks the last element that lost the focus after a delay.
      await page.waitForTimeout(500);
      const { withoutIndicator } = await page.evaluate(
        () => window.accessibilityNotes,
      );
      expect(withoutIndicator).toEqual([]);
    },
  };
  return {
    keys: used,
    end: async () => {
      await notes.dispose();
      await page.goto('about:blank');
    },
  };
}

/** Expects that the tab stops in a part follow the reading order: never up and, within a line, never to the left. */
export async function expectOrder(part: Locator): Promise<void> {
  const stops = await part.evaluate(root => {
    const all = root.querySelectorAll<HTMLElement>(
      'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]',
    );
    return [...all]
      .filter(one => one.tabIndex >= 0 && one.getClientRects().length > 0)
      .map(one => {
        const { left, top, bottom } = one.getBoundingClientRect();
        const name = (one.ariaLabel ?? one.textContent ?? '').slice(0, 50);
        return { name, index: one.tabIndex, left, top, bottom };
      });
  });
  expect(stops.filter(({ index }) => index > 0)).toEqual([]);
  const wrong = stops.filter((stop, index) => {
    const before = stops[index - 1];
    if (!before) return false;
    const isAbove = stop.bottom <= before.top;
    const isInLine = stop.top < before.bottom && stop.bottom > before.top;
    return isAbove || (isInLine && stop.left < before.left - 1);
  });
  expect(
    wrong.map(({ name }) => name),
    'out of order',
  ).toEqual([]);
}
