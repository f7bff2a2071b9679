import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../tools/postgres.ts'
import { prepareTemplate } from './databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which tests make their databases. */
    serverUrl: string
    /** Name of the migrated database they clone. */
    template: string
  }
}

/** One PostgreSQL for all test files: that of TEST_DATABASE_URL, or the one that comes along. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given
    ? { url: given, stop: async () => {} }
    : await startPostgres({ dataDir: join(import.meta.dirname, '../../.puzi/test-pg'), ephemeral: true })
  try {
    project.provide('serverUrl', server.url)
    project.provide('template', await prepareTemplate(server.url))
  } catch (error) {
    await server.stop()
    throw error
  }
  return server.stop
}
