import { findChromium } from './browser.ts'
import { failed, type Step } from './step.ts'
import { vitestStep } from './vitest.ts'

/** Journeys of people in a real browser over the built storefront and console. */
export const endToEnd: Step = {
  name: 'e2e',
  title: 'Journeys in a real browser',
  run: async (note) => {
    let chromium: string
    try {
      chromium = await findChromium(note)
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    }
    const step = vitestStep({
      name: 'e2e',
      title: '',
      args: ['--config', 'e2e/vitest.config.ts'],
      env: async () => ({ CHROME_PATH: chromium }),
    })
    return step.run(note)
  },
}
