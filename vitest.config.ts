import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests talk to a real PostgreSQL on a machine that may be busy with builds.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'server', include: ['server/**/*.test.ts'], globalSetup: ['server/test/global-setup.ts'] } },
      { extends: true, test: { name: 'tools', include: ['{tools,demo,bench,clients}/**/*.test.ts'] } },
      { extends: true, test: { name: 'fronts', include: ['{storefront,admin}/src/**/*.test.{ts,tsx}'] } },
    ],
  },
})
