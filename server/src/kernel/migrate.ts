import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { codeOf } from './db.ts'

export interface Migration {
  /** `20261123093000_stock`: the time first, so that the names sort in the order to run. */
  name: string
  module: string
  text: string
}

/** Every number of this lock is as good as another; it only has to be the same for all processes of one database. */
const lockKey = 7_426_117

/** Reads `<dir>/migrations/*.sql` of each folder given, in the order of their timestamps over all modules. */
export function collectMigrations(folders: readonly { module: string; dir: string }[]): Migration[] {
  const found = folders.flatMap(({ module, dir }) => {
    const path = join(dir, 'migrations')
    if (!existsSync(path)) return []
    const files = readdirSync(path).filter((file) => file.endsWith('.sql'))
    return files.map((file) => ({ name: file.slice(0, -4), module, text: readFileSync(join(path, file), 'utf8') }))
  })
  const bad = found.find((migration) => !/^\d{14}_[a-z0-9_]+$/.test(migration.name))
  if (bad) throw new Error(`migration ${bad.module}/${bad.name}: the name must look like 20261123093000_what_it_does`)
  return found.sort((a, b) => compare(a.name, b.name) || compare(a.module, b.module))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The folders of the kernel and of every module that lies beside it. */
export function migrationFolders(srcDir: string = join(import.meta.dirname, '..')): { module: string; dir: string }[] {
  const modules = existsSync(join(srcDir, 'modules')) ? readdirSync(join(srcDir, 'modules')).sort() : []
  return [{ module: 'kernel', dir: join(srcDir, 'kernel') }, ...modules.map((module) => ({ module, dir: join(srcDir, 'modules', module) }))]
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Brings the database up to date and returns what was run. Processes that start together wait for one another. A migration that has
 * run may not change afterwards: a new one must be written.
 */
export async function migrate(databaseUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'puzi migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query('create schema if not exists kernel')
    await client.query(
      'create table if not exists kernel.migration (module text, name text, checksum text not null, at timestamptz not null default now(), primary key (module, name))',
    )
    const { rows } = await client.query<{ module: string; name: string; checksum: string }>(
      'select module, name, checksum from kernel.migration',
    )
    const done = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
    const run: string[] = []
    for (const migration of migrations) {
      const id = `${migration.module}/${migration.name}`
      const before = done.get(id)
      if (before === undefined) {
        await apply(client, migration)
        run.push(id)
      } else if (before !== checksum(migration.text)) {
        throw new Error(
          `migration ${id} was changed after it had run here; write a new one (or, for a database of no worth, npm run reset)`,
        )
      }
    }
    return run
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const alone = migration.text.startsWith('-- no transaction')
  try {
    if (!alone) await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into kernel.migration (module, name, checksum) values ($1, $2, $3)', [
      migration.module,
      migration.name,
      checksum(migration.text),
    ])
    if (!alone) await client.query('commit')
  } catch (error) {
    if (!alone) await client.query('rollback')
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`migration ${migration.module}/${migration.name} failed: ${why} (${codeOf(error) ?? 'no code'})`, { cause: error })
  }
}
