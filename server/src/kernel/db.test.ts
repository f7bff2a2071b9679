import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase } from '../../test/databases.ts'
import { afterCommit, type Db, inTx, isDuplicate, jsonb, openDb } from './db.ts'

interface Tables {
  cup: { id: number; n: number }
  note: { body: unknown }
}
let database: Awaited<ReturnType<typeof createDatabase>>
let db: Db<Tables>
beforeAll(async () => {
  database = await createDatabase(inject('serverUrl'))
  db = openDb({ url: database.url, max: 10 })
  await sql`create table cup (id int primary key, n bigint not null)`.execute(db)
  await sql`create table note (body jsonb not null)`.execute(db)
  await sql`insert into cup values (1, 0), (2, 0)`.execute(db)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const one = async (query: ReturnType<typeof sql<Record<string, unknown>>>) => (await query.execute(db)).rows[0]

test('numbers arrive as safe numbers or not at all, days as text, instants as dates', async () => {
  const row = await one(
    sql<
      Record<string, unknown>
    >`select 9007199254740991::int8 as big, sum(x) as total, avg(x) as mean, array[1,2]::int8[] as many, date '2026-11-23' as day, timestamptz '2026-11-23T00:00:00Z' as at from (values (1::int8), (2)) as t(x)`,
  )
  expect(row).toEqual({ big: 9007199254740991, total: 3, mean: 1.5, many: [1, 2], day: '2026-11-23', at: new Date('2026-11-23T00:00:00Z') })
  await expect(sql`select 9007199254740993::int8 as n`.execute(db)).rejects.toThrow('does not fit')
})

test('a list goes into a jsonb column as a list', async () => {
  await db
    .insertInto('note')
    .values({ body: jsonb([{ a: 1 }, '二']) })
    .execute()
  expect(await db.selectFrom('note').selectAll().executeTakeFirst()).toEqual({ body: [{ a: 1 }, '二'] })
})

test('a statement is planned once a connection under a name of its own', async () => {
  const single = openDb<Tables>({ url: database.url, max: 1 })
  for (let n = 0; n < 3; n += 1) await single.selectFrom('cup').selectAll().where('id', '=', 1).execute()
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from pg_prepared_statements where statement like '%from "cup"%'`.execute(single)
  await single.destroy()
  expect(rows[0]?.count).toBe(1)
})

test('a migration that changes a prepared statement’s result is survived', async () => {
  const single = openDb<Record<string, any>>({ url: database.url, max: 1 })
  await sql`create table wide (a int)`.execute(single)
  const read = (on = single) => on.selectFrom('wide').selectAll().where('a', '=', 1).execute()
  await read()
  await sql`alter table wide add column b int`.execute(db)
  await sql`insert into wide values (1, 2)`.execute(db)
  expect(await read()).toEqual([{ a: 1, b: 2 }])
  await sql`alter table wide add column c int`.execute(db)
  expect(await inTx(single, (tx) => read(tx))).toEqual([{ a: 1, b: 2, c: null }])
  await single.destroy()
})

describe('a transaction', () => {
  test('that deadlocks is run again', async () => {
    const add = async (first: number, second: number) =>
      inTx(db, async (tx) => {
        for (const id of [first, second]) {
          await tx
            .updateTable('cup')
            .set((eb) => ({ n: eb('n', '+', 1) }))
            .where('id', '=', id)
            .execute()
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
      })
    await Promise.all([add(1, 2), add(2, 1)])
    expect(await db.selectFrom('cup').select('n').orderBy('id').execute()).toEqual([{ n: 2 }, { n: 2 }])
  })

  test('inside another is part of it', async () => {
    const both = inTx(db, async (tx) => {
      await inTx(tx, (inner) => inner.insertInto('cup').values({ id: 3, n: 0 }).execute())
      throw new Error('undo')
    })
    await expect(both).rejects.toThrow('undo')
    expect(await db.selectFrom('cup').select('id').where('id', '=', 3).execute()).toEqual([])
  })

  test('tells only when it is safe, and once', async () => {
    const told: string[] = []
    const tell = () => void told.push('told')
    await inTx(db, async (tx) => {
      afterCommit(tx, tell)
      afterCommit(tx, tell)
      expect(told).toEqual([])
    })
    await inTx(db, async (tx) => {
      afterCommit(tx, tell)
      throw new Error('undo')
    }).catch(() => undefined)
    expect(told).toEqual(['told'])
  })

  test('that breaks a UNIQUE says which', async () => {
    const error = await db
      .insertInto('cup')
      .values({ id: 1, n: 0 })
      .execute()
      .catch((caught: unknown) => caught)
    expect([isDuplicate(error), isDuplicate(error, 'cup_pkey'), isDuplicate(error, 'other')]).toEqual([true, true, false])
  })
})

test('a read-only pool cannot write', async () => {
  const reader = openDb<Tables>({ url: database.url, readOnly: true })
  await expect(reader.insertInto('cup').values({ id: 9, n: 0 }).execute()).rejects.toThrow('read-only')
  await reader.destroy()
})
