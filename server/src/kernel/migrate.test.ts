import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createDatabase, withClient } from '../../test/databases.ts'
import { collectMigrations, migrate } from './migrate.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let dir: string
beforeEach(async () => {
  database = await createDatabase(inject('serverUrl'))
  dir = mkdtempSync(join(tmpdir(), 'puzi-migrate-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(dir, { recursive: true })
})

const write = (module: string, name: string, text: string) => {
  const path = join(dir, module, 'migrations', `${name}.sql`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
const collect = () => collectMigrations(['cup', 'plate'].map((module) => ({ module, dir: join(dir, module) })))
const run = () => migrate(database.url, collect())

test('migrations run once, in the order of their times over all modules', async () => {
  write('plate', '20260101000000_first', 'create table trail (step text)')
  write('cup', '20260102000000_second', "insert into trail values ('second')")
  write('plate', '20260103000000_third', "insert into trail values ('third'); insert into trail values ('and more')")
  expect(await run()).toEqual(['plate/20260101000000_first', 'cup/20260102000000_second', 'plate/20260103000000_third'])
  expect(await run()).toEqual([])
  const { rows } = await withClient(database.url, (client) => client.query('select step from trail'))
  expect(rows.map((row) => row.step)).toEqual(['second', 'third', 'and more'])
})

test('processes that start together run each migration once', async () => {
  write('cup', '20260101000000_slow', 'create table one (n int); select pg_sleep(0.2)')
  const all = await Promise.all([run(), run(), run()])
  expect(all.flat()).toEqual(['cup/20260101000000_slow'])
})

test('a migration that fails leaves nothing, names itself, and keeps what came before', async () => {
  write('cup', '20260101000000_good', 'create table good (n int)')
  write('cup', '20260102000000_bad', 'create table half (n int); create table good (n int)')
  await expect(run()).rejects.toThrow('cup/20260102000000_bad failed: relation "good" already exists')
  const { rows } = await withClient(database.url, (client) =>
    client.query("select to_regclass('half') as half, to_regclass('good') as good"),
  )
  expect(rows).toEqual([{ half: null, good: 'good' }])
})

test('a migration that was changed after it had run is refused', async () => {
  write('cup', '20260101000000_a', 'create table a (n int)')
  await run()
  write('cup', '20260101000000_a', 'create table a (n bigint)')
  await expect(run()).rejects.toThrow('was changed after it had run')
})

test('an index may be made without a transaction', async () => {
  write('cup', '20260101000000_a', 'create table a (n int)')
  write('cup', '20260102000000_b', '-- no transaction\ncreate index concurrently a_n on a (n)')
  expect(await run()).toHaveLength(2)
})

test('a name without its time is refused', () => {
  write('cup', 'stock', 'select 1')
  expect(collect).toThrow('cup/stock')
})
