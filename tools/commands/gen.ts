import { createDatabase } from '../../server/test/databases.ts'
import { genClients } from '../gen-clients.ts'
import { genDb } from '../gen-db.ts'
import { genDocs } from '../gen-docs.ts'
import { database } from '../launch/database.ts'
import { inRoot, inState } from '../launch/paths.ts'

/** Writes what is generated from contracts and migrations. Answers the files that changed. */
export async function generate(): Promise<string[]> {
  const server = await database({ dataDir: inState('test-pg'), url: process.env['TEST_DATABASE_URL'], ephemeral: true })
  try {
    const scratch = await createDatabase(server.url)
    try {
      // Row types first: contracts may lean on them.
      return [...(await genDb(scratch.url)), ...(await genClients()), ...genDocs()]
    } finally {
      await scratch.drop()
    }
  } finally {
    await server.stop()
  }
}

export async function gen(): Promise<void> {
  const changed = await generate()
  for (const path of changed) console.log(`wrote ${path.slice(inRoot().length + 1)}`)
  if (!changed.length) console.log('Everything generated is up to date.')
}
