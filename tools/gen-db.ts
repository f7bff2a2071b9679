import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { collectMigrations, migrate, migrationFolders } from '../server/src/kernel/migrate.ts'
import { startPostgres } from './postgres.ts'

const root = join(import.meta.dirname, '..')

interface Column {
  table: string
  column: string
  /** As `format_type` writes it: `character varying`, `text[]`. */
  type: string
  nullable: boolean
  has_default: boolean
  always: boolean
}

/**
 * Writes `db.ts` of each module that has tables, from a database that its migrations made. Without names: of all modules. Gives the
 * files that changed.
 */
export async function genDb(databaseUrl: string, only: readonly string[] = []): Promise<string[]> {
  const folders = migrationFolders().filter(({ module }) => only.length === 0 || module === 'kernel' || only.includes(module))
  await migrate(databaseUrl, collectMigrations(folders))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const changed: string[] = []
    for (const { module, dir } of folders.filter((folder) => folder.module !== 'kernel')) {
      const schema = schemaOf(module)
      const columns = await columnsOf(client, schema)
      if (columns.length === 0) continue
      const path = join(dir, 'db.ts')
      const text = write(module, columns, await choicesOf(client, schema))
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
      writeFileSync(path, text)
      changed.push(path)
    }
    return changed
  } finally {
    await client.end()
  }
}

async function columnsOf(client: pg.Client, schema: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
       a.atthasdef or a.attidentity <> '' as has_default, a.attgenerated <> '' or a.attidentity = 'a' as always
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v') and not c.relispartition and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
    [schema],
  )
  return rows
}

/** Texts that a CHECK (column in ('a', 'b')) allows, by `table.column`. */
async function choicesOf(client: pg.Client, schema: string): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table: string; definition: string }>(
    `select c.relname as "table", pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and k.contype = 'c'`,
    [schema],
  )
  const found = new Map<string, string[]>()
  for (const { table, definition } of rows) {
    const [, column, list] = /^CHECK \(\(\(?"?(\w+)"? = ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)\)?\)\)$/.exec(definition) ?? []
    if (column && list)
      found.set(
        `${table}.${column}`,
        [...list.matchAll(/'([^']*)'::text/g)].map((match) => match[1] ?? ''),
      )
  }
  return found
}

const types: Record<string, string> = {
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  real: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  text: 'string',
  'character varying': 'string',
  character: 'string',
  citext: 'string',
  uuid: 'string',
  date: 'string',
  inet: 'string',
  tsvector: 'string',
  bytea: 'Buffer',
  'timestamp with time zone': 'Date',
  json: 'unknown',
  jsonb: 'unknown',
}

function typeOf({ table, column, type }: Column, choices: ReadonlyMap<string, string[]>): string {
  const allowed = choices.get(`${table}.${column}`)
  if (allowed && type === 'text') return allowed.map((text) => `'${text}'`).join(' | ')
  const element = type.endsWith('[]') ? type.slice(0, -2) : undefined
  const known = types[element ?? type]
  if (!known) throw new Error(`${table}.${column}: no TypeScript type for ${type}; add it to tools/gen-db.ts`)
  return element ? `${known}[]` : known
}

const schemaOf = (module: string): string => module.replaceAll('-', '_')

function write(module: string, columns: readonly Column[], choices: ReadonlyMap<string, string[]>): string {
  const tables = Map.groupBy(columns, (column) => column.table)
  const bodies = [...tables].map(([table, all]) => {
    const fields = all.map((column) => {
      const plain = typeOf(column, choices)
      const type = column.nullable && plain !== 'unknown' ? `${plain} | null` : plain
      return `    ${column.column}: ${column.always ? `GeneratedAlways<${type}>` : column.has_default ? `Generated<${type}>` : type}\n`
    })
    return `  '${schemaOf(module)}.${table}': {\n${fields.join('')}  }\n`
  })
  const imports = ['Generated', 'GeneratedAlways'].filter((name) => bodies.some((body) => body.includes(`${name}<`)))
  const name = module.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `// Generated from the migrations by \`npm run gen\`. Do not edit.
${imports.length > 0 ? `import type { ${imports.join(', ')} } from 'kysely'\n` : ''}
export interface ${name}Db {
${bodies.join('')}}
`
}

/** The same on a database made for it and dropped after, on the server of TEST_DATABASE_URL or the one that comes along. */
export async function genDbOnScratch(only: readonly string[] = []): Promise<string[]> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given
    ? { url: given, stop: async () => {} }
    : await startPostgres({ dataDir: join(root, '.puzi/test-pg'), ephemeral: true })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const name = `puzi_x_${process.pid}_gen`
  try {
    await client.query(`create database "${name}"`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    return await genDb(url.href, only)
  } finally {
    await client.query(`drop database if exists "${name}" with (force)`)
    await client.end()
    await server.stop()
  }
}

if (import.meta.main) for (const path of await genDbOnScratch(process.argv.slice(2))) console.log(`wrote ${path.slice(root.length + 1)}`)
