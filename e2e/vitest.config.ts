import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { InOrder } from './order.ts'

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    name: 'e2e',
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/global-setup.ts'],
    // One shop, one browser: journeys run one after the other and see what the ones before them did.
    fileParallelism: false,
    isolate: false,
    sequence: { sequencer: InOrder },
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 100 } },
  },
})
