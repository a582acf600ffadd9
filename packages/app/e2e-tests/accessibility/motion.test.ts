import { expect, test } from '@playwright/test';
import { answerWith } from './answers';
import { PLACES } from './places';

/** States with spinning, sliding, or pulsing elements. */
const MOVING = [
  'Card, being verified',
  'Tab, the plan being applied',
  'Tab, loading',
  'Fleet: findings, drawer',
].map(name => {
  const place = PLACES.find(({ page, state }) => `${page}, ${state}` === name);
  if (!place) throw new Error(`There is no place "${name}" any more.`);
  return place;
});

/** Elements that Backstage UI animates even with reduced motion. */
const THEIRS = '.bui-Button, .bui-Button *, .bui-CardBody';

// Uses its own window, because the shared window disables all transitions.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const place of MOVING) {
  test(`${place.page}, ${place.state}: nothing moves with reduced motion`, async ({
    page,
  }) => {
    if (place.answers) await answerWith(page, place.answers);
    await page.goto(place.path);
    await place.open?.(page);
    await expect(place.shown(page)).toBeVisible();
    const moving = await page.evaluate(
      ([ours, theirs]) =>
        document
          .getAnimations()
          .filter(({ playState }) => playState === 'running')
          .map(({ effect }) => (effect as KeyframeEffect).target)
          .filter(target => target?.closest(ours))
          .filter(target => !target?.matches(theirs))
          .map(target => target?.outerHTML.slice(0, 200)),
      [place.ours, THEIRS] as const,
    );
    expect(moving).toEqual([]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}
