import { vitestStep } from './vitest.ts'

/** Journeys of people in a real browser over the built storefront and console. */
export const endToEnd = vitestStep({ name: 'e2e', title: 'Journeys in a real browser', args: ['--config', 'e2e/vitest.config.ts'] })
